import type { ExerciseResult, WorkEvent } from '../grading/types.ts';
import type { PlaygroundAnswer } from '../model/playground/session.ts';
import type { Progress } from '../progress/progress.ts';
import type { DiskProblem } from '../progress/session.ts';
import type { ColorDepth } from '../render/color.ts';
import type { RenderedDocument } from '../render/markdown.ts';
import type { Line } from '../render/text.ts';
import type { MouseReport } from './mouse-input.ts';
import type { ClosingLine, Notice, RenderedSolution, Size, VersionView } from './state.ts';

/** Everything that can happen to the screen. One loop takes them all; see `app.ts`. */
export type Event =
  /** The first of all: a learner who has been here before is back where they were. */
  | { readonly type: 'start' }
  /** A key by the name that `keys.ts` uses, for example `j`, `up`, `S-tab`. */
  | { readonly type: 'key'; readonly key: string }
  | ({ readonly type: 'mouse' } & MouseReport)
  | { readonly type: 'resize'; readonly size: Size }
  /** The terminal has told how many colours it has. */
  | { readonly type: 'colors'; readonly colors: ColorDepth }
  /** A text that was pasted, line ends as they came. */
  | { readonly type: 'paste'; readonly text: string }
  /** Sent while something runs, so that the elapsed time moves. */
  | { readonly type: 'tick' }
  | {
      readonly type: 'document';
      /** The item's key. */
      readonly key: string;
      readonly width: number;
      readonly rendered: RenderedDocument;
    }
  | {
      readonly type: 'solution';
      readonly exerciseId: string;
      readonly solution: RenderedSolution;
    }
  | { readonly type: 'history'; readonly exerciseId: string; readonly versions: readonly VersionView[] }
  | {
      readonly type: 'version';
      readonly exerciseId: string;
      readonly number: number;
      readonly width: number;
      readonly difference: readonly Line[];
    }
  /** The learner saved the exercise's file. */
  | { readonly type: 'saved'; readonly exerciseId: string }
  /** The system doesn't tell of saves here: the file is looked at instead. */
  | { readonly type: 'saves-unreported' }
  | { readonly type: 'work'; readonly runId: number; readonly event: WorkEvent }
  | { readonly type: 'graded'; readonly runId: number; readonly result: ExerciseResult }
  /** A free run has ended; how is in its attempt, and what there is to say after a live one in `closing`. */
  | { readonly type: 'ran'; readonly runId: number; readonly closing?: readonly ClosingLine[] }
  | { readonly type: 'stopped'; readonly runId: number }
  /** It could not be run or graded, by no fault of the submission. */
  | { readonly type: 'failed'; readonly runId: number; readonly message: string }
  /** A piece of a reply in the playground. */
  | { readonly type: 'chunk'; readonly askId: number; readonly text: string }
  | { readonly type: 'answered'; readonly askId: number; readonly answer: PlaygroundAnswer }
  /** Tokens of messages, by their ids. */
  | { readonly type: 'counted'; readonly chatId: string; readonly tokens: ReadonlyMap<number, number> }
  /** Which provider is configured; without a name why there is none to ask, when it is not that none is wanted. */
  | { readonly type: 'provider'; readonly provider?: string; readonly problem?: string }
  /** `unsaved`: why it could not be written, and is only in memory. */
  | { readonly type: 'progress'; readonly progress: Progress; readonly unsaved?: DiskProblem }
  | { readonly type: 'notice'; readonly notice: Notice };

/** An event with the time at which it came, as `Date.now()` gives it. */
export type TimedEvent = Event & { readonly at: number };
