import { expect, test } from 'vitest';
import { plainGradebook, someResult } from './page.fixture.ts';
import { gradebookTable } from './table.ts';

test('of programs that are missing or do not compile no check counts as failed, as on the page', () => {
  const plain = plainGradebook(3, 1);
  const [exercise] = plain.exercises;
  if (exercise === undefined) throw new Error('The fixture has no exercise.');
  const [failed, missing, invalid] = plain.entries;
  if (failed === undefined || missing === undefined || invalid === undefined)
    throw new Error('The fixture has no people.');
  const gradebook = {
    ...plain,
    entries: [
      { ...failed, results: [someResult(exercise, 'failed', 0)] },
      { ...missing, results: [someResult(exercise, 'missing', 0)] },
      { ...invalid, results: [someResult(exercise, 'invalid', 0)] },
    ],
  };
  const text = gradebookTable(gradebook, { columns: 100 });
  expect(text).toMatch(/What to explain again:\n +1 failed: hello-model, Sends one request for each turn\n/);
  expect(text).not.toContain('failed: hello-model, The program runs to its end');
  expect(text).toMatch(/i does not compile,\s+- missing,\s+\? could not be graded/);
});
