import type { PlaygroundSetup } from './playground.ts';

/** The curriculum as data. Everything here was read from files and validated; see `load.ts`. */

/** The whole course: ordered chapters, from `lessons/workshop.yaml`. */
export interface Workshop {
  readonly title: string;
  readonly summary: string;
  /** Absolute path of the folder that holds `lessons/`, `exercises/` and `solutions/`. */
  readonly root: string;
  readonly chapters: readonly Chapter[];
  /** Absolute paths of the simulated model's knowledge files, in the order of `workshop.yaml`. */
  readonly knowledge: readonly string[];
}

/** Ordered lessons and exercises on one theme. */
export interface Chapter {
  readonly id: string;
  readonly title: string;
  readonly items: readonly Item[];
}

export type Item = Lesson | Exercise;

/** A markdown file to read. */
export interface Lesson {
  readonly kind: 'lesson';
  /** Unique over the workshop, for example `chat-completions`. */
  readonly id: string;
  readonly chapterId: string;
  readonly title: string;
  /** Reading time in minutes. */
  readonly minutes: number;
  /** Ids of the exercises that practise this lesson. */
  readonly exercises: readonly string[];
  /** Self-check questions, asked at its end. */
  readonly questions: readonly LessonQuestion[];
  /** What its playground begins with; lessons without it share the general one. */
  readonly playground?: PlaygroundSetup;
  /** Absolute path of the markdown file. */
  readonly path: string;
}

/** A self-check question of a lesson; options are lettered from `a`, in their order. */
export interface LessonQuestion {
  /** Short hash of the text: it stays when questions are moved, and goes when the question becomes another one. */
  readonly id: string;
  readonly text: string;
  readonly options: readonly AnswerOption[];
}

export interface AnswerOption {
  /** Short hash of the text. */
  readonly id: string;
  readonly text: string;
  readonly correct: boolean;
  /** Why it is right, or wrong. */
  readonly explanation: string;
}

/** What options are called, and the keys that choose them; there are never more options than letters. */
export const optionLetters = ['a', 'b', 'c', 'd'] as const;
export type OptionLetter = (typeof optionLetters)[number];

/** A task with a starter, a grader and a reference solution. */
export interface Exercise {
  readonly kind: 'exercise';
  /** Unique over the workshop, without the number, for example `single-turn`. */
  readonly id: string;
  /** The folder's number, for example `01`; the empty string when the folder has none. */
  readonly number: string;
  readonly chapterId: string;
  readonly title: string;
  readonly summary: string;
  /** Sum of the points of the grader's checks. */
  readonly points: number;
  readonly limits: Limits;
  /** Three hints, from a nudge to nearly the answer. */
  readonly hints: readonly string[];
  /** Lesson ids that explain what the exercise needs. */
  readonly lessons: readonly string[];
  /** Arguments of a free run, shown to the learner; usually none. */
  readonly args: readonly string[];
  /** Absolute paths. */
  readonly folder: string;
  readonly readmePath: string;
  /** The file the learner edits. */
  readonly submissionPath: string;
  /** The pristine text of that file, for `reset`; a hidden file, so that nobody edits it by mistake. */
  readonly starterPath: string;
  readonly graderPath: string;
  readonly solutionPath: string;
}

/** Limits of one attempt. */
export interface Limits {
  /** Wall clock, in seconds. */
  readonly seconds: number;
  /** Memory of the whole process tree, in MiB. */
  readonly memoryMiB: number;
  /** Standard output and standard error together, in KiB. */
  readonly outputKiB: number;
  /** Requests to the model endpoint. */
  readonly requests: number;
}

export const defaultLimits: Limits = { seconds: 10, memoryMiB: 512, outputKiB: 1024, requests: 200 };
