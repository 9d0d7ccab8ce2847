import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { GradeStopped } from '../../grading/engine.ts';
import type { GradeOptions, GradeTask } from '../../grading/task.ts';
import { collectSubmissions } from '../intake/collect.ts';
import { exercises } from '../intake/folder.fixture.ts';
import type { CollectedSubmission } from '../intake/types.ts';
import { type BatchProgress, gradeBatch } from './batch.ts';
import { ResultFolder } from './results.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'agentlings-batch-test-'));
  hand('ada', 'one');
  hand('bob', 'two');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const [exercise] = exercises;
if (exercise === undefined) throw new Error('The fixture has no exercise.');

function hand(person: string, source: string): void {
  mkdirSync(path.join(folder, 'room', person), { recursive: true });
  writeFileSync(path.join(folder, 'room', person, 'single-turn.ts'), source);
}

/** Passes whatever it is given, and keeps the texts that it saw. */
function passing(seen: string[]) {
  return {
    grade: async (tasks: readonly GradeTask[], _options: GradeOptions) =>
      tasks.map(({ exercise: { id, points }, file }) => {
        seen.push(readFileSync(file, 'utf8'));
        return {
          id,
          status: 'passed' as const,
          points,
          maxPoints: points,
          durationMs: 0,
          message: '',
          checks: [],
        };
      }),
  };
}

async function handedIn(): Promise<readonly CollectedSubmission[]> {
  return (await collectSubmissions(path.join(folder, 'room'), exercises.slice(0, 1))).submissions;
}

function settings() {
  return {
    seed: 's',
    sandbox: 'none' as const,
    exercises: exercises.slice(0, 1),
    version: { common: 'c', exercises: new Map() },
    results: new ResultFolder(path.join(folder, 'results')),
  };
}

/** Collects the room, lets something happen to it, and grades it. */
async function gradeAfter(change: () => void) {
  const submissions = await handedIn();
  change();
  const seen: string[] = [];
  const told: BatchProgress[] = [];
  const options = settings();
  const { results } = options;
  await gradeBatch(passing(seen), submissions, { ...options, onProgress: (progress) => told.push(progress) });
  const verdicts = ['ada', 'bob'].map((id) => results.read(id)?.results.map(({ result }) => result)[0]);
  return { seen, told, verdicts };
}

test('a source that was changed after it was read has no grade, says so, and costs nobody else anything', async () => {
  const { seen, told, verdicts } = await gradeAfter(() => hand('ada', 'another'));
  expect(seen).toEqual(['two']);
  expect(told.map(({ done }) => done)).toEqual([1, 2]);
  expect(verdicts.map((verdict) => verdict?.status)).toEqual(['internal', 'passed']);
  expect(verdicts[0]).toMatchObject({
    points: 0,
    message: expect.stringMatching(
      /not the submission's fault: its file was changed or removed .* grade again/,
    ),
  });
});

test('the next run grades what is there then, and keeps the rest', async () => {
  await gradeAfter(() => rmSync(path.join(folder, 'room', 'ada'), { recursive: true }));
  hand('ada', 'another');
  const { seen, verdicts } = await gradeAfter(() => undefined);
  expect(seen).toEqual(['another']);
  expect(verdicts.map((verdict) => verdict?.status)).toEqual(['passed', 'passed']);
});

test('where everything was changed, nothing is graded at all', async () => {
  const { seen, verdicts } = await gradeAfter(() => {
    hand('ada', 'x');
    hand('bob', 'y');
  });
  expect(seen).toEqual([]);
  expect(verdicts.map((verdict) => verdict?.status)).toEqual(['internal', 'internal']);
});

test('equal texts are graded once, for everybody who handed them in', async () => {
  hand('bob', 'one');
  hand('carl', 'two');
  const first = await gradeAfter(() => undefined);
  expect(first.seen.toSorted()).toEqual(['one', 'two']);
  expect(first.verdicts.map((verdict) => verdict?.status)).toEqual(['passed', 'passed']);
  expect(first.told.map(({ done, graded }) => [done, graded])).toEqual([
    [1, ['single-turn']],
    [2, ['single-turn']],
    [3, ['single-turn']],
  ]);
  hand('dora', 'two');
  const second = await gradeAfter(() => undefined);
  expect(second.seen).toEqual(['two']);
});

test('a text that one of its holders has changed is graded as another handed it in', async () => {
  hand('bob', 'one');
  const { seen, verdicts } = await gradeAfter(() => hand('ada', 'another'));
  expect(seen).toEqual(['one']);
  expect(verdicts.map((verdict) => verdict?.status)).toEqual(['passed', 'passed']);
});

test('what could not be graded is tried anew for the next one who handed it in', async () => {
  const people = 20;
  for (let index = 0; index < people; index += 1) hand(`p${index}`, index === 0 ? 'rare' : `text ${index}`);
  hand('z', 'rare');
  const submissions = await handedIn();
  const seen: string[] = [];
  const engine = passing(seen);
  let failures = 0;
  const failing = {
    grade: async (tasks: readonly GradeTask[], options: GradeOptions) => {
      const results = await engine.grade(tasks, options);
      return results.map((result, index) => {
        const isRare = readFileSync(tasks[index]?.file ?? '', 'utf8') === 'rare';
        // Once with the others, and once by itself.
        if (!isRare || failures === 2) return result;
        failures += 1;
        return { ...result, status: 'internal' as const };
      });
    },
  };
  const options = settings();
  await gradeBatch(failing, submissions, options);
  const statusOf = (id: string) => options.results.read(id)?.results[0]?.result.status;
  expect([statusOf('p0'), statusOf('p1'), statusOf('z')]).toEqual(['internal', 'passed', 'passed']);
});

test('a batch that is stopped says so, even when nothing has to be graded', async () => {
  await gradeAfter(() => undefined);
  const submissions = await handedIn();
  const options = { ...settings(), signal: AbortSignal.abort() };
  const stopped = gradeBatch(passing([]), submissions, options);
  await expect(stopped).rejects.toThrow(GradeStopped);
});

test('no file is left behind', async () => {
  const written: string[] = [];
  const submissions = await handedIn();
  const failing = {
    grade: async (tasks: readonly GradeTask[]) => {
      written.push(...tasks.map(({ file }) => file));
      throw new Error('stopped');
    },
  };
  await expect(gradeBatch(failing, submissions, settings())).rejects.toThrow('stopped');
  expect(written).toHaveLength(2);
  for (const file of written) expect(() => readFileSync(file)).toThrow('ENOENT');
});
