import { costOf } from '../model/prices.ts';
import type { Exchange, Explanation } from '../model/types.ts';
import {
  howToConfigure,
  ProviderConfigurationError,
  readProviderConfiguration,
} from '../provider/configuration.ts';
import type { ProviderConfiguration } from '../provider/types.ts';
import { sanitizeOutput } from '../render/sanitize.ts';
import type { Attempt } from '../runner/types.ts';
import type { Limits } from '../workshop/types.ts';
import { UsageError } from './exit.ts';
import { isLocal } from './live-hooks.ts';
import { took } from './took.ts';

/** Real models think, and Ollama loads one before it answers. */
const liveSeconds = 180;

/**
 * Who answers a run: the provider that is configured, unless `--simulated` forbids it.
 * @param root the workshop's folder, with `agentlings.yaml` and `.env`
 * @returns `undefined` for the simulated model
 * @throws UsageError when `--live` wants a provider and there is none, or when its configuration has a mistake
 */
export function chooseProvider(
  root: string,
  { live, simulated }: { readonly live?: boolean; readonly simulated?: boolean },
): ProviderConfiguration | undefined {
  if (live === true && simulated === true) {
    throw new UsageError('--live and --simulated exclude each other: take one of them.');
  }
  if (simulated === true) return undefined;
  const otherwise = '\nWith --simulated it goes on without.';
  return live === true ? requiredProvider(root, otherwise) : read(root, otherwise);
}

/**
 * The provider that is configured.
 * @param otherwise what to say after a mistake in its configuration
 * @throws UsageError when there is none, or its configuration has a mistake
 */
export function requiredProvider(root: string, otherwise = ''): ProviderConfiguration {
  const provider = read(root, otherwise);
  if (provider !== undefined) return provider;
  throw new UsageError(`No provider is configured, so there is nobody to run live with.\n${howToConfigure}`);
}

function read(root: string, otherwise: string): ProviderConfiguration | undefined {
  try {
    return readProviderConfiguration(root, process.env);
  } catch (error) {
    if (!(error instanceof ProviderConfigurationError)) throw error;
    throw new UsageError(`The provider can't be used:\n${error.message}${otherwise}`);
  }
}

/** The limits of a live run: as for any other, with the time that a real model takes. */
export function patient(limits: Limits): Limits {
  return { ...limits, seconds: Math.max(limits.seconds, liveSeconds) };
}

/** A line about a live run: what went wrong, or what is good to know. */
export interface LiveLine {
  readonly kind: 'bad' | 'info';
  readonly text: string;
}

/** What there is to say about a live run besides its output: what went wrong and whose it is, who answered, what it took. */
export function liveLines(
  attempt: Attempt,
  provider: ProviderConfiguration,
  notes: readonly string[],
): readonly LiveLine[] {
  const { exchanges } = attempt;
  const answered = [...new Set(exchanges.flatMap(({ response }) => response.completion?.model ?? []))];
  const by =
    answered.length === 0
      ? `sent to ${provider.name}, which answered none`
      : `answered by ${provider.name} (${answered.join(', ')})`;
  const rest = [
    took(attempt, exchanges.length === 0 ? `${provider.name} was not asked` : by),
    spent(exchanges, provider),
    ...notes,
  ];
  return [
    ...explained(exchanges).map((text) => ({ kind: 'bad', text }) as const),
    ...rest.filter((text) => text !== '').map((text) => ({ kind: 'info', text }) as const),
  ];
}

/** The last lines of a live run on the command line. */
export function liveClosing(
  attempt: Attempt,
  provider: ProviderConfiguration,
  notes: readonly string[],
): string {
  const lines = [
    attempt.message,
    ...liveLines(attempt, provider, notes).map(({ text }) => text),
    onlyTheProviders(attempt.exchanges) ? 'With --simulated the program runs without a provider.' : '',
  ];
  return sanitizeOutput(lines.filter((line) => line !== '').join('\n')).join('\n');
}

const kinds: Readonly<Record<Explanation['kind'], string>> = {
  yours: 'Your code',
  model: 'The model said something else',
  provider: 'Key, quota, network or model',
};

/** Each explanation once, with the requests that it is about: a client tries again what fails. */
function explained(exchanges: readonly Exchange[]): readonly string[] {
  const found = new Map<string, { readonly explanation: Explanation; readonly requests: number[] }>();
  for (const { index, response } of exchanges) {
    const { explanation } = response;
    if (explanation === undefined) continue;
    const entry = found.get(explanation.line) ?? { explanation, requests: [] };
    entry.requests.push(index + 1);
    found.set(explanation.line, entry);
  }
  return [...found.values()].map(({ explanation: { kind, line, lesson }, requests }) => {
    const about = `request${requests.length === 1 ? '' : 's'} ${requests.join(', ')}`;
    const more = lesson === undefined ? '' : ` See the lesson ${lesson.id}, "${lesson.heading}".`;
    return `${kinds[kind]} (${about}): ${line}${more}`;
  });
}

/** Whether nothing came back, and the program is not to blame for it. */
function onlyTheProviders(exchanges: readonly Exchange[]): boolean {
  return exchanges.length > 0 && exchanges.every(({ response }) => response.explanation?.kind === 'provider');
}

/** Tokens as the provider counted them, and what they cost where a price is known. */
function spent(exchanges: readonly Exchange[], provider: ProviderConfiguration): string {
  const completions = exchanges.flatMap(({ response }) => response.completion ?? []);
  const counted = completions.flatMap(({ model, usage }) => (usage === undefined ? [] : [{ model, usage }]));
  if (completions.length === 0) return '';
  const silent = completions.length - counted.length;
  const unknown =
    silent === 0
      ? ''
      : ` ${silent === completions.length ? 'No answer says' : `${silent} of ${completions.length} answers don't say`} how many: a stream does with stream_options: { include_usage: true }.`;
  if (counted.length === 0) return `Tokens: not known.${unknown}`;
  const prompt = counted.reduce((sum, { usage }) => sum + usage.prompt_tokens, 0);
  const completion = counted.reduce((sum, { usage }) => sum + usage.completion_tokens, 0);
  const tokens = `Tokens: ${prompt} sent, ${completion} came back.`;
  return `${tokens} ${price(counted, provider)}${unknown}`;
}

type Counted = { readonly model: string; readonly usage: Parameters<typeof costOf>[1] };

function price(counted: readonly Counted[], provider: ProviderConfiguration): string {
  if (isLocal(provider)) return 'It ran on a machine of your own: no charge.';
  const costs = counted.map(({ model, usage }) => costOf(model, usage));
  if (costs.some((cost) => cost === undefined)) return 'What they cost is not known here.';
  const sum = costs.reduce<number>((total, cost) => total + (cost ?? 0), 0);
  return `Estimated cost: $${sum < 0.01 ? sum.toFixed(6) : sum.toFixed(4)}.`;
}
