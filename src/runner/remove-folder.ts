import { execFile, spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { promisify } from 'node:util';

/** Folders that could not be removed when they were done with. */
const left = new Set<string>();
let hooked = false;
const options = { recursive: true, force: true, maxRetries: 3 } as const;

/**
 * Removes a folder with all that is in it, whatever a submission made of it. One that can't be removed yet, because a
 * virus scanner or a dying process holds a file in it, is tried again with the next one and when this process ends. Never
 * throws: what is left in the temporary folder has nothing to do with what a program has shown.
 */
export async function removeFolder(folder: string): Promise<void> {
  for (const each of [folder, ...left]) {
    await rm(each, options).catch(() => byTools(each));
    keepInMind(each, existsSync(each));
  }
}

/** The same at once, for the moment when this process ends. */
export function removeFolderNow(folder: string, remove: (folder: string) => void = removeNow): void {
  for (const each of [folder, ...left]) {
    try {
      remove(each);
      left.delete(each);
    } catch {
      keepInMind(each, true);
    }
  }
}

function keepInMind(folder: string, isLeft: boolean): void {
  if (!isLeft) left.delete(folder);
  else left.add(folder);
  if (left.size === 0 || hooked) return;
  hooked = true;
  process.once('exit', () => {
    for (const each of left) removeQuietly(each);
  });
}

function removeNow(folder: string): void {
  try {
    rmSync(folder, options);
  } catch (error) {
    if (process.platform === 'win32') throw error;
    for (const [tool, args] of tools(folder)) spawnSync(tool, args, { stdio: 'ignore' });
    if (existsSync(folder)) throw error;
  }
}

function removeQuietly(folder: string): void {
  try {
    removeNow(folder);
  } catch {
    // It stays in the temporary folder, which the system empties.
  }
}

/** Node gives up where a path is longer than the system allows, or a folder was closed to its owner; these don't. */
function tools(folder: string): readonly (readonly [string, readonly string[]])[] {
  return [
    ['chmod', ['-R', 'u+rwx', '--', folder]],
    ['rm', ['-rf', '--', folder]],
  ];
}

async function byTools(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  for (const [tool, args] of tools(folder)) await promisify(execFile)(tool, args).catch(() => undefined);
}
