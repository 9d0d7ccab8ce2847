import type { ExerciseResult } from '../../grading/types.ts';
import type { Sandbox } from '../../runner/levels.ts';

/** Verdicts of many submissions: what every report of a batch is made of. JSON-serialisable. */
export interface Gradebook {
  readonly schema: 1;
  /** The same for everybody; with the text of a submission it decides what that is asked and answered. */
  readonly seed: string;
  readonly sandbox: Sandbox;
  readonly provider: 'simulated';
  /** Title of the workshop. */
  readonly workshop: string;
  /** What was graded, in the workshop's order. */
  readonly exercises: readonly GradebookExercise[];
  /** In the roster's order, then those who are not on it, by id. */
  readonly entries: GradebookEntries;
  /** What of the folder belongs to nobody, one sentence each. */
  readonly notes: readonly string[];
}

/**
 * People with their verdicts, to be gone through as often as a report needs. Those of a batch are read from their files
 * each time, because all verdicts of a large class together fit into no memory; an array will do for few.
 */
export interface GradebookEntries extends Iterable<GradebookEntry> {
  readonly length: number;
}

export interface GradebookExercise {
  readonly id: string;
  readonly title: string;
  readonly chapter: string;
  readonly points: number;
  readonly checks: readonly { readonly id: string; readonly title: string; readonly points: number }[];
}

/** One person's line. */
export interface GradebookEntry {
  readonly id: string;
  /** From the roster. */
  readonly name?: string;
  readonly email?: string;
  /** Where the submission came from, relative to the folder of submissions; empty for `absent`. */
  readonly path: string;
  /**
   * `graded`: every exercise has a result, of which some may be `internal`. `absent`: on the roster, and nothing was
   * handed in. `refused`: handed in, and nothing of it could be taken; `problems` say why.
   */
  readonly state: 'graded' | 'absent' | 'refused';
  /** Whether the roster has them; true for everybody where there is no roster. */
  readonly expected: boolean;
  /** What was not taken from the submission, or how, one sentence each: a link, a file that is too large. */
  readonly problems: readonly string[];
  /** In the order of `exercises`; empty unless `graded`. */
  readonly results: readonly GradebookResult[];
}

export interface GradebookResult extends ExerciseResult {
  /**
   * What was sent in the attempts that failed checks point at, or else in the first one, shortened. Hidden scenarios are
   * never in it.
   */
  readonly sent: readonly SentAttempt[];
}

/** What one attempt sent and got, shortened for reports. */
export interface SentAttempt {
  /** Index of the attempt within the grade; a failed check's `pointer.attempt` means it. */
  readonly attempt: number;
  /** Title of the scenario. */
  readonly title: string;
  readonly args: readonly string[];
  readonly stdout: string;
  readonly exchanges: readonly SentExchange[];
}

export interface SentExchange {
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly text: string }[];
  /** Names of the tools that were offered. */
  readonly tools: readonly string[];
  /** Other parameters, such as `temperature`, as JSON text. */
  readonly parameters: Readonly<Record<string, string>>;
  /** HTTP status of the answer; 0 when there was none. */
  readonly status: number;
  readonly reply: string;
  readonly promptTokens?: number;
  readonly completionTokens?: number;
}
