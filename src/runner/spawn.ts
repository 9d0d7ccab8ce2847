import type { ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Readable } from 'node:stream';
import type { Limits } from '../workshop/types.ts';
import { limitOf } from './environment.ts';
import { writtenMiB } from './folder-limit.ts';
import { noInspectorFlags } from './inspector.ts';
import type { Sandbox } from './levels.ts';
import { sandboxCommand, sandboxFlags } from './sandbox.ts';

export interface SpawnOptions {
  readonly limits: Limits;
  readonly sandbox: Sandbox;
  /** The attempt's folder: its working directory, and the only place it may write to. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly marker: string;
  /** Absolute path of the JavaScript to run; it gets its order on a fourth pipe. */
  readonly program: string;
  /** Text for standard input, which then ends; without it, standard input is empty. */
  readonly stdin?: string;
}

/** As much of execa's subprocess as is used here. */
export type Subprocess = ChildProcess &
  Promise<unknown> & { readonly stdout: Readable; readonly stderr: Readable };

/** Memory that Node itself needs besides the heap, in MiB, and room for the sampler to be the one that notices. */
const spareMiB = 256;

/**
 * Starts Node for a submission, in a process group of its own. Wrapped in an object, because execa's subprocess is a
 * promise of its end.
 */
export async function spawnNode(options: SpawnOptions): Promise<{ child: Subprocess }> {
  const { limits, sandbox, folder, env, marker } = options;
  const { execa } = await import('execa');
  const node = [
    ...sandboxCommand(sandbox, folder),
    process.execPath,
    '--enable-source-maps',
    '--disable-warning=ExperimentalWarning',
    ...noInspectorFlags,
    ...heapFlags(limits),
    ...sandboxFlags(sandbox, folder),
    options.program,
  ];
  const [command = process.execPath, ...args] = [...guards(limits, marker), ...node];
  const stdin = options.stdin === undefined ? ('ignore' as const) : ('pipe' as const);
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
    stdio: [stdin, 'pipe', 'pipe', 'pipe'],
    ...(options.stdin === undefined ? {} : { input: options.stdin }),
  });
  // execa's own type depends on every option; with these it has both output streams.
  return { child: child as unknown as Subprocess };
}

/**
 * Where nothing else caps a process's memory at once, V8 does. Not everywhere, because flags that differ from those that
 * Node was built with make it compile its own modules anew at each start: a fifth of a short program's time.
 */
function heapFlags({ memoryMiB }: Limits): readonly string[] {
  if (process.platform === 'linux' && tool('prlimit') !== undefined) return [];
  return [`--max-old-space-size=${Math.max(16, Math.floor(memoryMiB * 0.9))}`];
}

/**
 * Linux tools in front of Node, where they are installed: `setpriv` has the kernel kill the submission when this
 * process dies, even by SIGKILL; `prlimit` caps its memory and processor time, and marks its descendants. Never
 * `prlimit --as`: Node reserves far more address space than it uses, and `fetch` fails without it.
 */
function guards({ memoryMiB, seconds }: Limits, marker: string): readonly string[] {
  if (process.platform !== 'linux') return [];
  const setpriv = tool('setpriv');
  const prlimit = tool('prlimit');
  return [
    ...(setpriv === undefined ? [] : [setpriv, '--pdeathsig', 'KILL', '--']),
    ...(prlimit === undefined
      ? []
      : [
          prlimit,
          '--core=0:0',
          `--fsize=${atMost('file size', writtenMiB * 1024 * 1024)}`,
          `--data=${atMost('data size', (memoryMiB + spareMiB) * 1024 * 1024 + reservedBytes())}`,
          // Wall time ends an attempt long before, unless many threads are busy at once.
          `--cpu=${atMost('cpu time', Math.ceil(seconds * 4) + 5)}:`,
          `--rss=${atMost('resident set', limitOf(marker))}`,
          '--',
        ]),
  ];
}

let reserved: number | undefined;

/**
 * What this Node sets aside for compiled code and `prlimit --data` counts although most of it is never used: nothing
 * in Node 20 and 22, 512 MiB in Node 24. The submission runs on the same Node, so it is read from this process.
 */
function reservedBytes(): number {
  reserved ??= [...readOwn('maps').matchAll(/^([0-9a-f]+)-([0-9a-f]+) rwxp /gm)].reduce(
    (sum, [, start = '0', end = '0']) => sum + Number.parseInt(end, 16) - Number.parseInt(start, 16),
    0,
  );
  return reserved;
}

/** Limits can only be lowered: where this process is under a lower one already, that one stays. */
function atMost(name: string, wanted: number): number {
  const own = new RegExp(`^Max ${name} +\\S+ +(\\d+)`, 'm').exec(readOwn('limits'))?.[1];
  return Math.min(wanted, own === undefined ? wanted : Number(own));
}

function readOwn(name: 'limits' | 'maps'): string {
  try {
    return readFileSync(`/proc/self/${name}`, 'latin1');
  } catch {
    return '';
  }
}

const found = new Map<string, string | undefined>();

function tool(name: string): string | undefined {
  if (!found.has(name)) {
    const file = ['/usr/bin', '/bin']
      .map((folder) => path.join(folder, name))
      .find((each) => existsSync(each));
    found.set(name, file);
  }
  return found.get(name);
}
