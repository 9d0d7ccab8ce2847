import { spawn } from 'node:child_process';
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { drained } from './drain.ts';

/** Holds this process up, as a busy machine does. */
function sleepHere(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

test('what a program has printed is read, however long this process was held up', async () => {
  const child = spawn(process.execPath, ['-e', "process.stdout.write('x'.repeat(30000))"]);
  let read = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    read += chunk.length;
  });
  await new Promise((resolve) => child.once('spawn', resolve));
  sleepHere(1_500);
  const done = drained([child.stdout, child.stderr], 100);
  sleepHere(500);
  await done;
  expect(read).toBe(30_000);
});

test('a stream that somebody holds open is not waited for', async () => {
  await drained([new PassThrough()], 20);
});
