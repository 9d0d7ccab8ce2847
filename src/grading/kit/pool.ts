import { availableParallelism } from 'node:os';

let free = Math.max(2, availableParallelism());
const waiting: (() => void)[] = [];

/** Runs the work when a core is free; attempts that wait for each other's processor time would only look slow. */
export async function limitConcurrency<T>(work: () => Promise<T>): Promise<T> {
  if (free > 0) free -= 1;
  else await new Promise<void>((resolve) => waiting.push(resolve));
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next();
  }
}
