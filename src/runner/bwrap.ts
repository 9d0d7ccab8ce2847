import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { buildFolder, projectRoot } from './project.ts';

/**
 * Bubblewrap: the submission in namespaces of its own, with a file system in which nothing is but what it needs. It sees
 * no other process, no file of its user's, and can't be seen to survive. The network stays, because the model endpoint
 * is on it.
 */

/** What programs on Linux are linked with; which of these exist differs between distributions. */
const system = ['/usr', '/bin', '/sbin', '/lib', '/lib32', '/lib64', '/nix/store'];
const configuration = ['/etc/ld.so.cache', '/etc/localtime', '/etc/hosts', '/etc/nsswitch.conf', '/etc/ssl'];

let probed: string | undefined | false = false;

/** Absolute path of a Bubblewrap that works here; `undefined` where there is none, or the kernel doesn't let it. */
export function findBwrap(): string | undefined {
  if (probed !== false) return probed;
  const file = ['/usr/bin/bwrap', '/bin/bwrap', '/usr/local/bin/bwrap'].find((each) => existsSync(each));
  const works =
    process.platform === 'linux' &&
    file !== undefined &&
    spawnSync(file, [...namespaces, '--ro-bind', '/', '/', '--proc', '/proc', 'true'], { timeout: 5_000 })
      .status === 0;
  probed = works ? file : undefined;
  return probed;
}

const namespaces = [
  '--unshare-user-try',
  '--unshare-pid',
  '--unshare-ipc',
  '--unshare-uts',
  '--unshare-cgroup-try',
  '--die-with-parent',
  '--new-session',
];

/**
 * The command to put in front of Node.
 * @param folder the attempt's folder, the only one that it may write to
 */
export function bwrapCommand(folder: string): readonly string[] {
  const bwrap = findBwrap();
  if (bwrap === undefined) throw new Error('Bubblewrap does not work here.');
  const readable = [
    ...system,
    ...configuration,
    path.dirname(process.execPath),
    path.join(buildFolder(), 'vendor'),
    path.join(buildFolder(), 'standby.mjs'),
    path.join(buildFolder(), 'locks.mjs'),
    path.join(projectRoot(), 'node_modules'),
  ];
  return [
    bwrap,
    ...namespaces,
    ...['--proc', '/proc', '--dev', '/dev', '--tmpfs', '/tmp'],
    ...readable.flatMap((each) => ['--ro-bind-try', each, each]),
    ...['--bind', folder, folder, '--chdir', folder, '--'],
  ];
}
