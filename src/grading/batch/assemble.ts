import type { Exercise } from '../../workshop/types.ts';
import type { Gradebook, GradebookEntry, GradebookExercise, GradebookResult } from '../gradebook/types.ts';
import { internalVerdict } from '../verdict.ts';
import { headOf, type Manifest } from './manifest.ts';
import type { KeptSubmission } from './results.ts';

/**
 * A gradebook of a manifest and what is kept of its submissions. It fails closed: a person whose verdict on some
 * exercise isn't there has `internal` in its place, never a zero.
 * @param kept what is kept of a submission, by the submission's id
 */
export function assembleGradebook(
  manifest: Manifest,
  kept: (submission: string) => KeptSubmission | undefined,
): Gradebook {
  const exercises = manifest.exercises.map((exercise) => withChecks(exercise, manifest, kept));
  const entries = manifest.people.map((person): GradebookEntry => {
    const { id, name, email, path, state, expected, problems, submission } = person;
    const results =
      state === 'graded'
        ? manifest.exercises.map((exercise) => resultOf(exercise, kept(submission ?? id)))
        : [];
    return { id, name, email, path, state, expected, problems, results };
  });
  return { ...headOf(manifest), exercises, entries };
}

function resultOf(exercise: GradebookExercise, kept: KeptSubmission | undefined): GradebookResult {
  const result = kept?.results.find((each) => each.result.id === exercise.id)?.result;
  if (result !== undefined) return result;
  const missing = internalVerdict(exercise, 'there is no result for it. Grade again.');
  return { ...missing, sent: [] };
}

/** The checks of an exercise, as any verdict on it tells them. */
function withChecks(
  exercise: GradebookExercise,
  { people }: Manifest,
  kept: (submission: string) => KeptSubmission | undefined,
): GradebookExercise {
  for (const person of people) {
    if (person.state !== 'graded') continue;
    const result = kept(person.submission ?? person.id)?.results.find(
      (each) => each.result.id === exercise.id,
    );
    const checks = result?.result.checks ?? [];
    if (checks.length > 0) {
      return {
        ...exercise,
        checks: checks.map(({ id, title, maxPoints }) => ({ id, title, points: maxPoints })),
      };
    }
  }
  return exercise;
}

/** An exercise as a gradebook tells it; its checks are known once something was graded. */
export function gradebookExercise(exercise: Exercise, chapter: string): Manifest['exercises'][number] {
  const { id, title, points } = exercise;
  return { id, title, chapter, points, checks: [] };
}
