import type { Sandbox } from '../runner/levels.ts';
import type { Attempt, AttemptEvent } from '../runner/types.ts';
import type { ExerciseStatus } from './statuses.ts';

export { type ExerciseStatus, exerciseStatuses } from './statuses.ts';

export const checkStatuses = ['passed', 'failed', 'skipped'] as const;
export type CheckStatus = (typeof checkStatuses)[number];

/** Where in an attempt a failed check points: screens jump there. */
export interface Pointer {
  /** Index of the attempt within the grade, from 0. */
  readonly attempt: number;
  /** Index of the exchange within the attempt. */
  readonly exchange?: number;
  /** Index into that request's messages. */
  readonly message?: number;
}

/** The verdict of one check, as reports show it. */
export interface CheckResult {
  readonly id: string;
  readonly title: string;
  readonly status: CheckStatus;
  readonly points: number;
  readonly maxPoints: number;
  /** What the check wanted; empty when it passed. */
  readonly expected: string;
  /** What was seen; empty when it passed. */
  readonly actual: string;
  /** What to do next, with the lesson section that explains it; empty when it passed. */
  readonly help: string;
  /** `lesson-id` or `lesson-id#section`. */
  readonly lesson?: string;
  readonly pointer?: Pointer;
  /**
   * By the titles of its scenarios, what the check would be if that one alone had been run. For the proof of graders:
   * only where it was asked for.
   */
  readonly alone?: Readonly<Record<string, CheckStatus>>;
}

/** The verdict of one exercise of one submission. */
export interface ExerciseResult {
  readonly id: string;
  readonly status: ExerciseStatus;
  readonly points: number;
  readonly maxPoints: number;
  readonly durationMs: number;
  /** One or two lines: what happened and what to do next. */
  readonly message: string;
  readonly checks: readonly CheckResult[];
}

/** What happens while a grade or a free run goes on; the screens and the batch both live on it. */
export type WorkEvent =
  | {
      readonly type: 'attempt-started';
      /** Index within the grade or run, from 0. */
      readonly attempt: number;
      /** For a grade: the scenario's title, for example `two turns`; for a free run the empty string. */
      readonly title: string;
      readonly args: readonly string[];
      /** For a grade: what the scenario has on standard input. */
      readonly stdin?: string;
      /** Of a hidden scenario neither arguments nor input nor output nor exchanges are told. */
      readonly hidden?: boolean;
    }
  | ({ readonly attempt: number } & AttemptEvent)
  | { readonly type: 'attempt-ended'; readonly attempt: number; readonly result: Attempt }
  | { readonly type: 'check'; readonly check: CheckResult };

/** The JSON report, version 1; see `--reporter json`. */
export interface GradeReport {
  readonly schema: 1;
  readonly seed: string;
  readonly sandbox: Sandbox;
  readonly provider: 'simulated';
  readonly submissions: readonly SubmissionResult[];
}

export interface SubmissionResult {
  readonly id: string;
  readonly path: string;
  readonly points: number;
  readonly maxPoints: number;
  readonly exercises: readonly ExerciseResult[];
}
