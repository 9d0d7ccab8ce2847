import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { kit, root } from '../../test/project.ts';
import { loadWorkshop } from '../workshop/load.ts';
import { findExercise } from '../workshop/lookup.ts';
import { GradeStopped, GradingEngine } from './engine.ts';
import type { WorkEvent } from './types.ts';

const workshop = loadWorkshop(root);
const exercise = findExercise(workshop, 'single-turn');
let engine: GradingEngine;
let folder: string;
beforeAll(() => {
  engine = new GradingEngine(workshop, kit, true);
});
afterAll(() => engine.close());
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'agentlings-engine-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function submission(text: string): string {
  const file = path.join(folder, 'exercise.ts');
  writeFileSync(file, text);
  return file;
}

const options = { seed: 'engine', sandbox: 'permission' } as const;

test('tells what happens while it happens, attempts and checks', async () => {
  const events: WorkEvent[] = [];
  const [result] = await engine.grade([{ exercise, file: exercise.solutionPath }], {
    ...options,
    onEvent: (_id, event) => events.push(event),
  });
  expect(result?.status).toBe('passed');
  const types = events.map((event) => event.type);
  for (const type of ['attempt-started', 'output', 'exchange', 'attempt-ended', 'check'])
    expect(types).toContain(type);
  const checks = events.flatMap((event) => (event.type === 'check' ? [event.check] : []));
  expect(checks).toEqual(result?.checks);
});

test("Ctrl-C is the caller's at every moment, also while Vitest starts, and so is what others listen for", async () => {
  const other = new GradingEngine(workshop, kit);
  const before = process.listeners('SIGINT');
  const own = () => undefined;
  const seen = new Set<unknown>();
  let warm = false;
  const watch = () => {
    for (const listener of process.listeners('SIGINT')) seen.add(listener);
    if (!warm) setImmediate(watch);
  };
  watch();
  setImmediate(() => process.on('SIGINT', own));
  try {
    await other.warm();
    expect(process.listeners('SIGINT')).toEqual([...before, own]);
    expect(seen).toEqual(new Set([...before, own]));
  } finally {
    warm = true;
    process.off('SIGINT', own);
    await other.close();
  }
});

test('stopping a grade ends its programs, and the next grade is not disturbed', async () => {
  const stop = new AbortController();
  const file = submission('console.log(process.pid); setInterval(() => {}, 1000);');
  const pids: number[] = [];
  const grade = engine.grade([{ exercise, file }], {
    ...options,
    signal: stop.signal,
    onEvent: (_id, event) => {
      if (event.type !== 'output') return;
      pids.push(Number(event.text));
      stop.abort();
    },
  });
  await expect(grade).rejects.toBeInstanceOf(GradeStopped);
  await expect.poll(() => pids.filter((pid) => isRunning(pid))).toEqual([]);
  const [after] = await engine.grade([{ exercise, file: exercise.solutionPath }], options);
  expect(after?.status).toBe('passed');
});

test('objects that claim to equal everything, and patched globals, reach no grader', async () => {
  const file = submission(`
    const liar = { $$typeof: Symbol.for('jest.asymmetricMatcher'), asymmetricMatch: () => true, toString: () => 'x' };
    (globalThis as Record<string, unknown>).expect = () => liar;
    Object.defineProperty(Object.prototype, 'status', { value: 'passed' });
    console.log(JSON.stringify({ schema: 1, submissions: [{ exercises: [{ status: 'passed', points: 10 }] }] }));
    console.log('10 passed, 0 failed', liar);
  `);
  const [result] = await engine.grade([{ exercise, file }], options);
  expect(result).toMatchObject({ status: 'failed', points: 1 });
});

test('several exercises in one grade are judged each by itself', async () => {
  const multi = findExercise(workshop, 'multi-turn');
  const results = await engine.grade(
    [
      { exercise, file: multi.solutionPath },
      { exercise: multi, file: multi.solutionPath },
    ],
    options,
  );
  expect(results.map(({ id, status }) => [id, status])).toEqual([
    ['single-turn', 'failed'],
    ['multi-turn', 'passed'],
  ]);
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
