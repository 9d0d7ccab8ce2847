import type { Exercise } from '../workshop/types.ts';
import type { GradeOptions, GradeTask, GradingEngine } from './engine.ts';
import type { SubmissionResult } from './types.ts';

/** Files of one person's submission. */
export interface SubmissionFiles {
  /** How reports name it, for example `workspace` or an attendee's folder name. */
  readonly id: string;
  /** Where it came from, as reports show it. */
  readonly path: string;
  /** Absolute path of the submission for an exercise. */
  readonly fileFor: (exercise: Exercise) => string;
}

/** Grades one submission over the given exercises, in their order. */
export async function gradeSubmission(
  engine: GradingEngine,
  submission: SubmissionFiles,
  exercises: readonly Exercise[],
  options: GradeOptions,
): Promise<SubmissionResult> {
  const tasks = exercises.map((exercise): GradeTask => ({ exercise, file: submission.fileFor(exercise) }));
  const results = await engine.grade(tasks, options);
  return {
    id: submission.id,
    path: submission.path,
    points: results.reduce((sum, result) => sum + result.points, 0),
    maxPoints: results.reduce((sum, result) => sum + result.maxPoints, 0),
    exercises: results,
  };
}
