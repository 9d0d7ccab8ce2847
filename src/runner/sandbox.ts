import { realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bwrapCommand, findBwrap } from './bwrap.ts';
import type { Sandbox } from './levels.ts';
import { buildFolder, projectRoot } from './project.ts';

/** Node's flag for its permission model; it lost its prefix in 22.13 and 23.5. */
const permissionFlag = ['--permission', '--experimental-permission'].find((flag) =>
  process.allowedNodeEnvironmentFlags.has(flag),
);

export function sandboxAvailable(sandbox: Sandbox): boolean {
  if (sandbox === 'bwrap') return findBwrap() !== undefined;
  return sandbox === 'none' || permissionObstacle() === undefined;
}

/**
 * Why Node's permission model can't be used, as a sentence. In a path that is allowed, `*` means anything, wherever it
 * is: below `a*b` a program could read all that begins with `a`, and some versions of Node crash.
 * @param folders those whose paths are allowed
 */
export function permissionObstacle(
  folders: readonly string[] = [projectRoot(), temporaryFolder()],
): string | undefined {
  if (permissionFlag === undefined) return `This Node.js (${process.version}) has no permission model.`;
  const starred = folders.find((folder) => folder.includes('*'));
  return starred === undefined
    ? undefined
    : `Node's permission model takes the * in ${starred} for a wildcard. Give the folder another name.`;
}

function temporaryFolder(): string {
  try {
    return realpathSync(tmpdir());
  } catch {
    return tmpdir();
  }
}

/** The strongest level that every machine with this Node has. Bubblewrap has to be asked for. */
export function defaultSandbox(): Sandbox {
  return sandboxAvailable('permission') ? 'permission' : 'none';
}

/** What goes in front of Node; nothing but for Bubblewrap. */
export function sandboxCommand(sandbox: Sandbox, folder: string): readonly string[] {
  return sandbox === 'bwrap' ? bwrapCommand(folder) : [];
}

/**
 * Flags that keep a submission from files, child processes, workers and native code. A seat belt, not a wall: see
 * Node's documentation of its permission model, "Limitations and known issues".
 * @param folder the attempt's folder, the only one it may write to
 */
export function sandboxFlags(sandbox: Sandbox, folder: string): readonly string[] {
  if (sandbox === 'none' || permissionFlag === undefined || permissionObstacle() !== undefined) return [];
  const readable = [
    path.join(folder, '*'),
    path.join(buildFolder(), 'vendor', '*'),
    path.join(buildFolder(), 'standby.mjs'),
    path.join(buildFolder(), 'locks.mjs'),
    path.join(projectRoot(), 'node_modules', '*'),
  ];
  // From Node 25 the network is forbidden too unless it is allowed; the model endpoint is on it.
  const network = process.allowedNodeEnvironmentFlags.has('--allow-net') ? ['--allow-net'] : [];
  // The permission model is about `node:fs` and leaves databases alone, which are files anywhere.
  const noDatabases = '--no-experimental-sqlite';
  return [
    permissionFlag,
    ...(process.allowedNodeEnvironmentFlags.has(noDatabases) ? [noDatabases] : []),
    ...readable.map((each) => `--allow-fs-read=${each}`),
    `--allow-fs-write=${path.join(folder, '*')}`,
    ...network,
  ];
}
