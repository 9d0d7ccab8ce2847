import { rmSync } from 'node:fs';
import { killTreeNow } from './tree.ts';

/** Running submissions of this thread, so that none outlives it, and no folder of theirs either. */
const running = new Map<number, { readonly marker: string; readonly folder: string }>();
let hooked = false;

export function register(pid: number, marker: string, folder: string): void {
  running.set(pid, { marker, folder });
  if (hooked) return;
  hooked = true;
  process.on('exit', killAllAttempts);
}

export function unregister(pid: number): void {
  running.delete(pid);
}

/** Kills every running submission at once, for the moment when this process ends. */
export function killAllAttempts(): void {
  for (const [pid, { marker, folder }] of running) {
    killTreeNow(pid, marker);
    rmSync(folder, { recursive: true, force: true });
  }
  running.clear();
}
