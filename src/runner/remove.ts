import { execFile, spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { promisify } from 'node:util';

const options = { recursive: true, force: true, maxRetries: 3 } as const;

/**
 * Removes an attempt's folder, whatever the submission made of it. Node gives up where a path is longer than the system
 * allows, or a folder was closed to its owner; the system's own tools don't. What can't be removed at all is left: it is
 * no reason not to have a verdict.
 */
export async function removeFolder(folder: string): Promise<void> {
  const removed = await rm(folder, options).then(
    () => true,
    () => false,
  );
  if (removed || process.platform === 'win32') return;
  for (const [tool, args] of tools(folder)) await promisify(execFile)(tool, args).catch(() => undefined);
}

/** The same at once, for the moment when this process ends. */
export function removeFolderNow(folder: string): void {
  try {
    rmSync(folder, options);
  } catch {
    if (process.platform === 'win32') return;
    for (const [tool, args] of tools(folder)) spawnSync(tool, args, { stdio: 'ignore' });
  }
}

function tools(folder: string): readonly (readonly [string, readonly string[]])[] {
  return [
    ['chmod', ['-R', 'u+rwx', '--', folder]],
    ['rm', ['-rf', '--', folder]],
  ];
}
