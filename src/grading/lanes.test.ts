import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Lanes } from './lanes.ts';

/** Lanes whose work ends when it is told to. */
function lanes() {
  const running = new Map<string, () => void>();
  const all = new Lanes({ all: 4, timed: 2, beside: 1 });
  return {
    add: (name: string) =>
      all.add(() => new Promise<void>((resolve) => running.set(name, resolve)), name.startsWith('timed')),
    running: () => [...running.keys()],
    async end(...names: readonly string[]) {
      for (const name of names) {
        running.get(name)?.();
        running.delete(name);
      }
      await nextTurn();
    },
    clear: () => all.clear(),
  };
}

test('without anything timed as many run as may, in their order', async () => {
  const { add, running, end } = lanes();
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) add(name);
  expect(running()).toEqual(['a', 'b', 'c', 'd']);
  await end('b');
  expect(running()).toEqual(['a', 'c', 'd', 'e']);
});

test('what is timed starts when few others are left, and keeps them few', async () => {
  const { add, running, end } = lanes();
  for (const name of ['a', 'b', 'c', 'd', 'timed 1', 'timed 2', 'timed 3', 'e', 'f']) add(name);
  await end('a', 'b');
  expect(running()).toEqual(['c', 'd']);
  await end('c');
  expect(running()).toEqual(['d', 'timed 1', 'timed 2']);
  await end('d');
  expect(running()).toEqual(['timed 1', 'timed 2', 'e']);
  await end('timed 1');
  expect(running()).toEqual(['timed 2', 'e', 'timed 3']);
  await end('timed 2', 'timed 3');
  expect(running()).toEqual(['e', 'f']);
});

test('everything runs in the end, and what was forgotten does not', async () => {
  const { add, running, end, clear } = lanes();
  add('timed 1');
  add('a');
  add('b');
  clear();
  await end('timed 1', 'a');
  expect(running()).toEqual([]);
  add('c');
  expect(running()).toEqual(['c']);
});

test('work that fails makes room like any other', async () => {
  const all = new Lanes({ all: 1, timed: 1, beside: 1 });
  const ran: string[] = [];
  const fails = async () => {
    ran.push('a');
    throw new Error('broken');
  };
  all.add(() => fails().catch(() => undefined), false);
  all.add(async () => void ran.push('b'), false);
  await nextTurn();
  expect(ran).toEqual(['a', 'b']);
});
