import { expect, test } from 'vitest';
import { someExercises, someResult } from '../gradebook/page.fixture.ts';
import { assembleGradebook } from './assemble.ts';
import type { Manifest } from './manifest.ts';

const [exercise] = someExercises(1);
if (exercise === undefined) throw new Error('The fixture has no exercise.');
const result = someResult(exercise, 'passed', 1);

const manifest: Manifest = {
  schema: 1,
  seed: 's',
  sandbox: 'none',
  provider: 'simulated',
  workshop: 'W',
  exercises: [{ ...exercise, checks: [] }],
  version: { common: 'c', exercises: {} },
  finished: true,
  people: Array.from({ length: 1_000 }, (_, index) => ({
    id: `p${index}`,
    path: `p${index}`,
    state: 'graded' as const,
    expected: true,
    problems: [],
  })),
  notes: [],
};

test('people are read one after the other, each time somebody goes through them, so that memory stays flat', () => {
  const asked: string[] = [];
  const kept = (id: string) => {
    asked.push(id);
    return { id, path: id, problems: [], results: [{ key: 'k', result }] };
  };
  const { entries, exercises } = assembleGradebook(manifest, kept);
  // One verdict tells which checks there are.
  expect(asked).toEqual(['p0']);
  expect(exercises[0]?.checks.length).toBeGreaterThan(0);
  expect(entries).toHaveLength(1_000);
  asked.length = 0;
  for (const { id } of entries) if (id === 'p2') break;
  expect(asked).toEqual(['p0', 'p1', 'p2']);
  for (const { results } of entries) expect(results).toHaveLength(1);
  expect(asked).toHaveLength(1_003);
});
