import type { ExerciseResult } from '../grading/types.ts';
import type { PlaygroundRequest } from '../model/playground/request.ts';
import type { ColorDepth } from '../render/color.ts';
import type { ThemeName } from '../render/theme.ts';
import type { ListedMessage } from './playground/chat.ts';

/** What the screen asks for. `cli/screen` carries them out; nothing in `tui` reads a file or starts a process. */
export type Effect =
  /** Lay out an item's text (a lesson, or an exercise's README) at a width. */
  | { readonly type: 'render'; readonly key: string; readonly width: number }
  /** Run the program; `live`: answered by the configured provider. */
  | { readonly type: 'run'; readonly runId: number; readonly exerciseId: string; readonly live: boolean }
  | { readonly type: 'grade'; readonly runId: number; readonly exerciseId: string }
  | { readonly type: 'stop'; readonly runId: number }
  /** Watch this exercise's file, and no other. */
  | { readonly type: 'watch'; readonly exerciseId: string }
  | { readonly type: 'unwatch' }
  | { readonly type: 'edit'; readonly exerciseId: string; readonly line?: number }
  | { readonly type: 'save-grade'; readonly exerciseId: string; readonly result: ExerciseResult }
  | { readonly type: 'save-hints'; readonly exerciseId: string; readonly count: number }
  | { readonly type: 'save-solution-seen'; readonly exerciseId: string }
  /** Lay out how the learner's file differs from the reference solution, and the solution, at a width. */
  | { readonly type: 'render-solution'; readonly exerciseId: string; readonly width: number }
  /** Put the reference solution into the learner's file, after a copy of it has been kept. */
  | { readonly type: 'apply-solution'; readonly exerciseId: string }
  /** Read which states of the learner's file were graded. */
  | { readonly type: 'read-history'; readonly exerciseId: string }
  /** Lay out what a version would change in the learner's file. */
  | {
      readonly type: 'render-version';
      readonly exerciseId: string;
      readonly number: number;
      readonly width: number;
    }
  /** Put a version back into the learner's file, after a copy of it has been kept. */
  | { readonly type: 'apply-version'; readonly exerciseId: string; readonly number: number }
  /** Raise the hand or take it down, and say who sees it. */
  | { readonly type: 'save-hand'; readonly raised: boolean }
  /** Say the progress code, and put it on the clipboard where the terminal can. */
  | { readonly type: 'tell-code' }
  | { readonly type: 'save-lesson-read'; readonly lessonId: string }
  | {
      readonly type: 'save-answer';
      readonly lessonId: string;
      readonly questionId: string;
      readonly option: string;
      readonly right: boolean;
    }
  /** `lines`: of the whole text, where it is laid out. */
  | {
      readonly type: 'save-position';
      readonly itemId: string;
      readonly scroll: number;
      readonly lines?: number;
    }
  | { readonly type: 'reset'; readonly exerciseId: string }
  | { readonly type: 'undo' }
  /** Ask the model endpoint, or through it the provider; `stop` takes the same id. */
  | {
      readonly type: 'ask';
      readonly askId: number;
      readonly request: PlaygroundRequest;
      readonly live: boolean;
    }
  /** Find out which provider is configured now. */
  | { readonly type: 'read-provider' }
  | { readonly type: 'count-tokens'; readonly chatId: string; readonly messages: readonly ListedMessage[] }
  /** Write a conversation as a program into the folder `playground`. */
  | { readonly type: 'save-program'; readonly name: string; readonly request: PlaygroundRequest }
  /** Put a text on the clipboard, where the terminal can, and into a file of the state folder. */
  | { readonly type: 'copy'; readonly text: string; readonly fileName: string }
  /** Lay texts out for so many colours from now on. */
  | { readonly type: 'colors'; readonly colors: ColorDepth }
  /** Lay texts out in this theme from now on, and remember it for the next start. */
  | { readonly type: 'theme'; readonly name: ThemeName }
  /** Ask for the mouse's reports, or leave the mouse to the terminal; remembered for the next start. */
  | { readonly type: 'mouse'; readonly on: boolean }
  | { readonly type: 'suspend' }
  | { readonly type: 'quit' };
