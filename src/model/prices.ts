import type { Usage } from './types.ts';

/**
 * Dollars for a million tokens, by the model's id: standard prices of OpenAI's pricing page as of November 2026, without
 * discounts for cached input or batches. A dated snapshot costs what its model costs, and `openai/gpt-4o-mini`, as
 * some providers name it, what `gpt-4o-mini` costs.
 */
const prices: Readonly<Record<string, { readonly input: number; readonly output: number }>> = {
  'gpt-6.1-sol': { input: 2, output: 10 },
  'gpt-6.1-terra': { input: 1, output: 5 },
  'gpt-6-luna': { input: 0.1, output: 0.5 },
  'gpt-5': { input: 1.25, output: 10 },
  'gpt-5-mini': { input: 0.25, output: 2 },
  'gpt-5-nano': { input: 0.05, output: 0.4 },
  'gpt-4.1': { input: 2, output: 8 },
  'gpt-4.1-mini': { input: 0.4, output: 1.6 },
  'gpt-4.1-nano': { input: 0.1, output: 0.4 },
  'gpt-4o': { input: 2.5, output: 10 },
  'gpt-4o-mini': { input: 0.15, output: 0.6 },
  'o4-mini': { input: 1.1, output: 4.4 },
  o3: { input: 2, output: 8 },
  'o3-mini': { input: 1.1, output: 4.4 },
  'gpt-4-turbo': { input: 10, output: 30 },
  'gpt-3.5-turbo': { input: 0.5, output: 1.5 },
};

/** In tokens. Beyond it the models of the sixth generation charge twice for the prompt and half as much again for the reply. */
const longPrompt = 272_000;

/** What a completion costs in dollars; `undefined` for a model whose price isn't known here. */
export function costOf(model: string, usage: Usage): number | undefined {
  const known = (model.split('/').at(-1) ?? model).replace(/-(?:\d{4}-\d{2}-\d{2}|\d{4})$/, '');
  const price = Object.hasOwn(prices, known) ? prices[known] : undefined;
  if (price === undefined) return undefined;
  const long = known.startsWith('gpt-6') && usage.prompt_tokens > longPrompt;
  const input = usage.prompt_tokens * price.input * (long ? 2 : 1);
  const output = usage.completion_tokens * price.output * (long ? 1.5 : 1);
  return (input + output) / 1_000_000;
}
