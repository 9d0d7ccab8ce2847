import OpenAI from 'openai';
import { afterEach, expect, test } from 'vitest';
import { type Endpoint, startEndpoint } from './endpoint.ts';
import { script, toolCalls } from './script.ts';
import { testKnowledge } from './simulated/knowledge.fixture.ts';
import type { Responder } from './types.ts';

let endpoint: Endpoint;
afterEach(() => endpoint.close());

async function clientOf(responder?: Responder): Promise<OpenAI> {
  endpoint = await startEndpoint({ token: 't', seed: 's', knowledge: testKnowledge, responder });
  return new OpenAI({ baseURL: endpoint.baseURL, apiKey: 't', maxRetries: 0 });
}

const request = {
  model: 'gpt-4o',
  messages: [{ role: 'user', content: 'What is the weather in Lisbon?' }],
} as const satisfies OpenAI.ChatCompletionCreateParams;

test('a client that leaves in the middle has aborted, and what it was sent is recorded', async () => {
  const client = await clientOf(() => ({
    kind: 'reply',
    choices: [{ content: 'one two three' }],
    holdEnd: () => new Promise(() => undefined),
  }));
  const stream = await client.chat.completions.create({ ...request, stream: true });
  for await (const chunk of stream) if (chunk.choices[0]?.delta.content?.includes('two')) break;
  await expect.poll(() => endpoint.exchanges[0]?.response.state).toBe('aborted');
  const { completion, chunks } = endpoint.exchanges[0]?.response ?? {};
  expect(completion?.choices[0]).toMatchObject({ content: 'one two', finishReason: null });
  expect(chunks).toHaveLength(3);
});

test('cut after as many pieces as were wanted, even after the last', async () => {
  for (const wanted of [0, 1, 3]) {
    const client = await clientOf(() => ({
      kind: 'reply',
      choices: [{ content: 'one two three' }],
      cutAfterChunks: wanted,
    }));
    let pieces = 0;
    const read = async () => {
      for await (const chunk of await client.chat.completions.create({ ...request, stream: true })) {
        if (chunk.choices[0]?.delta.content) pieces += 1;
        expect(chunk.choices[0]?.finish_reason).toBeNull();
      }
    };
    await expect(read()).rejects.toThrow();
    expect(pieces).toBe(wanted);
    expect(endpoint.exchanges[0]?.response.state).toBe('cut');
    await endpoint.close();
  }
});

test('the stream helper tells of content and function calls, and counts usage', async () => {
  const client = await clientOf(script(toolCalls(['get_weather', { city: 'Lisbon' }]), 'It is sunny.'));
  const called: string[] = [];
  const first = client.chat.completions
    .stream({ ...request, tools: [{ type: 'function', function: { name: 'get_weather' } }] })
    .on('tool_calls.function.arguments.done', (event) => called.push(`${event.name} ${event.arguments}`));
  expect((await first.finalChatCompletion()).choices[0]?.finish_reason).toBe('tool_calls');
  expect(called).toEqual(['get_weather {"city":"Lisbon"}']);
  const second = client.chat.completions.stream({ ...request, stream_options: { include_usage: true } });
  expect(await second.finalContent()).toBe('It is sunny.');
  expect(await second.totalUsage()).toMatchObject({ completion_tokens: 4 });
});

test('choices of a stream are told apart by their index', async () => {
  const client = await clientOf();
  const { choices } = await client.chat.completions.stream({ ...request, n: 3 }).finalChatCompletion();
  expect(choices.map(({ index }) => index)).toEqual([0, 1, 2]);
  const recorded = endpoint.exchanges[0]?.response.completion?.choices.map(({ content }) => content);
  expect(recorded).toEqual(choices.map(({ message }) => message.content));
});
