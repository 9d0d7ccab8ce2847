import { killTreeNow } from './tree.ts';

/** Running submissions of this thread, so that none outlives it. */
const running = new Map<number, string>();
let hooked = false;

export function register(pid: number, marker: string): void {
  running.set(pid, marker);
  if (hooked) return;
  hooked = true;
  process.on('exit', killAllAttempts);
}

export function unregister(pid: number): void {
  running.delete(pid);
}

/** Kills every running submission at once, for the moment when this process ends. */
export function killAllAttempts(): void {
  for (const [pid, marker] of running) killTreeNow(pid, marker);
  running.clear();
}
