import type { ExerciseResult, WorkEvent } from '../../grading/types.ts';
import type { PlaygroundMessage, PlaygroundRequest } from '../../model/playground/request.ts';
import type { PlaygroundAnswer } from '../../model/playground/session.ts';
import type { LiveLine } from '../live-run.ts';

/** What the screen asks of the workbench. `id` names one piece of work; the newest may overtake an older one. */
export type WorkbenchRequest =
  | { readonly type: 'grade'; readonly id: number; readonly exerciseId: string }
  /** `live`: the configured provider answers, in place of the simulated model. */
  | { readonly type: 'run'; readonly id: number; readonly exerciseId: string; readonly live: boolean }
  /** Ask the model endpoint, or through it the provider, for the playground. */
  | {
      readonly type: 'ask';
      readonly id: number;
      readonly request: PlaygroundRequest;
      readonly live: boolean;
    }
  | { readonly type: 'stop'; readonly id: number }
  /** Whether the screen has the terminal, which is to be put back should the screen be killed. */
  | { readonly type: 'guard-terminal'; readonly on: boolean }
  | {
      readonly type: 'count-tokens';
      readonly chatId: string;
      readonly messages: readonly (PlaygroundMessage & { readonly id: number })[];
    };

/**
 * What the workbench tells. Each `grade`, `run` and `ask` ends with exactly one of graded, ran, answer, stopped and
 * failed.
 */
export type WorkbenchMessage =
  | { readonly type: 'ready' }
  | { readonly type: 'event'; readonly id: number; readonly event: WorkEvent }
  | { readonly type: 'graded'; readonly id: number; readonly result: ExerciseResult }
  /** The attempt has been told as an event; after a live run there is more to say. */
  | { readonly type: 'ran'; readonly id: number; readonly closing?: readonly LiveLine[] }
  /** A piece of the reply to an `ask`. */
  | { readonly type: 'chunk'; readonly id: number; readonly text: string }
  | { readonly type: 'answer'; readonly id: number; readonly answer: PlaygroundAnswer }
  | {
      readonly type: 'counted';
      readonly chatId: string;
      /** By the messages' ids. */
      readonly tokens: ReadonlyMap<number, number>;
    }
  | { readonly type: 'stopped'; readonly id: number }
  | { readonly type: 'failed'; readonly id: number; readonly message: string };
