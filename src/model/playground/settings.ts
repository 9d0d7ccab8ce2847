import { offeredModels } from '../models.ts';
import type { PlaygroundSettings } from './request.ts';

/** What can be set besides the messages, in the order in which it is shown. */
export const parameterNames = ['model', 'temperature', 'max_tokens', 'top_p', 'stream'] as const;
export type ParameterName = (typeof parameterNames)[number];

/** New settings, or what is wrong with the value in a sentence that says what would be right. */
export type Changed = { readonly settings: PlaygroundSettings } | { readonly problem: string };

const ranges = {
  temperature: { low: 0, high: 2, whole: false, steps: tenths(20) },
  max_tokens: {
    low: 1,
    high: Number.MAX_SAFE_INTEGER,
    whole: true,
    steps: Array.from({ length: 11 }, (_, index) => 16 * 2 ** index),
  },
  top_p: { low: 0, high: 1, whole: false, steps: tenths(10) },
} as const;

function tenths(last: number): readonly number[] {
  return Array.from({ length: last + 1 }, (_, index) => index / 10);
}

/** The value as text; what is not sent is `default`. */
export function shownSetting(settings: PlaygroundSettings, name: ParameterName): string {
  if (name === 'stream') return settings.stream ? 'on' : 'off';
  return String(settings[name] ?? 'default');
}

/**
 * Sets a parameter to a value as it was typed. An empty text, or `default`, takes a number back: it is not sent then.
 * Only what no model accepts is a mistake; what one model refuses, the endpoint says.
 */
export function withSetting(settings: PlaygroundSettings, name: ParameterName, typed: string): Changed {
  const value = typed.trim();
  if (name === 'model') {
    if (/^\S+$/.test(value)) return { settings: { ...settings, model: value } };
    return { problem: 'A model has a name without spaces, for example gpt-4o-mini.' };
  }
  if (name === 'stream') {
    const stream = switches.get(value.toLowerCase());
    if (stream !== undefined) return { settings: { ...settings, stream } };
    return { problem: 'stream is on or off.' };
  }
  if (value === '' || value === 'default') return { settings: { ...settings, [name]: undefined } };
  const { low, high, whole } = ranges[name];
  const number = /^[+-]?(\d+\.?\d*|\.\d+)$/.test(value) ? Number(value) : Number.NaN;
  if (number >= low && number <= high && (!whole || Number.isInteger(number)))
    return { settings: { ...settings, [name]: number } };
  const wanted = whole ? `a whole number, ${low} or more` : `a number from ${low} to ${high}`;
  return { problem: `${name} is ${wanted}, or empty for the model's own.` };
}

const switches: ReadonlyMap<string, boolean> = new Map([
  ['on', true],
  ['true', true],
  ['yes', true],
  ['off', false],
  ['false', false],
  ['no', false],
]);

/** The next higher value (`by` 1) or lower one (-1). Below the lowest number is `default`; models go round. */
export function stepped(settings: PlaygroundSettings, name: ParameterName, by: 1 | -1): PlaygroundSettings {
  if (name === 'stream') return { ...settings, stream: !settings.stream };
  if (name === 'model') {
    const names = offeredModels.map(({ id }) => id);
    const at = names.indexOf(settings.model);
    const next = at === -1 ? 0 : (at + by + names.length) % names.length;
    return { ...settings, model: names[next] ?? settings.model };
  }
  const { steps } = ranges[name];
  const value = settings[name];
  if (value === undefined) return by === 1 ? { ...settings, [name]: steps[0] } : settings;
  const next = by === 1 ? steps.find((step) => step > value) : steps.findLast((step) => step < value);
  if (by === 1) return { ...settings, [name]: next ?? value };
  return { ...settings, [name]: next };
}
