import type { Gradebook, GradebookEntry } from './types.ts';

/** What an entry adds up to. */
export interface Total {
  /** Of what was graded. */
  readonly points: number;
  readonly maxPoints: number;
  /** Whether each exercise has a verdict. Only then `points` is a grade: what could not be graded is no zero. */
  readonly complete: boolean;
}

export function totalOf(entry: GradebookEntry, { exercises }: Pick<Gradebook, 'exercises'>): Total {
  const graded = entry.results.filter(({ status }) => status !== 'internal');
  return {
    points: graded.reduce((sum, { points }) => sum + points, 0),
    maxPoints: exercises.reduce((sum, { points }) => sum + points, 0),
    complete: entry.state === 'graded' && graded.length === exercises.length,
  };
}

/** How a check went over all submissions it was looked at in. */
export interface CheckCount {
  readonly exercise: string;
  readonly title: string;
  readonly passed: number;
  readonly failed: number;
}

/** Every check that somebody failed, the ones most failed first: what to explain again. */
export function failedChecks({ exercises, entries }: Gradebook): readonly CheckCount[] {
  return exercises
    .flatMap((exercise) => {
      const results = entries.flatMap((entry) => entry.results.filter(({ id }) => id === exercise.id));
      return exercise.checks.map(({ id, title }) => {
        const count = (status: string) =>
          results.filter((result) =>
            result.checks.some((check) => check.id === id && check.status === status),
          ).length;
        return { exercise: exercise.id, title, passed: count('passed'), failed: count('failed') };
      });
    })
    .filter(({ failed }) => failed > 0)
    .sort((a, b) => b.failed - a.failed);
}
