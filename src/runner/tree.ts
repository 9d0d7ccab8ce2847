import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { markerVariable } from './environment.ts';

const run = promisify(execFile);

/** Kernel time for killed processes to go away; far more than it takes. */
const patienceMs = 3_000;
const pageBytes = 4096;

/**
 * Kills a submission's whole process tree and waits until nothing of it is left: its process group, its descendants,
 * and whatever carries the attempt's marker in its environment, which finds processes that began a session of their own.
 */
export async function killTree(pid: number, marker: string): Promise<void> {
  if (process.platform === 'win32') {
    await run('taskkill', ['/pid', String(pid), '/T', '/F']).catch(() => undefined);
    return;
  }
  const deadline = Date.now() + patienceMs;
  for (;;) {
    kill(-pid);
    const survivors = process.platform === 'linux' ? findOnLinux(pid, marker) : await findByPs(pid);
    for (const survivor of survivors) kill(survivor);
    if (survivors.length === 0 || Date.now() > deadline) return;
    await delay(10);
  }
}

/** The same at once and without waiting, for the moment when this process itself ends. */
export function killTreeNow(pid: number, marker: string): void {
  kill(-pid);
  if (process.platform === 'linux') for (const survivor of findOnLinux(pid, marker)) kill(survivor);
}

/** Resident memory of a process and its descendants, in bytes; `undefined` where it can't be read cheaply. */
export function treeMemory(pid: number): number | undefined {
  if (process.platform !== 'linux') return undefined;
  return [pid, ...descendantsOnLinux(pid)].reduce((sum, each) => sum + residentBytes(each), 0);
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It is gone already, or never was.
  }
}

function findOnLinux(pid: number, marker: string): readonly number[] {
  const wanted = `${markerVariable}=${marker}`;
  const byMarker = processIds().filter((each) => read(`/proc/${each}/environ`).includes(wanted));
  return [...new Set([...byMarker, ...descendantsOnLinux(pid), ...groupOf(pid)])].filter(isAlive);
}

function groupOf(pid: number): readonly number[] {
  return isAlive(pid) ? [pid] : [];
}

function descendantsOnLinux(pid: number): readonly number[] {
  const children = read(`/proc/${pid}/task/${pid}/children`)
    .split(' ')
    .flatMap((text) => (text === '' ? [] : [Number(text)]));
  return children.flatMap((child) => [child, ...descendantsOnLinux(child)]);
}

/** A zombie is dead: it only waits for its parent to notice. */
function isAlive(pid: number): boolean {
  const stat = read(`/proc/${pid}/stat`);
  const state = stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3);
  return stat !== '' && state !== 'Z' && state !== 'X';
}

function processIds(): readonly number[] {
  return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []));
}

function residentBytes(pid: number): number {
  return Number(read(`/proc/${pid}/statm`).split(' ')[1] ?? 0) * pageBytes;
}

function read(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}

async function findByPs(pid: number): Promise<readonly number[]> {
  const { stdout } = await run('ps', ['-axo', 'pid=,ppid=,pgid=,stat=']).catch(() => ({ stdout: '' }));
  const rows = stdout.split('\n').flatMap((line) => {
    const [id, parent, group, state] = line.trim().split(/\s+/);
    return id === undefined || state === undefined || state.startsWith('Z')
      ? []
      : [{ id: Number(id), parent: Number(parent), group: Number(group) }];
  });
  const found = new Set(rows.filter((row) => row.group === pid || row.id === pid).map((row) => row.id));
  for (let size = -1; size !== found.size; ) {
    size = found.size;
    for (const row of rows) if (found.has(row.parent)) found.add(row.id);
  }
  return [...found];
}
