import type { ExerciseStatus } from '../../../grading/statuses.ts';

/**
 * What the page's script reads, as JSON: two blocks, because the second is large and is parsed when the first person is
 * opened. Types only, and none of Node's: the script is compiled with a browser's.
 */

/** The block `people`. */
export interface PageData {
  readonly exercises: readonly PageExercise[];
  /** Rows of the table, in the gradebook's order. */
  readonly people: readonly PagePerson[];
}

export interface PageExercise {
  readonly title: string;
  readonly chapter: string;
  readonly points: number;
  readonly checks: readonly { readonly title: string; readonly points: number }[];
}

export interface PagePerson {
  /** The id as it is; two ids that look alike have different keys. */
  readonly key: string;
  /** The id as it is shown. */
  readonly id: string;
  /** The roster's name, else the id. */
  readonly name: string;
  readonly email: string;
  readonly path: string;
  readonly state: 'graded' | 'absent' | 'refused';
  readonly expected: boolean;
  /** What the total's cell says. */
  readonly total: string;
  /** Points of a total that counts; null where there is none, or it is incomplete. */
  readonly points: number | null;
  /** In the order of the exercises; empty unless graded. */
  readonly results: readonly {
    readonly status: ExerciseStatus;
    readonly points: number;
    /** One letter for each check of the exercise: `p` passed, `f` failed, `n` not reached, `-` not graded. */
    readonly checks: string;
  }[];
}

/** Index into `Details.texts`: the same prompts and advice come again and again. */
export type TextIndex = number;

/** The block `details`. */
export interface Details {
  readonly texts: readonly string[];
  readonly people: readonly PersonDetails[];
}

export interface PersonDetails {
  readonly problems: readonly TextIndex[];
  /** In the order of the exercises; null where the page would have become too large. */
  readonly results: readonly ResultDetails[] | null;
}

export interface ResultDetails {
  readonly message: TextIndex;
  readonly durationMs: number;
  /** Those that did not pass. */
  readonly checks: readonly CheckDetails[];
  readonly sent: readonly AttemptDetails[];
}

export interface CheckDetails {
  /** Index into the exercise's checks. */
  readonly check: number;
  /** Otherwise it was skipped, after another check that failed. */
  readonly failed: boolean;
  readonly points: number;
  readonly expected: TextIndex;
  readonly actual: TextIndex;
  readonly help: TextIndex;
  readonly pointer?: { readonly attempt: number; readonly exchange?: number; readonly message?: number };
}

export interface AttemptDetails {
  /** The attempt that pointers mean. */
  readonly attempt: number;
  readonly title: TextIndex;
  readonly args: readonly TextIndex[];
  readonly stdout: TextIndex;
  readonly exchanges: readonly ExchangeDetails[];
}

export interface ExchangeDetails {
  readonly model: TextIndex;
  /** Role and text, by turns. */
  readonly messages: readonly TextIndex[];
  readonly tools: readonly TextIndex[];
  /** Name and JSON, by turns. */
  readonly parameters: readonly TextIndex[];
  readonly status: number;
  readonly reply: TextIndex;
  readonly promptTokens?: number;
  readonly completionTokens?: number;
}
