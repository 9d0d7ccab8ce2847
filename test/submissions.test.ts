import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GradingEngine } from '../src/grading/engine.ts';
import type { ExerciseResult } from '../src/grading/types.ts';
import { defaultSandbox } from '../src/runner/sandbox.ts';
import { loadWorkshop } from '../src/workshop/load.ts';
import { findExercise } from '../src/workshop/lookup.ts';
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

async function grade(exerciseId: string, file: string, seed: string): Promise<ExerciseResult> {
  const exercise = findExercise(workshop, exerciseId);
  const [result] = await engine.grade([{ exercise, file }], { seed, sandbox: defaultSandbox() });
  if (result === undefined) throw new Error('no result');
  return result;
}

function files(exerciseId: string, kind: 'right' | 'wrong'): string[] {
  return readdirSync(path.join(folder, exerciseId, kind)).map((name) =>
    path.join(folder, exerciseId, kind, name),
  );
}

for (const exerciseId of readdirSync(folder)) {
  describe(exerciseId, () => {
    test.each(files(exerciseId, 'right').map((file) => [path.basename(file, '.ts'), file]))(
      'right: %s passes in full',
      async (name, file) => {
        const result = await grade(exerciseId, file, `right ${name}`);
        expect(result.checks.filter((check) => check.status !== 'passed')).toEqual([]);
        expect(result).toMatchObject({ status: 'passed', points: result.maxPoints });
      },
    );

    test.each(files(exerciseId, 'wrong').map((file) => [path.basename(file, '.ts'), file]))(
      'wrong: %s fails the check it is about',
      async (name, file) => {
        const wanted = /^\/\/ fails: (\S+)/.exec(readFileSync(file, 'utf8'))?.[1];
        const result = await grade(exerciseId, file, `wrong ${name}`);
        const failed = result.checks.filter((check) => check.status === 'failed').map((check) => check.id);
        expect(failed).toContain(wanted);
        expect(result.status).not.toBe('passed');
        expect(result.points).toBeLessThan(result.maxPoints);
      },
    );

    test('every check is needed: some wrong submission fails it first', async () => {
      const named = files(exerciseId, 'wrong').map(
        (file) => /^\/\/ fails: (\S+)/.exec(readFileSync(file, 'utf8'))?.[1],
      );
      const { checks } = await grade(exerciseId, findExercise(workshop, exerciseId).solutionPath, 'all');
      expect(new Set(named)).toEqual(new Set(checks.map((check) => check.id)));
    });
  });
}
