import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Readable } from 'node:stream';

import { sandboxFlags } from './sandbox.ts';
import type { AttemptOptions } from './types.ts';

export interface SpawnOptions {
  readonly attempt: AttemptOptions;
  /** The attempt's folder, in which `program.mjs` lies. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
}

/** As much of execa's subprocess as is used here. */
export type Subprocess = Pick<ChildProcess, 'pid' | 'once' | 'off' | 'on'> &
  NodeJS.EventEmitter &
  Promise<unknown> & { readonly stdout: Readable; readonly stderr: Readable };

/** Memory that Node itself needs besides the heap, in MiB, and room for the sampler to be the one that notices. */
const spareMiB = 256;

/** Starts a compiled submission in a process group of its own. Wrapped, because execa's subprocess is a promise of its end. */
export async function spawnSubmission({
  attempt,
  folder,
  env,
}: SpawnOptions): Promise<{ child: Subprocess }> {
  const { execa } = await import('execa');
  const node = [
    process.execPath,
    '--enable-source-maps',
    '--disable-warning=ExperimentalWarning',
    `--max-old-space-size=${Math.max(16, Math.floor(attempt.limits.memoryMiB * 0.9))}`,
    ...sandboxFlags(attempt.sandbox, folder),
    path.join(folder, 'program.mjs'),
    ...(attempt.args ?? []),
  ];
  const [command = process.execPath, ...args] = [
    ...guards(attempt.limits.memoryMiB, attempt.limits.seconds),
    ...node,
  ];
  const input = attempt.stdin === undefined ? { stdin: 'ignore' as const } : { input: attempt.stdin };
  const child = execa(command, args, {
    cwd: folder,
    env,
    extendEnv: false,
    detached: true,
    cleanup: false,
    buffer: false,
    reject: false,
    encoding: 'buffer',
    windowsHide: true,
    ...input,
  });
  // execa's own type depends on every option; with these it has both output streams.
  return { child: child as unknown as Subprocess };
}

/**
 * Linux tools in front of Node, where they are installed: `setpriv` has the kernel kill the submission when this
 * process dies, even by SIGKILL; `prlimit` caps its memory and processor time. Never `prlimit --as`: Node reserves far
 * more address space than it uses, and `fetch` fails without it.
 */
function guards(memoryMiB: number, seconds: number): readonly string[] {
  if (process.platform !== 'linux') return [];
  const setpriv = tool('setpriv');
  const prlimit = tool('prlimit');
  const bytes = (memoryMiB + spareMiB) * 1024 * 1024;
  return [
    ...(setpriv === undefined ? [] : [setpriv, '--pdeathsig', 'KILL', '--']),
    ...(prlimit === undefined
      ? []
      : [prlimit, '--core=0', `--data=${bytes}`, `--cpu=${Math.ceil(seconds * 4) + 5}`, '--']),
  ];
}

const found = new Map<string, string | undefined>();

function tool(name: string): string | undefined {
  if (!found.has(name)) {
    found.set(
      name,
      ['/usr/bin', '/bin'].map((folder) => path.join(folder, name)).find((file) => existsSync(file)),
    );
  }
  return found.get(name);
}
