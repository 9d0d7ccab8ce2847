import { removeFolderNow } from './remove-folder.ts';
import { killTreeNow } from './tree.ts';

/** Running submissions of this thread, so that none outlives it, and no folder of theirs either. */
const running = new Map<number, { readonly marker: string; readonly folder: string }>();
/** What ends a process unless someone listens. SIGKILL can't be heard: see `setpriv` in `spawn.ts` for that. */
const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
let listening = false;
let hooked = false;

/** Has a submission die with this process. Whoever says it again changes nothing. */
export function register(pid: number, marker: string, folder: string): void {
  running.set(pid, { marker, folder });
  if (!listening) for (const signal of endings) process.on(signal, endBySignal);
  listening = true;
  if (hooked) return;
  hooked = true;
  process.on('exit', killAllAttempts);
}

export function unregister(pid: number): void {
  if (running.delete(pid)) unhook();
}

/** Kills every running submission at once, for the moment when this process ends. */
export function killAllAttempts(): void {
  for (const [pid, { marker, folder }] of running) {
    killTreeNow(pid, marker);
    removeFolderNow(folder);
  }
  running.clear();
  unhook();
}

function unhook(): void {
  if (running.size > 0) return;
  for (const signal of endings) process.off(signal, endBySignal);
  listening = false;
}

/** Ends as the signal would have ended this process, but takes the submissions along. */
function endBySignal(signal: NodeJS.Signals): void {
  // Whoever else listens decides what the signal means.
  if (process.listenerCount(signal) > 1) return;
  killAllAttempts();
  // Windows knows SIGHUP, for a closed window, only as something that is heard, and not as something that is sent.
  process.kill(process.pid, process.platform === 'win32' ? 'SIGTERM' : signal);
}
