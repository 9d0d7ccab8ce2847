import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import file from './models.json' with { type: 'json' };
import { findModel, type ModelInfo, models, nearestModel, offeredModels } from './models.ts';

const date = z.iso.date();
const source = z.url({ protocol: /^https$/ });
const refusal = z.enum(Object.keys(file.refusals) as [keyof typeof file.refusals]);
const effort = z.enum(['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max']);
const model = z.strictObject({
  id: z.string().regex(/^[a-z0-9.-]+$/),
  aliases: z
    .array(z.string().regex(/^[a-z0-9.-]+$/))
    .min(1)
    .optional(),
  released: date,
  contextWindow: z.int().min(4_000),
  maxOutputTokens: z.int().min(4_000),
  price: z
    .strictObject({
      input: z.number().positive(),
      output: z.number().positive(),
      longPrompt: z.literal(true).optional(),
    })
    .optional(),
  reasoning: z
    .strictObject({
      efforts: z.array(effort),
      default: effort,
      tools: z.enum(['without reasoning', 'without an effort']).optional(),
    })
    .optional(),
  refuses: z.array(refusal).min(1).optional(),
  shutdown: date.optional(),
  unknown: z.undefined().optional(),
}) satisfies z.ZodType<ModelInfo>;

describe('the data file', () => {
  test('has the form that its readers take for granted', () => {
    z.strictObject({
      about: z.string(),
      checked: date,
      documented: z.record(z.string(), source),
      refusals: z.record(z.string(), z.strictObject({ says: z.string(), documented: source })),
      models: z.array(model),
    }).parse(file);
  });

  test('has each name once, and says of each kind of fact where it is documented', () => {
    const names = models.flatMap(({ id, aliases = [] }) => [id, ...aliases]);
    expect(new Set(names).size).toBe(names.length);
    for (const fact of ['contextWindow', 'maxOutputTokens', 'price', 'reasoning', 'shutdown'])
      expect(Object.keys(file.documented)).toContain(fact);
    const refused = new Set(models.flatMap(({ refuses = [] }) => refuses));
    expect([...refused].sort()).toEqual(Object.keys(file.refusals).sort());
  });

  test('has every model that the types of the official SDK list for chat', () => {
    const types = path.join(import.meta.dirname, '../../node_modules/openai/resources/shared.d.ts');
    const list = /export type ChatModel = ([^;]+);/.exec(readFileSync(types, 'utf8'))?.[1] ?? '';
    const names = [...list.matchAll(/'([^']+)'/g)].map(([, name = '']) => name);
    expect(names.length).toBeGreaterThan(50);
    expect(names.filter((name) => findModel(name) === undefined)).toEqual([]);
  });

  test('has what current clients ask for when nobody names a model', () => {
    // LangChain, the Agents SDK, and the examples of the SDK's own documentation.
    for (const name of ['gpt-3.5-turbo', 'gpt-5.6-luna', 'gpt-5.4', 'gpt-6-astra'])
      expect(findModel(name)?.refuses ?? []).not.toContain('chat');
  });
});

test('who chooses is offered what answers, here and at OpenAI', () => {
  const offered = offeredModels.map(({ id }) => id);
  expect(offered).toEqual(expect.arrayContaining(['simulated', 'gpt-4o-mini', 'gpt-6-luna']));
  for (const gone of ['gpt-4-32k', 'gpt-5.2-pro', 'gpt-audio-mini']) expect(offered).not.toContain(gone);
});

test.each([
  ['gpt-4o-mni', 'gpt-4o-mini'],
  ['GPT-4o-Mini', 'gpt-4o-mini'],
  ['openai/gpt-4o-mini', 'gpt-4o-mini'],
  ['gpt-4o-mini-2031-01-01', 'gpt-4o-mini'],
  ['ft:gpt-4o-mini:mine::1', 'gpt-4o-mini'],
  ['gpt-35-turbo', 'gpt-3.5-turbo'],
  ['gpt-6-lunar', 'gpt-6-luna'],
  ['o4', 'o3'],
  ['claude-sonnet', 'gpt-4o-mini'],
  ['', 'gpt-4o-mini'],
])('of the names that are known %j is most like %s', (asked, known) => {
  expect(nearestModel(asked)).toBe(known);
});
