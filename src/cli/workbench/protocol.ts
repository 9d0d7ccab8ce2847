import type { ExerciseResult, WorkEvent } from '../../grading/types.ts';
import type { Attempt } from '../../runner/types.ts';

/** What the screen asks of the workbench. `id` names one piece of work; the newest may overtake an older one. */
export type WorkbenchRequest =
  | { readonly type: 'grade'; readonly id: number; readonly exerciseId: string }
  | { readonly type: 'run'; readonly id: number; readonly exerciseId: string }
  | { readonly type: 'stop'; readonly id: number };

/** What the workbench tells. Each `grade` and `run` ends with exactly one of graded, ran, stopped and failed. */
export type WorkbenchMessage =
  | { readonly type: 'ready' }
  | { readonly type: 'event'; readonly id: number; readonly event: WorkEvent }
  | { readonly type: 'graded'; readonly id: number; readonly result: ExerciseResult }
  | { readonly type: 'ran'; readonly id: number; readonly attempt: Attempt }
  | { readonly type: 'stopped'; readonly id: number }
  | { readonly type: 'failed'; readonly id: number; readonly message: string };
