import type { PageData, PageExercise, PagePerson } from './page-data.ts';

/** Totals that count: of people whose every exercise has a verdict. */
export function completeTotals(people: readonly PagePerson[]): readonly number[] {
  return people.flatMap(({ points }) => (points === null ? [] : [points]));
}

/** `undefined` of no numbers. */
export function mean(numbers: readonly number[]): number | undefined {
  return numbers.length === 0 ? undefined : numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
}

/** The middle one, or the mean of the two in the middle; `undefined` of no numbers. */
export function median(numbers: readonly number[]): number | undefined {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return mean(sorted.slice(Math.ceil(middle) - 1, Math.floor(middle) + 1));
}

export interface Bin {
  /** Whole points, both included. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** Totals from 0 to `max` in at most ten bins of the same width in points; the last one ends at `max`. */
export function histogram(totals: readonly number[], max: number): readonly Bin[] {
  const width = Math.max(1, Math.ceil((max + 1) / 10));
  const bins = Array.from({ length: Math.ceil((max + 1) / width) }, (_, index) => ({
    from: index * width,
    to: Math.min(max, (index + 1) * width - 1),
  }));
  return bins.map((bin, index) => ({
    ...bin,
    count: totals.filter((total) => Math.min(bins.length - 1, Math.floor(total / width)) === index).length,
  }));
}

export interface ExerciseFigures {
  readonly exercise: PageExercise;
  readonly passed: number;
  readonly notPassed: number;
  readonly notGraded: number;
  /** Points of those that could be graded. */
  readonly mean: number | undefined;
}

export function exerciseFigures({ exercises, people }: PageData): readonly ExerciseFigures[] {
  return exercises.map((exercise, index) => {
    const results = people.flatMap((person) => person.results[index] ?? []);
    const graded = results.filter(({ status }) => status !== 'internal');
    const passed = graded.filter(({ status }) => status === 'passed').length;
    return {
      exercise,
      passed,
      notPassed: graded.length - passed,
      notGraded: results.length - graded.length,
      mean: mean(graded.map(({ points }) => points)),
    };
  });
}

export interface CheckFigures {
  /** Index of the exercise, and of the check in it. */
  readonly exercise: number;
  readonly check: number;
  readonly passed: number;
  readonly failed: number;
  readonly notReached: number;
}

/** Of every check how it went; most failures first, then most not reached, then in the workshop's order. */
export function checkFigures({ exercises, people }: PageData): readonly CheckFigures[] {
  return exercises
    .flatMap(({ checks }, exercise) =>
      checks.map((_, check) => {
        const letters = people.map((person) => person.results[exercise]?.checks[check]);
        const count = (letter: string) => letters.filter((each) => each === letter).length;
        return { exercise, check, passed: count('p'), failed: count('f'), notReached: count('n') };
      }),
    )
    .sort((a, b) => b.failed - a.failed || b.notReached - a.notReached);
}
