import type { Answer, ChatRequest, ResponderContext } from '../../model/types.ts';
import type { Evidence } from './evidence.ts';
import type { Random } from './random.ts';

/** What a scenario's responder may look at and wait for, besides the request. */
export interface ScenarioContext extends ResponderContext {
  /**
   * Waits until the program has printed this on standard output, and says whether it has; white space doesn't count.
   * Gives up after `timeoutMs`, 2.5 s unless given. Made for the hooks of an answer: hold the end of a stream back until
   * its beginning is printed.
   */
  readonly printed: (text: string, timeoutMs?: number) => Promise<boolean>;
}

/** Decides what the endpoint answers in a scenario. */
export type ScenarioResponder = (request: ChatRequest, context: ScenarioContext) => Answer | Promise<Answer>;

/** What an attempt is set up with. Everything left out is as in a free run, but every other one is about `gpt-4o`. */
export interface ScenarioSetup {
  /** The program's arguments: the questions it shall ask. */
  readonly args?: readonly string[];
  /** Added to the environment, for example `{ OPENAI_MODEL: 'gpt-4o' }`. */
  readonly env?: Readonly<Record<string, string>>;
  /** Text on standard input. */
  readonly stdin?: string;
  /** Who answers; the simulated model when left out. */
  readonly responder?: ScenarioResponder;
  /** Whether waits are measured, or a wait of its own is limited: then fewer others run beside it. */
  readonly timed?: boolean;
  /** Of a hidden scenario the learner is told that it failed, but not what was in it. */
  readonly hidden?: boolean;
}

export interface Scenario {
  /** Shown to the learner, for example `two turns`. */
  readonly title: string;
  readonly setup: SetupOrFunction;
  readonly index: number;
}

/** A set-up, or how to make one from the attempt's seed. */
export type SetupOrFunction = ScenarioSetup | ((random: Random, seed: string) => ScenarioSetup);

/** One requirement. */
export interface Check {
  /** One line that says what holds when it passes: "Sends one request". */
  readonly title: string;
  readonly points: number;
  /** What to do when it fails, in a sentence or two. */
  readonly help: string;
  /** `lesson-id#section` that explains it. */
  readonly lesson?: string;
  /** Ids of checks that must have passed, or this one is skipped. */
  readonly needs?: readonly string[];
  /** Which scenarios it looks at; all when left out. */
  readonly scenarios?: readonly Scenario[];
  /** Called for each scenario's evidence; ends with `fail(…)` when the requirement isn't met. */
  readonly verify: (evidence: Evidence) => void | Promise<void>;
}

export type CheckDefinition = Check & { readonly id: string };

export interface GraderTools {
  /** Adds an attempt. Scenarios run in parallel, each in a process and against an endpoint of its own. */
  scenario(title: string, setup?: SetupOrFunction): Scenario;
  /** Adds a requirement. Checks are looked at in the order they are declared. */
  check(id: string, check: Check): void;
}
