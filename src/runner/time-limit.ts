import { treeCpuMs, waitedMs } from './tree.ts';

/** Milliseconds since a program began. */
export interface Times {
  /** By the clock. */
  readonly wall: number;
  /** That it, or this process, which answers it, was ready to run while others had the cores. */
  readonly waited: number;
  /** Processor time of it and its descendants. */
  readonly cpu: number;
}

/** A program that has computed for this part of its limit is not one that others kept from running. */
const busy = 0.2;
/** Below this part of the time, waiting for a core is what happens everywhere, and what a limit has room for. */
const crowded = 0.3;
/** However crowded the machine is, the limit is at most so many times as long. */
const longest = 4;
/** Between two looks at a program that is given more time as it waits. */
const lookMs = 100;

/**
 * Milliseconds that a program has left. Its limit is for what it does: on a machine that is too busy, as in a grade of
 * many or beside a video call, time in which it could not run is not held against it.
 */
export function leftMs(limitMs: number, { wall, waited, cpu }: Times): number {
  const wasKept = waited > wall * crowded && cpu < limitMs * busy;
  return limitMs + (wasKept ? Math.min(waited, limitMs * (longest - 1)) : 0) - wall;
}

/**
 * Calls `onEnd` when a process's time is up.
 * @returns cancels it
 */
export function limitTime(pid: number, limitMs: number, onEnd: () => void): () => void {
  const begun = performance.now();
  const waited = () => waitedMs(pid) + waitedMs('self');
  const before = { waited: waited(), cpu: treeCpuMs(pid) };
  const look = () => {
    const wall = performance.now() - begun;
    const left = leftMs(limitMs, {
      wall,
      waited: waited() - before.waited,
      cpu: treeCpuMs(pid) - before.cpu,
    });
    if (left <= 0) onEnd();
    else timer = setTimeout(look, Math.max(lookMs, left));
  };
  let timer = setTimeout(look, limitMs);
  return () => clearTimeout(timer);
}
