import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GradingEngine } from '../src/grading/engine.ts';
import type { ExerciseResult } from '../src/grading/types.ts';
import { defaultSandbox } from '../src/runner/sandbox.ts';
import { loadWorkshop } from '../src/workshop/load.ts';
import { findExercise } from '../src/workshop/lookup.ts';
import type { Exercise } from '../src/workshop/types.ts';
import { kit, root } from './project.ts';

/**
 * Graders against people: every right submission passes in full, however it is written; every wrong one fails the check
 * that its first line names, and everything that this check doesn't need is judged by itself.
 */
const folder = path.join(root, 'test', 'submissions');
const workshop = loadWorkshop(root);
let engine: GradingEngine;

beforeAll(() => {
  engine = new GradingEngine(workshop, kit);
});
afterAll(() => engine.close());

/** All in one grade: their attempts share the cores, and the grader is loaded once. */
async function gradeAll(exerciseId: string): Promise<ReadonlyMap<string, ExerciseResult>> {
  const exercise = findExercise(workshop, exerciseId);
  const all = [exercise.solutionPath, ...files(exerciseId, 'right'), ...files(exerciseId, 'wrong')];
  const tasks = all.map((file) => ({
    exercise: file.includes(`${path.sep}wrong${path.sep}`) ? exercise : patient(exercise),
    file,
    id: path.relative(root, file),
  }));
  const results = await engine.grade(tasks, { seed: exerciseId, sandbox: defaultSandbox() });
  return new Map(all.flatMap((file, index) => (results[index] ? [[file, results[index]]] : [])));
}

/** With so many side by side an honest program may take longer than alone; what runs for ever is found all the same. */
function patient(exercise: Exercise): Exercise {
  const { limits } = exercise;
  return { ...exercise, limits: { ...limits, seconds: limits.seconds * 6 } };
}

function files(exerciseId: string, kind: 'right' | 'wrong'): string[] {
  return readdirSync(path.join(folder, exerciseId, kind)).map((name) =>
    path.join(folder, exerciseId, kind, name),
  );
}

for (const exerciseId of readdirSync(folder)) {
  describe(exerciseId, () => {
    let results: ReadonlyMap<string, ExerciseResult> = new Map();
    beforeAll(async () => {
      results = await gradeAll(exerciseId);
    }, 1_200_000);

    const resultOf = (file: string): ExerciseResult => {
      const result = results.get(file);
      if (result === undefined) throw new Error(`no result for ${file}`);
      return result;
    };

    test.each(files(exerciseId, 'right').map((file) => [path.basename(file, '.ts'), file]))(
      'right: %s passes in full',
      (_name, file) => {
        const result = resultOf(file);
        expect(result.checks.filter((check) => check.status !== 'passed')).toEqual([]);
        expect(result).toMatchObject({ status: 'passed', points: result.maxPoints });
      },
    );

    test.each(files(exerciseId, 'wrong').map((file) => [path.basename(file, '.ts'), file]))(
      'wrong: %s fails the check it is about',
      (_name, file) => {
        const wanted = /^\/\/ fails: (\S+)/.exec(readFileSync(file, 'utf8'))?.[1];
        const result = resultOf(file);
        const failed = result.checks.filter((check) => check.status === 'failed').map((check) => check.id);
        expect(failed).toContain(wanted);
        expect(result.status).not.toBe('passed');
        expect(result.points).toBeLessThan(result.maxPoints);
      },
    );

    test('every check is needed: some wrong submission fails it first', () => {
      const named = files(exerciseId, 'wrong').map(
        (file) => /^\/\/ fails: (\S+)/.exec(readFileSync(file, 'utf8'))?.[1],
      );
      const { checks } = resultOf(findExercise(workshop, exerciseId).solutionPath);
      expect(new Set(named)).toEqual(new Set(checks.map((check) => check.id)));
    });
  });
}
