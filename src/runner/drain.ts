import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';

const turns = 10;

/**
 * Waits until streams have ended, but not for ever: somebody may hold the other end.
 *
 * On a busy machine a timer can be due before the pipes were looked at even once, and what stands in them would be lost.
 * So the time is cut into several turns: between two of them the event loop reads.
 * @param ms the longest time, where nothing holds this process up
 */
export async function drained(streams: readonly Readable[], ms: number): Promise<void> {
  const open = streams.filter((stream) => !stream.closed);
  const ended = Promise.all(
    open.map((stream) => new Promise<void>((resolve) => stream.once('close', () => resolve()))),
  ).then(() => true);
  for (let turn = 0; turn < turns; turn += 1) {
    if (await Promise.race([ended, delay(ms / turns, false)])) return;
  }
}
