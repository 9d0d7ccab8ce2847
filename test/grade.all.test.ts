import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadWorkshop } from '../src/workshop/load.ts';
import { allExercises } from '../src/workshop/lookup.ts';
import { root } from './project.ts';
import { expectVerdict } from './verdicts.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

/** The whole curriculum through the real command, as a learner and an instructor grade it. */
let workspace: Workspace;
beforeAll(() => {
  workspace = createWorkspace(root);
});
afterAll(() => workspace.remove());

const exercises = allExercises(loadWorkshop(root));

test('every starter fails, with status 1', async () => {
  const { stdout, exitCode } = await workspace.run(['grade']);
  expect(exitCode).toBe(1);
  for (const { id } of exercises) expect(stdout).toContain(`✗ ${id}`);
});

test('the reference solutions pass in full', async () => {
  const { stdout, exitCode } = await workspace.run(['grade', '--solutions', '--reporter', 'json']);
  expect(exitCode).toBe(0);
  const points = exercises.reduce((sum, exercise) => sum + exercise.points, 0);
  expect(JSON.parse(stdout).submissions).toMatchObject([{ id: 'solutions', points, maxPoints: points }]);
});

test.each([
  ['crashed', "throw new Error('my mistake');\n", 'my mistake'],
  ['output-limit', "for (;;) console.log('again and again');\n", 'prints without end'],
  ['memory', 'const all: Buffer[] = [];\nfor (;;) all.push(Buffer.alloc(1e7, 1));\n', 'memory'],
])('a submission that ends as %s gets that verdict', (status, text, told) =>
  expectVerdict(status, text, told),
);
