import { nearest } from '../workshop/lookup.ts';
import type { ChatRequest } from './chat/request.ts';
import file from './models.json' with { type: 'json' };

export type Effort = NonNullable<ChatRequest['reasoning_effort']>;

/** What a model may refuse; the data file says of each what it means and where that is documented. */
export type Refusal = keyof typeof file.refusals;

/** What the endpoint knows of a model by its name. */
export interface ModelInfo {
  readonly id: string;
  /** Other names of the same model: its snapshots, such as `gpt-4o-2024-08-06`. */
  readonly aliases?: readonly string[];
  /** `YYYY-MM-DD` */
  readonly released: string;
  /** Tokens of prompt and completion together. */
  readonly contextWindow: number;
  /** Tokens of a completion. */
  readonly maxOutputTokens: number;
  /** Dollars for a million tokens, without discounts for cached input or batches. */
  readonly price?: {
    readonly input: number;
    readonly output: number;
    /** A long prompt costs more. */
    readonly longPrompt?: true;
  };
  /** Of models that think before they answer. They want `max_completion_tokens` and take no `temperature` meanwhile. */
  readonly reasoning?: {
    /** The values of `reasoning_effort` that it takes in Chat Completions. With `none` it takes a `temperature`. */
    readonly efforts: readonly Effort[];
    /** What it does when the request says nothing. */
    readonly default: Effort;
    /** When it takes function tools: with effort `none` only, or also without an effort; always when left out. */
    readonly tools?: 'without reasoning' | 'without an effort';
  };
  readonly refuses?: readonly Refusal[];
  /** `YYYY-MM-DD`: when OpenAI switches it off; here it answers all the same. */
  readonly shutdown?: string;
  /** Nothing is known of it but its name: it may take anything. */
  readonly unknown?: true;
}

/** All of them, the newest first; a test holds the file against this type. */
export const models = file.models as readonly ModelInfo[];

/** Where the facts are from, by the names of their fields. */
export const documentation: Readonly<Record<string, string>> = file.documented;

export const refusals: Readonly<Record<Refusal, { readonly says: string; readonly documented: string }>> =
  file.refusals;

/** `YYYY-MM-DD`: the day on which the facts were looked up. */
export const checked: string = file.checked;

/** The models to offer to somebody who chooses: those that answer in Chat Completions, and at OpenAI too. */
export const offeredModels: readonly ModelInfo[] = models.filter(
  ({ refuses, shutdown }) =>
    refuses?.includes('chat') !== true &&
    refuses?.includes('text_alone') !== true &&
    (shutdown === undefined || shutdown > checked),
);

const byName: ReadonlyMap<string, ModelInfo> = new Map(
  models.flatMap((model) => [model.id, ...(model.aliases ?? [])].map((name) => [name, model] as const)),
);

/** The model of that name, or of that snapshot. */
export function findModel(name: string): ModelInfo | undefined {
  return byName.get(name);
}

/** Longer names than this resemble nothing. */
const longestName = 80;

/** What the workshop asks for. */
const usual = 'gpt-4o-mini';

/** The name that is most like one that is not known, for people who mistyped it or have it from elsewhere. */
export function nearestModel(name: string): string {
  // `openai/gpt-4o-mini`, `ft:gpt-4o-mini:mine`
  const plain = (name.slice(0, longestName).toLowerCase().split('/').at(-1) ?? '').replace(/^ft:/, '');
  const names = [...byName.keys()].filter((known) => findModel(known)?.refuses?.includes('chat') !== true);
  if (plain.length < 2) return usual;
  // Of a snapshot that isn't known, or of a fine-tuned model, the model.
  const base = names.find((known) => plain.startsWith(known) && /^(?:-\d|:)/.test(plain.slice(known.length)));
  return base ?? nearest(plain, names)[0] ?? nearestKin(plain, names);
}

/** By what they have in common at the beginning: `gpt-9-ultra` and `gpt-6-luna` do, a name of another house doesn't. */
function nearestKin(name: string, names: readonly string[]): string {
  const common = (known: string) => {
    let length = 0;
    while (length < known.length && known[length] === name[length]) length += 1;
    return length;
  };
  const offered = offeredModels.map(({ id }) => id);
  const longest = Math.max(0, ...names.map(common));
  if (longest < 2) return usual;
  return [...offered, ...names].find((known) => common(known) === longest) ?? usual;
}

/** A model that a provider has and this table doesn't: nothing is refused on its behalf. */
export function unknownModel(id: string): ModelInfo {
  const plenty = 100_000_000;
  return { id, released: '1970-01-01', contextWindow: plenty, maxOutputTokens: plenty, unknown: true };
}
