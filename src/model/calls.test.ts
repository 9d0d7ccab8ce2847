import OpenAI from 'openai';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Endpoint, startEndpoint } from './endpoint.ts';
import { script, toolCalls } from './script.ts';
import { testKnowledge } from './simulated/knowledge.fixture.ts';

/** Choices and calls of every form, as the official SDK reads them. */
let endpoint: Endpoint;
let client: OpenAI;
beforeEach(async () => {
  endpoint = await startEndpoint({ token: 'sk-test', seed: 'seed', knowledge: testKnowledge });
  client = new OpenAI({ baseURL: endpoint.baseURL, apiKey: 'sk-test', maxRetries: 0 });
});
afterEach(() => endpoint.close());

const weather = {
  name: 'get_weather',
  description: 'The current weather of a city',
  parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
};
const question: OpenAI.ChatCompletionMessageParam = {
  role: 'user',
  content: 'What is the weather in Lisbon?',
};
const request = { model: 'gpt-4o-mini', messages: [question] };

async function chunksOf(more: Partial<OpenAI.ChatCompletionCreateParamsStreaming>) {
  const stream = await client.chat.completions.create({ ...request, ...more, stream: true });
  const chunks: OpenAI.ChatCompletionChunk[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return chunks;
}

test('the choices of a stream are written at the same time, and each is whole', async () => {
  const chunks = await chunksOf({ n: 3, temperature: 1 });
  const order = chunks.flatMap(({ choices }) => choices.map(({ index }) => index));
  expect(order.slice(0, 6)).toEqual([0, 1, 2, 0, 1, 2]);
  for (const index of [0, 1, 2]) {
    const own = chunks.flatMap(({ choices }) => choices).filter((choice) => choice.index === index);
    expect(own[0]?.delta).toMatchObject({ role: 'assistant' });
    expect(own.at(-1)).toMatchObject({ delta: {}, finish_reason: 'stop' });
    const text = own.map(({ delta }) => delta.content ?? '').join('');
    expect(endpoint.exchanges[0]?.response.completion?.choices[index]?.content).toBe(text);
    expect(text.length).toBeGreaterThan(10);
  }
});

test.each([
  ['auto', 'default'],
  ['fast', 'priority'],
  ['priority', 'priority'],
  ['flex', 'flex'],
] as const)('the service tier %s is answered with %s', async (asked, said) => {
  const tier = { service_tier: asked } as OpenAI.ChatCompletionCreateParamsNonStreaming;
  const { service_tier } = await client.chat.completions.create({ ...tier, ...request });
  expect(service_tier).toBe(said);
});

describe('custom tools', () => {
  const run: OpenAI.ChatCompletionTool = {
    type: 'custom',
    custom: { name: 'run_sql', description: 'Runs SQL' },
  };
  const asks = {
    tools: [run],
    messages: [{ role: 'user', content: 'Run the SQL `select 1`, please.' } as const],
  };

  test('are called with a text', async () => {
    const { choices } = await client.chat.completions.create({ ...request, ...asks });
    expect(choices[0]).toMatchObject({
      finish_reason: 'tool_calls',
      message: {
        content: null,
        tool_calls: [{ type: 'custom', custom: { name: 'run_sql', input: 'select 1' } }],
      },
    });
    expect(endpoint.exchanges[0]?.response.completion?.choices[0]?.toolCalls).toMatchObject([
      { name: 'run_sql', arguments: 'select 1' },
    ]);
  });

  test('are called in a stream piece by piece', async () => {
    const chunks = await chunksOf(asks);
    const parts = chunks.flatMap(({ choices }) => choices[0]?.delta.tool_calls ?? []) as readonly {
      type?: string;
      custom?: { name?: string; input?: string };
    }[];
    expect(parts[0]).toMatchObject({ index: 0, type: 'custom', custom: { name: 'run_sql', input: '' } });
    expect(parts.map(({ custom }) => custom?.input ?? '').join('')).toBe('select 1');
    expect(endpoint.exchanges[0]?.response.completion?.choices[0]?.toolCalls).toMatchObject([
      { name: 'run_sql', arguments: 'select 1' },
    ]);
  });

  test('are demanded by their name, and not called again once they have answered', async () => {
    const demanded: OpenAI.ChatCompletionCreateParamsNonStreaming = {
      ...request,
      tools: [run],
      tool_choice: { type: 'custom', custom: { name: 'run_sql' } },
    };
    const { choices } = await client.chat.completions.create(demanded);
    expect(choices[0]).toMatchObject({
      finish_reason: 'stop',
      message: { tool_calls: [{ type: 'custom' }] },
    });
    const [message] = choices.map((choice) => choice.message);
    const call = message?.tool_calls?.[0];
    if (message === undefined || call === undefined) throw new Error('no call');
    const more = [question, message, { role: 'tool', tool_call_id: call.id, content: '1 row' } as const];
    const next = await client.chat.completions.create({ ...demanded, messages: more });
    expect(next.choices[0]?.message.content).toContain('1 row');
  });
});

describe('deprecated functions', () => {
  const functions = [
    weather,
    { name: 'get_time', description: 'The time in a city', parameters: weather.parameters },
  ];

  test('are called as they were then', async () => {
    const { choices } = await client.chat.completions.create({ ...request, functions });
    const called = { name: 'get_weather', arguments: '{"city":"Lisbon"}' };
    expect(choices[0]).toMatchObject({
      finish_reason: 'function_call',
      message: { content: null, function_call: called },
    });
    expect(choices[0]?.message).not.toHaveProperty('tool_calls');
    expect(endpoint.exchanges[0]?.response.completion?.choices[0]?.toolCalls).toMatchObject([called]);
  });

  test('are called in a stream', async () => {
    const deltas = (await chunksOf({ functions })).flatMap(({ choices }) =>
      choices.map(({ delta }) => delta.function_call),
    );
    expect(deltas.find((delta) => delta !== undefined)).toEqual({ name: 'get_weather', arguments: '' });
    expect(deltas.map((delta) => delta?.arguments ?? '').join('')).toBe('{"city":"Lisbon"}');
  });

  test('answer with a message of their role, and the model uses it', async () => {
    const { choices } = await client.chat.completions.create({
      ...request,
      functions,
      messages: [
        question,
        {
          role: 'assistant',
          content: null,
          function_call: { name: 'get_weather', arguments: '{"city":"Lisbon"}' },
        },
        { role: 'function', name: 'get_weather', content: '31 degrees' },
      ],
    });
    expect(choices[0]).toMatchObject({ finish_reason: 'stop' });
    expect(choices[0]?.message.content).toContain('31 degrees');
  });

  test('are demanded by name, and not called at all, as function_call says', async () => {
    const demanded = await client.chat.completions.create({
      ...request,
      functions,
      function_call: { name: 'get_time' },
    });
    expect(demanded.choices[0]).toMatchObject({
      finish_reason: 'stop',
      message: { function_call: { name: 'get_time' } },
    });
    const none = await client.chat.completions.create({ ...request, functions, function_call: 'none' });
    expect(none.choices[0]?.message.function_call).toBeUndefined();
  });

  test('are called by scripts of graders, too: one at a time', async () => {
    await endpoint.close();
    const responder = script(toolCalls(['get_weather', { city: 'Rome' }], ['get_time', {}]));
    endpoint = await startEndpoint({ token: 'sk-test', seed: 's', knowledge: [], responder });
    client = new OpenAI({ baseURL: endpoint.baseURL, apiKey: 'sk-test', maxRetries: 0 });
    const { choices } = await client.chat.completions.create({ ...request, functions });
    expect(choices[0]?.message.function_call).toEqual({ name: 'get_weather', arguments: '{"city":"Rome"}' });
  });
});
