import type { Exchange, Responder } from '../model/types.ts';
import type { Upstream } from '../model/upstream.ts';
import type { Limits } from '../workshop/types.ts';
import type { Sandbox } from './levels.ts';
import type { StandbyPool } from './standby.ts';

/** What one attempt is given. */
export interface AttemptOptions {
  /** Absolute path of the submission. */
  readonly file: string;
  readonly args?: readonly string[];
  /** Added to the allowlisted environment, for example `OPENAI_MODEL`. */
  readonly env?: Readonly<Record<string, string>>;
  /** Text for standard input, which is then closed; without it standard input is at its end from the start. */
  readonly stdin?: string;
  readonly limits: Limits;
  readonly sandbox: Sandbox;
  /** Everything random follows from it. */
  readonly seed: string;
  /** Who answers; the simulated model when left out. */
  readonly responder?: Responder;
  /** Whether it is asked for models that the endpoint doesn't know, too. */
  readonly anyModel?: boolean;
  /** A provider that answers in place of the simulated model. Never for grading. */
  readonly upstream?: Upstream;
  /** Absolute paths of the simulated model's knowledge files. */
  readonly knowledge: readonly string[];
  /** Aborting kills the process tree; the outcome is then `stopped`. */
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: AttemptEvent) => void;
  /** Processes that stand by; without them, or with none left, the attempt starts cold. */
  readonly standby?: StandbyPool;
  /** Folder for the full output log; without it none is kept. */
  readonly logFolder?: string;
}

export type AttemptEvent =
  | { readonly type: 'output'; readonly stream: 'stdout' | 'stderr'; readonly text: string }
  /** Sent when an exchange begins, and again whenever it has changed; replace by `exchange.index`. */
  | { readonly type: 'exchange'; readonly exchange: Exchange };

export type Outcome =
  /** The program ended by itself with exit status 0. */
  | 'exited'
  /** The program ended with another exit status or by a signal that was not ours. */
  | 'crashed'
  | 'timeout'
  | 'memory'
  | 'output-limit'
  | 'request-limit'
  /** It does not compile: nothing ran. */
  | 'invalid'
  /** The submission's file does not exist. */
  | 'missing'
  /** Stopped by the user or by a newer save. */
  | 'stopped'
  /** Our fault, not the submission's. */
  | 'internal';

/** One run of a submission, with everything that was observed. JSON-serialisable. */
export interface Attempt {
  readonly outcome: Outcome;
  /** One or two plain lines: what happened, where, what to do next. Empty for `exited`. */
  readonly message: string;
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** Captured output; when more than the limit came, the first and last parts with a line between that says so. */
  readonly stdout: string;
  readonly stderr: string;
  /** Bytes that came on each stream, kept or not. */
  readonly stdoutBytes: number;
  readonly stderrBytes: number;
  /** Absolute path of the full output, when it was over the limit and there is a folder for it. */
  readonly logFile?: string;
  /** Milliseconds from spawn to the end of the process tree. */
  readonly durationMs: number;
  readonly exchanges: readonly Exchange[];
  /** For `invalid`, and for a crash whose place is known. */
  readonly location?: SourceLocation;
  readonly args: readonly string[];
  readonly seed: string;
}

export interface SourceLocation {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** The source line itself. */
  readonly text: string;
}
