import type { Exercise } from '../../workshop/types.ts';
import type { Gradebook, GradebookEntry, GradebookExercise, GradebookResult } from '../gradebook/types.ts';
import type { ExerciseResult } from '../types.ts';
import { internalVerdict } from '../verdict.ts';
import { headOf, type Manifest, submissionOf } from './manifest.ts';
import type { KeptSubmission } from './results.ts';

/**
 * A gradebook of a manifest and what is kept of its submissions. It fails closed: a person whose verdict on some
 * exercise isn't there has `internal` in its place, never a zero.
 * @param kept reads what is kept of a submission, by the submission's id; asked once for each person
 */
export function assembleGradebook(
  manifest: Manifest,
  kept: (submission: string) => KeptSubmission | undefined,
): Gradebook {
  const entries = manifest.people.map((person): GradebookEntry => {
    const { id, name, email, path, state, expected, problems } = person;
    const results = state === 'graded' ? resultsOf(manifest, kept(submissionOf(person))) : [];
    return { id, name, email, path, state, expected, problems, results };
  });
  const all = entries.flatMap(({ results }) => results);
  const exercises = manifest.exercises.map((exercise) => ({
    ...exercise,
    checks: checksIn(exercise.id, all),
  }));
  return { ...headOf(manifest), exercises, entries };
}

function resultsOf({ exercises }: Manifest, kept: KeptSubmission | undefined): readonly GradebookResult[] {
  return exercises.map(
    (exercise) =>
      kept?.results.find(({ result }) => result.id === exercise.id)?.result ?? {
        ...internalVerdict(exercise, 'there is no result for it. Grade again.'),
        sent: [],
      },
  );
}

/** The checks of an exercise, as any verdict on it tells them; none before something was graded. */
export function checksIn(
  exerciseId: string,
  results: readonly ExerciseResult[],
): GradebookExercise['checks'] {
  const told = results.find(({ id, checks }) => id === exerciseId && checks.length > 0);
  return (told?.checks ?? []).map(({ id, title, maxPoints }) => ({ id, title, points: maxPoints }));
}

/** An exercise as a manifest tells it; its checks are known once something was graded. */
export function gradebookExercise(exercise: Exercise, chapter: string): Manifest['exercises'][number] {
  const { id, title, points } = exercise;
  return { id, title, chapter, points, checks: [] };
}
