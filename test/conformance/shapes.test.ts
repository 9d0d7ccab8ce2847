import path from 'node:path';
import type OpenAI from 'openai';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { type Endpoint, startEndpoint } from '../../src/model/endpoint.ts';
import { root } from '../project.ts';

/**
 * What the endpoint answers has the form that the SDK's types promise to programs. The schemas are strict, and the
 * compiler holds them to those types: a new version of the SDK that wants more doesn't compile here.
 */
const details = {
  cached_tokens: z.number(),
  audio_tokens: z.number(),
};
const usage = z.strictObject({
  prompt_tokens: z.number().int(),
  completion_tokens: z.number().int(),
  total_tokens: z.number().int(),
  prompt_tokens_details: z.strictObject(details),
  completion_tokens_details: z.strictObject({
    reasoning_tokens: z.number(),
    audio_tokens: z.number(),
    accepted_prediction_tokens: z.number(),
    rejected_prediction_tokens: z.number(),
  }),
}) satisfies z.ZodType<OpenAI.CompletionUsage>;

const finishReason = z.enum(['stop', 'length', 'tool_calls', 'content_filter', 'function_call']);
const tokenEntry = { token: z.string(), logprob: z.number(), bytes: z.array(z.number()).nullable() };
const logprobs = z
  .strictObject({
    content: z
      .array(z.strictObject({ ...tokenEntry, top_logprobs: z.array(z.strictObject(tokenEntry)) }))
      .nullable(),
    refusal: z.null(),
  })
  .nullable();
const identity = {
  id: z.string().startsWith('chatcmpl-'),
  created: z.number().int(),
  model: z.string(),
  service_tier: z.enum(['default', 'flex', 'priority']),
  system_fingerprint: z.string(),
};
const called = z.strictObject({ name: z.string(), arguments: z.string() });
const toolCall = z.union([
  z.strictObject({ id: z.string(), type: z.literal('function'), function: called }),
  z.strictObject({
    id: z.string(),
    type: z.literal('custom'),
    custom: z.strictObject({ name: z.string(), input: z.string() }),
  }),
]);

const completionSchema = z.strictObject({
  ...identity,
  object: z.literal('chat.completion'),
  choices: z.array(
    z.strictObject({
      index: z.number(),
      finish_reason: finishReason,
      logprobs,
      message: z.strictObject({
        role: z.literal('assistant'),
        content: z.string().nullable(),
        refusal: z.string().nullable(),
        tool_calls: z.array(toolCall).optional(),
        function_call: called.optional(),
        annotations: z.array(z.never()),
      }),
    }),
  ),
  usage,
}) satisfies z.ZodType<OpenAI.ChatCompletion>;

const chunkSchema = z.strictObject({
  ...identity,
  object: z.literal('chat.completion.chunk'),
  obfuscation: z.string().optional(),
  choices: z.array(
    z.strictObject({
      index: z.number(),
      finish_reason: finishReason.nullable(),
      logprobs: logprobs.optional(),
      delta: z.strictObject({
        role: z.literal('assistant').optional(),
        content: z.string().nullish(),
        refusal: z.string().nullish(),
        tool_calls: z
          .array(
            z.strictObject({
              index: z.number(),
              id: z.string().optional(),
              type: z.literal('function').optional(),
              function: z.strictObject({ name: z.string().optional(), arguments: z.string().optional() }),
            }),
          )
          .optional(),
        function_call: called.partial().optional(),
      }),
    }),
  ),
  usage: usage.nullish(),
}) satisfies z.ZodType<OpenAI.ChatCompletionChunk>;

const modelSchema = z.strictObject({
  id: z.string(),
  object: z.literal('model'),
  created: z.number().int(),
  owned_by: z.string(),
  shutdown_date: z.string().nullable(),
}) satisfies z.ZodType<OpenAI.Model>;

const errorSchema = z.strictObject({
  error: z.strictObject({
    message: z.string().min(10),
    type: z.string(),
    param: z.string().nullable(),
    code: z.string().nullable(),
  }),
});

let endpoint: Endpoint;
beforeAll(async () => {
  const knowledge = path.join(root, 'lessons', 'knowledge', 'travel.yaml');
  endpoint = await startEndpoint({ token: 'sk-test', seed: 'shapes', knowledge: [knowledge] });
});
afterAll(() => endpoint.close());

async function send(route: string, body?: Readonly<Record<string, unknown>>): Promise<Response> {
  return fetch(`${endpoint.baseURL}${route}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: 'Bearer sk-test', 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });
}

const weather = {
  type: 'function',
  function: { name: 'get_weather', parameters: { type: 'object', properties: { city: { type: 'string' } } } },
};
const requests: readonly Readonly<Record<string, unknown>>[] = [
  {},
  { n: 3, temperature: 1.5 },
  { logprobs: true, top_logprobs: 3 },
  { max_tokens: 2 },
  { tools: [weather], tool_choice: 'required' },
  { functions: [weather.function], function_call: { name: 'get_weather' } },
  { service_tier: 'fast' },
  { response_format: { type: 'json_object' }, messages: [{ role: 'user', content: 'Answer in JSON.' }] },
  { model: 'o4-mini', reasoning_effort: 'low' },
];

test.each(requests)('a plain answer to %j', async (more) => {
  const response = await send('/chat/completions', body(more));
  expect(response.status).toBe(200);
  completionSchema.parse(await response.json());
});

test.each(requests)('a stream to %j', async (more) => {
  const streamed = { ...body(more), stream: true, stream_options: { include_usage: true } };
  const lines = (await (await send('/chat/completions', streamed)).text()).split('\n\n');
  const events = lines.filter((line) => line !== '' && line !== 'data: [DONE]');
  expect(events.length).toBeGreaterThan(2);
  for (const event of events) chunkSchema.parse(JSON.parse(event.replace(/^data: /, '')));
});

test('a call of a custom tool', async () => {
  const custom = { tools: [{ type: 'custom', custom: { name: 'run' } }], tool_choice: 'required' };
  const response = await send('/chat/completions', body(custom));
  completionSchema.parse(await response.json());
});

test('models, one and all', async () => {
  const list = z.strictObject({ object: z.literal('list'), data: z.array(modelSchema).min(5) });
  list.parse(await (await send('/models')).json());
  modelSchema.parse(await (await send('/models/gpt-4o-mini')).json());
});

test.each([
  ['/chat/completions', { model: 'gpt-4o-mini' }],
  ['/chat/completions', body({ temperature: 9 })],
  ['/models/none', undefined],
  ['/threads', { messages: [] }],
])('an error of %s', async (route, sent) => {
  const response = await send(route, sent);
  expect(response.status).toBeGreaterThanOrEqual(400);
  errorSchema.parse(await response.json());
});

function body(more: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return { model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Where is Lisbon?' }], ...more };
}
