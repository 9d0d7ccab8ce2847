import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { limitOf, markerVariable } from './environment.ts';

const run = promisify(execFile);

/** Kernel time for killed processes to go away; far more than it takes. */
export const patienceMs = 3_000;
const pageBytes = 4096;
/** Times in `/proc` are in ticks of a hundredth of a second on every machine that Node runs on. */
const tickMs = 10;

interface Entry {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  readonly residentBytes: number;
}

/**
 * Kills a submission's whole process tree and waits until nothing of it is left: its process group, its descendants,
 * and whatever carries the attempt's marker, which finds processes that began a session of their own.
 *
 * Where there is no `/proc`, a process that left both its group and its parents can't be told from others.
 */
export async function killTree(pid: number, marker: string): Promise<void> {
  if (process.platform === 'win32') {
    await run('taskkill', ['/pid', String(pid), '/T', '/F']).catch(() => undefined);
    return;
  }
  const deadline = Date.now() + patienceMs;
  for (;;) {
    // Looked for before anything is killed: orphans no longer tell whose they were.
    const found =
      process.platform === 'linux' ? findOnLinux(pid, marker) : treeOf(pid, await processesByPs());
    kill(-pid);
    for (const each of found) kill(each);
    if (found.length === 0 || Date.now() > deadline) return;
    await delay(10);
  }
}

/** The same at once and without waiting, for the moment when this process itself ends. */
export function killTreeNow(pid: number, marker: string): void {
  // A second look catches what was started during the first.
  for (let look = 0; look < 2; look += 1) {
    const found = process.platform === 'linux' ? findOnLinux(pid, marker) : [pid];
    kill(-pid);
    for (const each of found) kill(each);
  }
}

/** Resident memory of a process and its descendants, in bytes; `undefined` where it can't be told. */
export async function treeMemory(pid: number): Promise<number | undefined> {
  if (process.platform === 'win32') return undefined;
  if (process.platform === 'linux') {
    return sumOnLinux(pid, residentBytes);
  }
  return memoryByPs(pid);
}

/**
 * Processor time of a process, its living descendants, and the children it has waited for, in milliseconds; 0 where it
 * can't be told.
 */
export function treeCpuMs(pid: number): number {
  if (process.platform !== 'linux') return 0;
  return sumOnLinux(pid, cpuMs);
}

/**
 * How long the main thread of a process was ready to run and had no core, in milliseconds since it began; 0 where it
 * can't be told. From the second field of `schedstat`, see sched-stats in the kernel's documentation.
 */
export function waitedMs(pid: number | 'self'): number {
  if (process.platform !== 'linux') return 0;
  return Number(read(`/proc/${pid}/schedstat`).split(' ')[1] ?? 0) / 1e6;
}

/** Resident memory of a process and its descendants from `ps`, which every Unix has. */
export async function memoryByPs(pid: number): Promise<number> {
  const all = await processesByPs();
  const own = new Set(treeOf(pid, all));
  return all.reduce((sum, each) => sum + (own.has(each.pid) ? each.residentBytes : 0), 0);
}

/** A process, its group, and the descendants of both. */
function treeOf(pid: number, all: readonly Entry[]): readonly number[] {
  const found = new Set(all.filter((each) => each.pid === pid || each.group === pid).map((each) => each.pid));
  for (let size = -1; size !== found.size; ) {
    size = found.size;
    for (const each of all) if (found.has(each.parent)) found.add(each.pid);
  }
  return [...found];
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It is gone already, or never was.
  }
}

function findOnLinux(pid: number, marker: string): readonly number[] {
  const all = processesOnLinux();
  const variable = `${markerVariable}=${marker}`;
  const limit = new RegExp(`^Max resident set +${limitOf(marker)} `, 'm');
  const marked = all
    .map((each) => each.pid)
    .filter(
      (each) => read(`/proc/${each}/environ`).includes(variable) || limit.test(read(`/proc/${each}/limits`)),
    );
  return [...new Set([...treeOf(pid, all), ...marked])];
}

/** All processes that live and are younger than this one. A zombie is dead: it waits for its parent to notice. */
function processesOnLinux(): readonly Entry[] {
  ownStart ??= startOf(statOf('self'));
  const oldest = ownStart;
  return namesIn('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    const fields = statOf(name);
    const [state, parent, group] = fields;
    // Nothing that a submission began is older than who began the submission.
    if (startOf(fields) < oldest) return [];
    if (state === undefined || state === '' || state === 'Z' || state === 'X') return [];
    // Threads of the kernel, of which there are many, are children of process 2.
    if (parent === '2') return [];
    return [{ pid: Number(name), parent: Number(parent), group: Number(group), residentBytes: 0 }];
  });
}

let ownStart: number | undefined;

/** The fields of `/proc/PID/stat` from the third on; empty when there is no such process any more. */
function statOf(process: string): readonly string[] {
  const stat = read(`/proc/${process}/stat`);
  // The second field is the program's name, which may contain anything.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

/** When a process began, in ticks since the machine did: field 22 in proc(5). */
function startOf(fields: readonly string[]): number {
  return Number(fields[19] ?? 0);
}

/** Its own time in and for the kernel, and that of children it has waited for: fields 14 to 17 in proc(5). */
function cpuMs(pid: number): number {
  const ticks = statOf(String(pid)).slice(11, 15);
  return ticks.reduce((sum, each) => sum + Number(each) * tickMs, 0);
}

/** Of a process and its descendants. */
function sumOnLinux(pid: number, amountOf: (pid: number) => number): number {
  return [pid, ...descendantsOnLinux(pid)].reduce((sum, each) => sum + amountOf(each), 0);
}

/** Children are listed with the thread that started them. */
function descendantsOnLinux(pid: number): readonly number[] {
  const children = threadsOf(pid).flatMap((thread) =>
    read(`/proc/${pid}/task/${thread}/children`)
      .split(' ')
      .flatMap((text) => (text === '' ? [] : [Number(text)])),
  );
  return children.flatMap((child) => [child, ...descendantsOnLinux(child)]);
}

function threadsOf(pid: number): readonly string[] {
  return namesIn(`/proc/${pid}/task`);
}

/** None where there is no such folder, or no handle left to look into it. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function residentBytes(pid: number): number {
  return Number(read(`/proc/${pid}/statm`).split(' ')[1] ?? 0) * pageBytes;
}

/** As UTF-8, for which Node has a short way that takes no buffer of 64 KiB for each file; what is looked for is ASCII. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

async function processesByPs(): Promise<readonly Entry[]> {
  const { stdout } = await run('ps', ['-axo', 'pid=,ppid=,pgid=,rss=,stat=']).catch(() => ({ stdout: '' }));
  return stdout.split('\n').flatMap((line) => {
    const [pid, parent, group, kibibytes, state] = line.trim().split(/\s+/);
    if (pid === undefined || state === undefined || state.startsWith('Z')) return [];
    return [
      {
        pid: Number(pid),
        parent: Number(parent),
        group: Number(group),
        residentBytes: Number(kibibytes) * 1024,
      },
    ];
  });
}
