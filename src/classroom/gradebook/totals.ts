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
