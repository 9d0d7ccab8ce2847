import { findModel } from './models.ts';
import type { Usage } from './types.ts';

/** In tokens. Beyond it some models charge twice for the prompt and half as much again for the reply. */
const longPrompt = 272_000;

/**
 * What a completion costs in dollars, by the standard prices in `models.json`; `undefined` for a model whose price isn't
 * known. A dated snapshot costs what its model costs, and `openai/gpt-4o-mini`, as some providers name it, what
 * `gpt-4o-mini` costs.
 */
export function costOf(model: string, usage: Usage): number | undefined {
  const name = model.split('/').at(-1) ?? model;
  const price = (findModel(name) ?? findModel(name.replace(/-(?:\d{4}-\d{2}-\d{2}|\d{4})$/, '')))?.price;
  if (price === undefined) return undefined;
  const long = price.longPrompt === true && usage.prompt_tokens > longPrompt;
  const input = usage.prompt_tokens * price.input * (long ? 2 : 1);
  const output = usage.completion_tokens * price.output * (long ? 1.5 : 1);
  return (input + output) / 1_000_000;
}
