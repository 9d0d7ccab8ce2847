import type { ExerciseResult } from '../../grading/types.ts';
import type { Exercise } from '../../workshop/types.ts';
import { eachOf } from '../gradebook/entries.ts';
import { resultOfEach } from '../gradebook/results.ts';
import type { Gradebook, GradebookEntries, GradebookEntry, GradebookExercise } from '../gradebook/types.ts';
import { headOf, type Manifest, type ManifestPerson, submissionOf } from './manifest.ts';
import type { KeptSubmission } from './results.ts';

/**
 * A gradebook of a manifest and what is kept of its submissions. It fails closed: a person whose verdict on some
 * exercise isn't there has `internal` in its place, never a zero.
 * @param kept reads what is kept of a submission, by the submission's id; asked whenever a report goes through the people
 */
export function assembleGradebook(
  manifest: Manifest,
  kept: (submission: string) => KeptSubmission | undefined,
): Gradebook {
  const entryOf = (person: ManifestPerson): GradebookEntry => {
    const { id, name, email, path, state, expected, problems } = person;
    const found = state === 'graded' ? kept(submissionOf(person))?.results : undefined;
    const results =
      state === 'graded' ? resultOfEach(manifest.exercises, found?.map(({ result }) => result) ?? []) : [];
    return { id, name, email, path, state, expected, problems, results };
  };
  const entries = eachOf(manifest.people, entryOf);
  return { ...headOf(manifest), exercises: withChecks(manifest.exercises, entries), entries };
}

/** Exercises with their checks, as the first verdict on each tells them; none before something was graded. */
export function withChecks(
  exercises: readonly GradebookExercise[],
  entries: GradebookEntries,
): readonly GradebookExercise[] {
  const told = new Map<string, GradebookExercise['checks']>();
  for (const { results } of entries) {
    for (const { id, checks } of results)
      if (!told.has(id) && checks.length > 0) told.set(id, checksOf(checks));
    if (told.size === exercises.length) break;
  }
  return exercises.map((exercise) => ({ ...exercise, checks: told.get(exercise.id) ?? [] }));
}

function checksOf(checks: ExerciseResult['checks']): GradebookExercise['checks'] {
  return checks.map(({ id, title, maxPoints }) => ({ id, title, points: maxPoints }));
}

/** An exercise as a manifest tells it; its checks are known once something was graded. */
export function gradebookExercise(exercise: Exercise, chapter: string): Manifest['exercises'][number] {
  const { id, title, points } = exercise;
  return { id, title, chapter, points, checks: [] };
}
