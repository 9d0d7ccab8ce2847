import type { Answer, ChatRequest, ResponderContext } from '../model/types.ts';
import type { Attempt, Outcome } from '../runner/types.ts';
import type { CheckResult } from './types.ts';

/** What the engine hands to a grader through Vitest's `provide`: what is graded, and where to talk. */
export interface Job {
  /** Told to `channelOf`, for the names of the channels that join graders and engine. */
  readonly channel: string;
  readonly tasks: readonly JobTask[];
}

/**
 * Name of a task's own `BroadcastChannel`. With one for all, each grader's thread would unpack what every other one is
 * sent, transcripts and all.
 */
export function channelOf(job: string, taskId: string): string {
  return `${job}/${taskId}`;
}

/** One submission for an exercise; a job may have several for the same one. */
export interface JobTask {
  readonly exerciseId: string;
  /** Unlike that of any other task of the job. The suite of its checks has it as its name. */
  readonly id: string;
  /** Of this submission alone; see `seedOf`. */
  readonly seed: string;
  /** Titles of the scenarios to run; all when left out. Checks that look at none of them are skipped. */
  readonly scenarios?: readonly string[];
  /** For the proof of a grader: each check's record tells what each of its scenarios shows by itself. */
  readonly eachScenario?: boolean;
}

/** One attempt that a grader asks the engine for: everything of a scenario that can be told between threads. */
export interface AttemptRequest {
  /** Index of the scenario within the grader. */
  readonly index: number;
  readonly title: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  readonly seed: string;
  /** Nothing of it may be shown to the learner. */
  readonly hidden: boolean;
  /** The grader answers the model requests of this attempt itself. */
  readonly scripted: boolean;
  /** Times are measured in it. */
  readonly timed: boolean;
}

/** An answer without its functions; whether they exist is told instead, and they are called across threads. */
export type PlainAnswer =
  | (Omit<Extract<Answer, { kind: 'reply' }>, 'before' | 'holdEnd'> & { readonly hooks: readonly Hook[] })
  | (Omit<Extract<Answer, { kind: 'error' }>, 'before'> & { readonly hooks: readonly Hook[] })
  | (Exclude<Answer, { kind: 'reply' | 'error' }> & { readonly hooks: readonly Hook[] });

export type Hook = 'before' | 'holdEnd';

/** From grader to engine; `task` is the task's id. */
export type GraderMessage = { readonly task: string } & (
  | { readonly type: 'attempt'; readonly request: AttemptRequest }
  | { readonly type: 'answer'; readonly call: number; readonly answer?: PlainAnswer; readonly error?: string }
  | { readonly type: 'hook-done'; readonly call: number; readonly hook: Hook }
  | { readonly type: 'check'; readonly check: CheckResult }
  /** Asks to be told when the attempt with this index has printed a text, or that it hasn't in time. */
  | {
      readonly type: 'await-output';
      readonly wait: number;
      readonly index: number;
      readonly text: string;
      readonly timeoutMs: number;
    }
  /** The last message about a task. */
  | { readonly type: 'done' }
);

/** From engine to grader. */
export type EngineMessage = { readonly task: string } & (
  | { readonly type: 'result'; readonly index: number; readonly result: Attempt }
  | {
      readonly type: 'respond';
      readonly call: number;
      readonly index: number;
      readonly request: ChatRequest;
      readonly context: ResponderContext;
    }
  | { readonly type: 'hook'; readonly call: number; readonly hook: Hook }
  | { readonly type: 'awaited'; readonly wait: number; readonly printed: boolean }
);

/** What a grader leaves in Vitest's `task.meta` for each check. The engine makes the verdict of it. */
export interface CheckRecord {
  readonly check: CheckResult;
  /** How the attempts that the check looked at ended; a crash only where it is what the check has failed for. */
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
