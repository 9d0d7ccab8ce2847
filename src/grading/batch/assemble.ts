import type { Exercise } from '../../workshop/types.ts';
import { resultOfEach } from '../gradebook/results.ts';
import type { Gradebook, GradebookEntry, GradebookExercise } from '../gradebook/types.ts';
import type { ExerciseResult } from '../types.ts';
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
    const found = state === 'graded' ? kept(submissionOf(person))?.results : undefined;
    const results =
      state === 'graded' ? resultOfEach(manifest.exercises, found?.map(({ result }) => result) ?? []) : [];
    return { id, name, email, path, state, expected, problems, results };
  });
  const all = entries.flatMap(({ results }) => results);
  const exercises = manifest.exercises.map((exercise) => ({
    ...exercise,
    checks: checksIn(exercise.id, all),
  }));
  return { ...headOf(manifest), exercises, entries };
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
