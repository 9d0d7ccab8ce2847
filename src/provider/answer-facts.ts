import type { ListedModel } from './model-list.ts';
import type { ProviderConfiguration } from './types.ts';

/** An answer of a provider, with the key already taken out of it. */
export interface AnswerFacts {
  readonly configuration: ProviderConfiguration;
  readonly status: number;
  /** In lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON, or a text. */
  readonly body: unknown;
  /** The model as the program named it, and as the provider was asked for it. */
  readonly asked: string;
  readonly sent: string;
  /** What the provider has; asked only where `needsModelList` says so. */
  readonly listed?: readonly ListedModel[];
}
