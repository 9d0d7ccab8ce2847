import { mkdtempSync, readdirSync, realpathSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { projectRoot } from '../../runner/project.ts';
import { loadWorkshop } from '../../workshop/load.ts';
import { findExercise } from '../../workshop/lookup.ts';
import type { GradeTask } from '../task.ts';
import type { ExerciseResult } from '../types.ts';
import { KeptVerdicts } from './kept.ts';

const workshop = loadWorkshop(projectRoot());
const exercise = findExercise(workshop, 'hello-model');

let folder: string;
let task: GradeTask;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'agentlings-kept-')));
  const file = path.join(folder, 'program.ts');
  writeFileSync(file, "console.log('hello');\n");
  task = { exercise, file, id: 'a', seed: 's' };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function store(sandbox: 'permission' | 'none' = 'permission'): KeptVerdicts {
  return new KeptVerdicts(path.join(folder, 'kept'), workshop, [exercise], sandbox);
}

const result: ExerciseResult = {
  id: 'hello-model',
  status: 'passed',
  points: 4,
  maxPoints: 4,
  durationMs: 1,
  message: 'All checks pass.',
  checks: [],
};
const verdict = { result, heard: { hidden: ['a secret'], visible: [] } };

test('what is kept is found by the next proof', () => {
  store().keep(task, verdict);
  expect(store().read(task)).toEqual(verdict);
});

test('nothing is found once anything that decides the verdict is another', () => {
  store().keep(task, verdict);
  const others: readonly GradeTask[] = [
    { ...task, seed: 't' },
    { ...task, scenarios: ['no arguments'] },
    { ...task, eachScenario: true },
    { ...task, exercise: { ...exercise, limits: { ...exercise.limits, seconds: 1 } } },
  ];
  for (const other of others) expect(store().read(other)).toBeUndefined();
  expect(store('none').read(task)).toBeUndefined();
  writeFileSync(task.file, "console.log('hallo');\n");
  expect(store().read(task)).toBeUndefined();
});

test('a submission of several files is never kept: what they hold is not in the key', () => {
  writeFileSync(task.file, "import './words.ts';\n");
  store().keep(task, verdict);
  expect(store().read(task)).toBeUndefined();
});

test('a file that is broken, or of another form, counts as none', () => {
  store().keep(task, verdict);
  const kept = path.join(folder, 'kept');
  const [name = ''] = readdirSync(kept);
  for (const text of ['', '{', '{"schema":1}', '{"schema":1,"result":{"status":"passed"}}']) {
    writeFileSync(path.join(kept, name), text);
    expect(store().read(task)).toBeUndefined();
  }
});

test('what nobody asked for in weeks goes, and what was asked for stays', () => {
  const other = { ...task, seed: 't' };
  store().keep(task, verdict);
  store().keep(other, verdict);
  const kept = path.join(folder, 'kept');
  const long = new Date(Date.now() - 30 * 24 * 3_600_000);
  for (const name of readdirSync(kept)) utimesSync(path.join(kept, name), long, long);
  store().read(task);
  store().prune();
  expect(store().read(task)).toEqual(verdict);
  expect(store().read(other)).toBeUndefined();
});
