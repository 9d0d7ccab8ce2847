import OpenAI, { AuthenticationError, RateLimitError } from 'openai';
import { afterEach, expect, test } from 'vitest';
import { type Endpoint, startEndpoint } from './endpoint.ts';
import { apiFailure, refusal, reply, type ScriptStep, script, simulated, toolCalls } from './script.ts';
import { testKnowledge } from './simulated/knowledge.fixture.ts';

let endpoint: Endpoint | undefined;
afterEach(() => endpoint?.close());

async function clientOf(...steps: readonly ScriptStep[]): Promise<OpenAI> {
  endpoint = await startEndpoint({
    token: 't',
    seed: 's',
    knowledge: testKnowledge,
    responder: script(...steps),
  });
  return new OpenAI({ baseURL: endpoint.baseURL, apiKey: 't', maxRetries: 0 });
}

const request = {
  model: 'gpt-4o',
  messages: [{ role: 'user', content: 'Who are you?' }],
} as const satisfies OpenAI.ChatCompletionCreateParams;

test('answers in order, and leaves what is left over to the simulated model', async () => {
  const client = await clientOf('first', simulated, (sent) => reply(`model ${sent.model}`));
  const texts: unknown[] = [];
  for (let number = 1; number <= 4; number += 1) {
    const { choices } = await client.chat.completions.create(request);
    texts.push(choices[0]?.message.content);
  }
  expect(texts).toEqual([
    'first',
    expect.stringContaining('Agentlings'),
    'model gpt-4o',
    expect.stringContaining('Agentlings'),
  ]);
});

test('a left-over request with n gets choices of the simulated model', async () => {
  const client = await clientOf();
  const { choices } = await client.chat.completions.create({ ...request, n: 3 });
  expect(choices.map(({ message }) => message.content)).toEqual(
    Array(3).fill(expect.stringContaining('Agentlings')),
  );
});

test('calls functions, refuses, and fails as the service does', async () => {
  const client = await clientOf(
    toolCalls(['get_weather', { city: 'Lisbon' }], ['get_time', {}]),
    refusal('I would rather not.'),
    apiFailure(429, 'Slow down.', { 'retry-after': '7' }),
    apiFailure(401, 'No.'),
  );
  const { choices } = await client.chat.completions.create(request);
  expect(choices[0]).toMatchObject({
    finish_reason: 'tool_calls',
    message: {
      content: null,
      tool_calls: [
        { id: 'call_1', type: 'function', function: { name: 'get_weather', arguments: '{"city":"Lisbon"}' } },
        { id: 'call_2', type: 'function', function: { name: 'get_time', arguments: '{}' } },
      ],
    },
  });
  const refused = await client.chat.completions.create(request);
  expect(refused.choices[0]?.message).toMatchObject({ content: null, refusal: 'I would rather not.' });
  const slow = await client.chat.completions.create(request).catch((error: unknown) => error);
  expect(slow).toBeInstanceOf(RateLimitError);
  expect((slow as RateLimitError).headers?.get('retry-after')).toBe('7');
  await expect(client.chat.completions.create(request)).rejects.toBeInstanceOf(AuthenticationError);
});

test('a limit of tokens cuts the arguments of a call, and says so', async () => {
  const client = await clientOf(toolCalls(['f', { text: 'word '.repeat(50) }]));
  const { choices, usage } = await client.chat.completions.create({ ...request, max_tokens: 9 });
  expect(choices[0]?.finish_reason).toBe('length');
  expect(usage?.completion_tokens).toBe(9);
  const [call] = choices[0]?.message.tool_calls ?? [];
  expect(() => JSON.parse(call?.type === 'function' ? call.function.arguments : '')).toThrow();
});
