import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import * as z from 'zod';

/** Somebody else has it. */
export class LockHeld extends Error {
  override readonly name = 'LockHeld';
}

export interface Lock {
  release(): void;
}

const holderSchema = z.object({
  pid: z.number().int().positive(),
  host: z.string(),
  since: z.string(),
  /** When the process began, where that can be told: another one may have its number by now. */
  began: z.string().optional(),
});
type Holder = z.infer<typeof holderSchema>;

/** A lock is written in one go; one without content for so long was left by a process that was killed meanwhile. */
const writingMs = 5_000;
/** Others may be after a dead process's lock too. */
const tries = 20;

/**
 * Takes a lock that one process at a time can have. One whose process is dead is taken over; of a process on another
 * machine that can't be told.
 * @param file the lock: a file in a folder that exists
 * @throws LockHeld saying who holds it; the file system's error
 */
export function takeLock(file: string): Lock {
  const own: Holder = {
    pid: process.pid,
    host: hostname(),
    since: new Date().toISOString(),
    began: beganOf(process.pid),
  };
  const text = JSON.stringify(own);
  for (let round = 0; round < tries; round += 1) {
    if (isCreated(file, text)) return { release: () => releaseOwn(file, text) };
    const found = read(file);
    if (found !== undefined && isInUse(file, found)) throw new LockHeld(explanation(file, found));
    if (found !== undefined) takeAway(file, found);
  }
  throw new LockHeld(`${file} is being taken by another process. Try again.`);
}

function isCreated(file: string, text: string): boolean {
  try {
    writeFileSync(file, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Moves a dead process's lock aside. Whoever was faster may have a new one there already, which is then put back. */
function takeAway(file: string, dead: string): void {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
    if (read(aside) !== dead) renameSync(aside, file);
  } catch {
    // Somebody else has moved it.
  }
  rmSync(aside, { force: true });
}

function releaseOwn(file: string, text: string): void {
  if (read(file) === text) rmSync(file, { force: true });
}

function isInUse(file: string, text: string): boolean {
  const holder = holderOf(text);
  if (holder === undefined) return Date.now() - modified(file) < writingMs;
  if (holder.host !== hostname()) return true;
  if (!isAlive(holder.pid)) return false;
  const began = beganOf(holder.pid);
  return holder.began === undefined || began === undefined || holder.began === began;
}

function explanation(file: string, text: string): string {
  const holder = holderOf(text);
  if (holder === undefined) return `${file} is being written by another process. Try again.`;
  const { pid, host, since } = holder;
  return host === hostname()
    ? `Process ${pid} has been writing there since ${since}. Wait for it, or stop it.`
    : `Process ${pid} on ${host} has been writing there since ${since}. Wait for it; if it is not running any more, remove ${file}.`;
}

function holderOf(text: string): Holder | undefined {
  try {
    return holderSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Field 22 of `/proc/PID/stat` and the machine's own start; `undefined` where there is no such file. */
function beganOf(pid: number): string | undefined {
  const stat = read(`/proc/${pid}/stat`);
  const boot = read('/proc/sys/kernel/random/boot_id');
  if (stat === undefined || boot === undefined) return undefined;
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return `${boot.trim()} ${fields[19] ?? ''}`;
}

function modified(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
