import { internalVerdict } from '../../grading/verdict.ts';
import type { GradebookExercise, GradebookResult } from './types.ts';

/** One result for each exercise, in their order. It fails closed: an exercise without one could not be graded. */
export function resultOfEach(
  exercises: readonly Pick<GradebookExercise, 'id' | 'points'>[],
  results: readonly GradebookResult[],
): readonly GradebookResult[] {
  const byId = new Map(results.map((result) => [result.id, result]));
  return exercises.map(
    (exercise) =>
      byId.get(exercise.id) ?? {
        ...internalVerdict(exercise, 'there is no result for it. Grade again.'),
        sent: [],
      },
  );
}
