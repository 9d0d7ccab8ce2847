import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nastyGradebook, plainGradebook, someExercises, someResult } from '../page.fixture.ts';
import { packPeople } from './pack.ts';
import { checkFigures, completeTotals, exerciseFigures, histogram, mean, median } from './statistics.ts';

test('mean and median', () => {
  expect(mean([])).toBeUndefined();
  expect(median([])).toBeUndefined();
  expect(mean([1, 2, 6])).toBe(3);
  expect(median([9, 1, 2])).toBe(2);
  expect(median([9, 1, 2, 4])).toBe(3);
});

test('a histogram counts everybody once, in at most ten bins of whole points', () => {
  const max = fc.integer({ min: 0, max: 400 });
  fc.assert(
    fc.property(
      max.chain((each) => fc.tuple(fc.constant(each), fc.array(fc.integer({ min: 0, max: each })))),
      ([most, totals]) => {
        const bins = histogram(totals, most);
        expect(bins.length).toBeLessThanOrEqual(10);
        expect(bins[0]?.from).toBe(0);
        expect(bins.at(-1)?.to).toBe(most);
        for (const [index, bin] of bins.entries()) {
          if (index > 0) expect(bin.from).toBe((bins[index - 1]?.to ?? 0) + 1);
          expect(bin.count).toBe(totals.filter((total) => total >= bin.from && total <= bin.to).length);
        }
      },
    ),
  );
});

test('totals that are incomplete, absent or refused are in no mean', () => {
  const { people } = packPeople(nastyGradebook());
  expect(people.map(({ total }) => total).filter((total) => Number.isNaN(Number(total)))).toEqual([
    'incomplete',
    'absent',
    'absent',
    'absent',
    'refused',
  ]);
  expect(completeTotals(people)).toHaveLength(35);
});

test('checks are counted by how they went; those of programs that never ran were not reached', () => {
  const exercises = someExercises(1);
  const [exercise] = exercises;
  if (exercise === undefined) throw new Error('no exercise');
  const plain = plainGradebook(5, 1);
  const all = ['passed', 'failed', 'missing', 'internal', 'crashed'] as const;
  const entries = plain.entries.map((entry, index) => ({
    ...entry,
    results: [someResult(exercise, all[index] ?? 'passed', 0)],
  }));
  const data = packPeople({ ...plain, exercises, entries });
  expect(data.people.map(({ results }) => results[0]?.checks)).toEqual([
    'pppp',
    'pfnn',
    'nnnn',
    '----',
    'fnnn',
  ]);
  expect(checkFigures(data)).toEqual([
    { exercise: 0, check: 1, passed: 1, failed: 1, notReached: 2 },
    { exercise: 0, check: 0, passed: 2, failed: 1, notReached: 1 },
    { exercise: 0, check: 2, passed: 1, failed: 0, notReached: 3 },
    { exercise: 0, check: 3, passed: 1, failed: 0, notReached: 3 },
  ]);
  expect(exerciseFigures(data)).toEqual([
    { exercise: data.exercises[0], passed: 1, notPassed: 3, notGraded: 1, mean: 11 / 4 },
  ]);
});
