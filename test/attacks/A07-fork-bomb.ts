// attack: A7, starts copies of itself without end
// verdict: failed
import { fork, spawn } from 'node:child_process';
import { Worker } from 'node:worker_threads';

const me = process.argv[1] ?? '';
for (let count = 0; count < 50; count += 1) {
  for (const start of [
    () => spawn(process.execPath, [me], { detached: true, stdio: 'ignore' }).unref(),
    () => fork(me).unref(),
    () => new Worker(new URL(import.meta.url)).unref(),
  ]) {
    try {
      start();
    } catch {
      // As it should be.
    }
  }
}
