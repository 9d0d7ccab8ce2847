import type { Sandbox } from '../runner/levels.ts';
import type { Exercise } from '../workshop/types.ts';
import type { WorkEvent } from './types.ts';

/** One submission to grade. */
export interface GradeTask {
  readonly exercise: Exercise;
  /** Absolute path of the submission. */
  readonly file: string;
  /** Unlike that of any other task of the same grade; the exercise's id when left out. */
  readonly id?: string;
  /** That of the grade when left out. */
  readonly seed?: string;
  /**
   * Titles of the scenarios to run; all when left out. Without all of them nothing passes as a whole: checks that saw
   * none of theirs are skipped.
   */
  readonly scenarios?: readonly string[];
  /** Whether each check tells what each of its scenarios shows by itself. */
  readonly eachScenario?: boolean;
}

export function taskId({ id, exercise }: GradeTask): string {
  return id ?? exercise.id;
}

export interface GradeOptions {
  readonly seed: string;
  readonly sandbox: Sandbox;
  /** Aborting kills the running attempts; the grade then rejects with `GradeStopped`. */
  readonly signal?: AbortSignal;
  /** Told with the task's id. */
  readonly onEvent?: (task: string, event: WorkEvent) => void;
  /** How many attempts run side by side; some for each core when left out. */
  readonly attemptsAtOnce?: number;
  /** For authors: events tell what is in hidden scenarios, too. */
  readonly revealHidden?: boolean;
  /** Folder for full output logs. */
  readonly logFolder?: string;
}
