import type { ExerciseResult, WorkEvent } from '../../grading/types.ts';
import type { PlaygroundMessage, PlaygroundRequest } from '../../model/playground/request.ts';
import type { PlaygroundAnswer } from '../../model/playground/session.ts';
import type { Attempt } from '../../runner/types.ts';

/** What the screen asks of the workbench. `id` names one piece of work; the newest may overtake an older one. */
export type WorkbenchRequest =
  | { readonly type: 'grade'; readonly id: number; readonly exerciseId: string }
  | { readonly type: 'run'; readonly id: number; readonly exerciseId: string }
  /** Ask the model endpoint, for the playground. */
  | { readonly type: 'ask'; readonly id: number; readonly request: PlaygroundRequest }
  | { readonly type: 'stop'; readonly id: number }
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
  | { readonly type: 'ran'; readonly id: number; readonly attempt: Attempt }
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
