import type { PresetId } from './presets.ts';
import type { Secret } from './secret.ts';

/** Who answers live runs, and how it is reached. Read in the trusted process only; nothing of it is given to a submission. */
export interface ProviderConfiguration {
  readonly preset: PresetId;
  /** For people: `OpenAI`, or `localhost:9000` where the preset has no name of its own. */
  readonly name: string;
  /** Up to and without `/chat/completions`; no user, password or query is in it. */
  readonly baseURL: string;
  readonly key?: Secret;
  /** The variable the key is looked for in, and where it was found. */
  readonly keyVariable: string;
  readonly keyFrom?: '.env' | 'environment';
  /** Azure only. */
  readonly apiVersion: string;
  /** The provider's name for each model that a program asks for; `*` stands for any other. */
  readonly models: Readonly<Record<string, string>>;
  /** What is changed in requests for a model, by the same names. */
  readonly adaptations: Readonly<Record<string, Adaptation>>;
  /** Sent with every request, by names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly connectMs: number;
  /** The longest time without a byte from the provider. */
  readonly idleMs: number;
  readonly spending: {
    readonly perRunDollars?: number;
    readonly perDayDollars?: number;
    readonly perRunTokens?: number;
    readonly perDayTokens?: number;
  };
}

/** What is changed in requests for a model, so that another one takes them. */
export interface Adaptation {
  /** Parameters for requests that don't set them themselves. */
  readonly add: Readonly<Record<string, unknown>>;
  /** New names of parameters, by their old ones. */
  readonly rename: Readonly<Record<string, string>>;
}
