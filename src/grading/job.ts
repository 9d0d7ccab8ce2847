import type { Outcome, Sandbox } from '../runner/types.ts';
import type { Limits } from '../workshop/types.ts';
import type { CheckResult, WorkEvent } from './types.ts';

/** What the engine hands to a grader through Vitest's `provide`: which submissions to grade, and how. */
export interface Job {
  /** Name of the `BroadcastChannel` on which the grader reports and listens. */
  readonly channel: string;
  readonly seed: string;
  readonly sandbox: Sandbox;
  /** Absolute paths of the simulated model's knowledge files. */
  readonly knowledge: readonly string[];
  /** By exercise id. */
  readonly submissions: Readonly<Record<string, JobSubmission>>;
}

export interface JobSubmission {
  /** Absolute path of the submission. */
  readonly file: string;
  readonly limits: Limits;
  readonly logFolder?: string;
}

/** From grader to engine. */
export type GraderMessage =
  | { readonly type: 'event'; readonly exerciseId: string; readonly event: WorkEvent }
  /** The last message about an exercise. */
  | { readonly type: 'done'; readonly exerciseId: string };

/** From engine to grader. */
export type EngineMessage = { readonly type: 'stop' };

/** What a grader leaves in Vitest's `task.meta` for each check. The engine makes the verdict of it. */
export interface CheckRecord {
  readonly check: CheckResult;
  /** How the attempts that the check looked at ended. */
  readonly attempts: readonly AttemptSummary[];
}

export interface AttemptSummary {
  readonly index: number;
  readonly outcome: Outcome;
  readonly message: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    agentlings: Job;
  }
  interface TaskMeta {
    agentlings?: CheckRecord;
  }
}
