import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import OpenAI, { APIConnectionError, NotFoundError, RateLimitError } from 'openai';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Endpoint, startEndpoint } from '../model/endpoint.ts';
import { apiFailure, refusal, reply, reset, script, simulated, toolCalls } from '../model/script.ts';
import { testKnowledge } from '../model/simulated/knowledge.fixture.ts';
import type { Exchange, Responder } from '../model/types.ts';
import { openCassette } from './cassette.ts';
import { CassetteRecorder } from './cassette-recorder.ts';
import { cassetteResponder, isCassetteMiss, type ReplayOptions } from './cassette-responder.ts';
import { exchangeOf } from './exchange.fixture.ts';

/** Real endpoint, official SDK: what was recorded must come back the same, with another seed and without a model. */
let folder: string;
let file: string;
let open: Endpoint[] = [];
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'agentlings-replay-'));
  file = path.join(folder, 'answers.jsonl');
});
afterEach(async () => {
  await Promise.all(open.map((endpoint) => endpoint.close()));
  open = [];
  rmSync(folder, { recursive: true, force: true });
});

async function start(responder: Responder | undefined, seed: string) {
  const endpoint = await startEndpoint({ token: 't', seed, knowledge: testKnowledge, responder });
  open.push(endpoint);
  return { endpoint, client: new OpenAI({ baseURL: endpoint.baseURL, apiKey: 't', maxRetries: 0 }) };
}

/** Runs a program against a responder, the simulated model when left out, and puts all exchanges on the cassette. */
async function record<T>(program: (client: OpenAI) => Promise<T>, responder?: Responder): Promise<T> {
  const { endpoint, client } = await start(responder, 'recorded');
  const result = await program(client);
  await expect
    .poll(() => endpoint.exchanges.every(({ response }) => response.state !== 'pending'))
    .toBe(true);
  const recorder = new CassetteRecorder(file, { provider: 'test', secrets: [], existing: 'replace' });
  for (const exchange of endpoint.exchanges) expect(recorder.add(exchange)).toBe(true);
  return result;
}

async function replay<T>(program: (client: OpenAI) => Promise<T>, options?: ReplayOptions): Promise<T> {
  const { client } = await start(cassetteResponder(openCassette(file), options), 'another');
  return program(client);
}

const weather = {
  model: 'gpt-4o',
  messages: [{ role: 'user', content: 'What is the weather in Lisbon?' }],
} as const satisfies OpenAI.ChatCompletionCreateParams;
const tools: OpenAI.ChatCompletionTool[] = [
  {
    type: 'function',
    function: {
      name: 'get_weather',
      parameters: { type: 'object', properties: { city: { type: 'string' } } },
    },
  },
];

/** What programs read of a completion; its id, time and fingerprint are the response's own. */
function essence({ model, choices, usage }: OpenAI.ChatCompletion): unknown {
  return { model, choices, usage };
}

async function chunksOf(client: OpenAI, request: OpenAI.ChatCompletionCreateParams) {
  const stream = await client.chat.completions.create({ ...request, stream: true });
  const chunks: unknown[] = [];
  for await (const { model, choices, usage } of stream) chunks.push({ model, choices, usage });
  return chunks;
}

test('plain completions come back the same, several choices and equal requests too', async () => {
  const program = async (client: OpenAI) => {
    const results = [];
    for (const request of [
      weather,
      weather,
      { ...weather, n: 3 },
      { ...weather, max_tokens: 3, logprobs: true },
    ]) {
      const { choices, ...rest } = await client.chat.completions.create(request);
      results.push(essence({ ...rest, choices: choices.map((choice) => ({ ...choice, logprobs: null })) }));
    }
    return results;
  };
  const recorded = await record(program);
  expect(new Set(recorded.map((each) => JSON.stringify(each))).size).toBe(4);
  expect(await replay(program)).toEqual(recorded);
});

test('streams come back piece by piece, with usage only where it is asked for', async () => {
  const withUsage = { ...weather, stream_options: { include_usage: true } };
  const program = (client: OpenAI) => chunksOf(client, withUsage as OpenAI.ChatCompletionCreateParams);
  const recorded = await record(program);
  expect(recorded.length).toBeGreaterThan(5);
  expect(await replay(program)).toEqual(recorded);
  const without = await replay((client) => chunksOf(client, weather));
  expect(without).toHaveLength(recorded.length - 1);
});

test('pieces and pauses are those of the recording, whatever tokens they would be here', async () => {
  const piece = (content: string) => ({ index: 0, delta: { content }, finish_reason: null });
  const chunk = (choices: unknown[]) => ({ object: 'chat.completion.chunk', model: 'llama', choices });
  const pieces = ['One two three, ', 'f', 'our.'];
  new CassetteRecorder(file, { provider: 'test', secrets: [] }).add(
    exchangeOf('count', {
      body: undefined,
      chunks: [
        { at: 130, data: chunk([]) },
        ...pieces.map((text, index) => ({ at: 140 + index * 40, data: chunk([piece(text)]) })),
        { at: 221, data: chunk([{ index: 0, delta: {}, finish_reason: 'stop' }]) },
      ],
      completion: { model: 'llama', choices: [] },
    }),
  );
  const request = {
    ...weather,
    model: 'gpt-4o-mini',
    messages: [{ role: 'user' as const, content: 'count' }],
  };
  const pausesAt = async (speed: number) => {
    const context = { seed: 's', index: 0, choice: 0 };
    const answer = await cassetteResponder(openCassette(file), { speed })(
      { ...request, stream: true },
      context,
    );
    return answer.kind === 'reply' ? answer.recorded?.pieces?.map(({ pauseMs }) => pauseMs) : [];
  };
  expect(await pausesAt(1)).toEqual([40, 40, 40, 1]);
  expect(await pausesAt(2)).toEqual([20, 20, 20, 0.5]);
  expect(await pausesAt(0)).toEqual([0, 0, 0, 0]);
  const before = performance.now();
  expect(await replay((client) => chunksOf(client, request), { speed: 1 })).toMatchObject([
    ...pieces.map((content) => ({ model: 'llama', choices: [{ delta: { content } }] })),
    { choices: [{ finish_reason: 'stop' }] },
  ]);
  // Later is always possible; before the pauses are over it is not.
  expect(performance.now() - before).toBeGreaterThan(115);
  const { choices } = await replay((other) => other.chat.completions.create(request));
  expect(choices[0]).toMatchObject({ message: { content: 'One two three, four.' }, finish_reason: 'stop' });
});

test('a limit of tokens does not cut a recorded reply again', async () => {
  const request = { ...weather, max_tokens: 2, stop: 'three' };
  const { messages, model, max_tokens, stop } = request;
  const exchange = exchangeOf(
    messages[0].content,
    { text: 'One two three four.' },
    { model, max_tokens, stop },
  );
  new CassetteRecorder(file, { provider: 'test', secrets: [] }).add(exchange);
  const plain = await replay((client) => client.chat.completions.create(request));
  expect(plain.choices[0]?.message.content).toBe('One two three four.');
  const streamed = replay((client) => client.chat.completions.stream(request).finalContent());
  expect(await streamed).toBe('One two three four.');
});

test('a stream answers a plain request, and the other way round', async () => {
  const plain = await record((client) => client.chat.completions.create(weather));
  const streamed = await replay((client) => client.chat.completions.stream(weather).finalChatCompletion());
  expect(streamed.choices[0]?.message.content).toBe(plain.choices[0]?.message.content);
  expect(streamed.model).toBe(plain.model);
  const text = await record((client) => client.chat.completions.stream(weather).finalContent());
  const back = await replay((client) => client.chat.completions.create(weather));
  expect(back.choices[0]).toMatchObject({ finish_reason: 'stop', message: { content: text } });
});

test('a conversation with tools comes back, streamed or not, whatever program pushes replies how', async () => {
  const first = { ...weather, tools } satisfies OpenAI.ChatCompletionCreateParams;
  const after = (message: OpenAI.ChatCompletionMessage) => ({
    ...first,
    messages: [
      ...first.messages,
      message,
      ...(message.tool_calls ?? []).map(({ id }) => ({
        role: 'tool' as const,
        tool_call_id: id,
        content: 'sunny',
      })),
    ],
  });
  const messageOf = ({ choices }: OpenAI.ChatCompletion): OpenAI.ChatCompletionMessage => {
    if (choices[0] === undefined) throw new Error('no choice');
    return choices[0].message;
  };
  const plain = async (client: OpenAI) => {
    const called = messageOf(await client.chat.completions.create(first));
    return [called, messageOf(await client.chat.completions.create(after(called)))];
  };
  const streamed = async (client: OpenAI) => {
    const called = messageOf(await client.chat.completions.stream(first).finalChatCompletion());
    return [called, messageOf(await client.chat.completions.stream(after(called)).finalChatCompletion())];
  };
  const recorded = await record(
    plain,
    script(toolCalls(['get_weather', { city: 'Lisbon' }], ['get_weather', {}]), simulated),
  );
  expect(recorded[0]?.tool_calls).toHaveLength(2);
  expect(await replay(plain)).toEqual(recorded);
  expect(await replay(streamed)).toMatchObject(
    recorded.map(({ content, tool_calls }) => ({ content, ...(tool_calls && { tool_calls }) })),
  );
  const recordedStream = await record(
    streamed,
    script(toolCalls(['get_weather', { city: 'Lisbon' }]), simulated),
  );
  expect(await replay(streamed)).toEqual(recordedStream);
});

test('refusals and errors come back, with what tells clients when to try again', async () => {
  const program = async (client: OpenAI) => {
    const refused = await client.chat.completions.create(weather);
    const error: unknown = await client.chat.completions.create(weather).catch((reason) => reason);
    if (!(error instanceof RateLimitError)) throw new Error('not limited');
    const reachable: unknown = await client.chat.completions.create(weather).catch((reason) => reason);
    return {
      refused: essence(refused),
      error: [error.status, error.message, error.type, error.code, error.param],
      wait: error.headers.get('retry-after'),
      cut: reachable instanceof APIConnectionError,
    };
  };
  const limited = apiFailure(
    429,
    'Slow down.',
    { 'retry-after': '7', 'x-private': 'yes' },
    { param: 'model' },
  );
  const recorded = await record(program, script(refusal('I would rather not.'), limited, reset));
  expect(recorded).toMatchObject({ wait: '7', cut: true });
  expect(await replay(program)).toEqual(recorded);
});

test('a client that tries again gets what came then', async () => {
  const program = (client: OpenAI) => client.withOptions({ maxRetries: 1 }).chat.completions.create(weather);
  const recorded = await record(
    program,
    script(apiFailure(500, 'Oops.', { 'retry-after-ms': '1' }), reply('Sunny.')),
  );
  expect(essence(await replay(program))).toEqual(essence(recorded));
});

test('a stream that was cut is cut in the same place', async () => {
  const program = async (client: OpenAI) => {
    let text = '';
    const read = async () => {
      const stream = await client.chat.completions.create({ ...weather, stream: true });
      for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? '';
    };
    await expect(read()).rejects.toThrow();
    return text;
  };
  const cut: Responder = () => ({
    kind: 'reply',
    choices: [{ content: 'one two three' }],
    cutAfterChunks: 2,
  });
  expect(await record(program, cut)).toBe('one two');
  expect(await replay(program)).toBe('one two');
  const plain = replay((client) => client.chat.completions.create(weather));
  await expect(plain).rejects.toBeInstanceOf(APIConnectionError);
});

test('a stream that the recorded program left ends there; a plain request is told so', async () => {
  const held: Responder = () => ({
    kind: 'reply',
    choices: [{ content: 'one two three' }],
    holdEnd: () => new Promise(() => undefined),
  });
  const leave = async (client: OpenAI) => {
    let text = '';
    for await (const chunk of await client.chat.completions.create({ ...weather, stream: true })) {
      text += chunk.choices[0]?.delta.content ?? '';
      if (text === 'one two') break;
    }
    return text;
  };
  expect(await record(leave, held)).toBe('one two');
  expect(await replay(leave)).toBe('one two');
  await expect(replay((client) => client.chat.completions.create(weather))).rejects.toThrow(
    /only the beginning/,
  );
});

test('what is not on the cassette is refused in words that help, and is not tried again', async () => {
  await record((client) => client.chat.completions.create(weather));
  const found: string[] = [];
  const responder = cassetteResponder(openCassette(file), { onFound: ({ kind }) => found.push(kind) });
  const { endpoint, client } = await start(responder, 's');
  const other = {
    ...weather,
    messages: [{ role: 'user' as const, content: 'What is the weather in Porto?' }],
  };
  const error: unknown = await client
    .withOptions({ maxRetries: 2 })
    .chat.completions.create(other)
    .catch((e) => e);
  expect(error).toBeInstanceOf(NotFoundError);
  expect(error).toMatchObject({ status: 404, type: 'cassette_miss', code: 'cassette_miss' });
  expect(String(error)).toMatch(
    /404 The cassette has no answer to this request\. The nearest .*Lisbon.*Porto/,
  );
  await client.chat.completions.create(weather);
  expect(found).toEqual(['miss', 'hit']);
  expect(endpoint.exchanges.map(isCassetteMiss)).toEqual([true, false]);
  // Recording while a cassette answers puts no misses on the new one.
  const recorder = new CassetteRecorder(path.join(folder, 'copy.jsonl'), {
    provider: 'cassette',
    secrets: [],
  });
  expect(endpoint.exchanges.map((exchange) => recorder.add(exchange))).toEqual([false, true]);
});

test('parallel requests find their own answers', async () => {
  const cities = ['Lisbon', 'Porto', 'Faro', 'Braga', 'Sintra'];
  const program = (order: readonly string[]) => async (client: OpenAI) => {
    const answers = order.map(async (city) => {
      const messages = [{ role: 'user' as const, content: `Tell me about ${city}.` }];
      const { choices } = await client.chat.completions.create({ ...weather, messages });
      return [city, choices[0]?.message.content] as const;
    });
    return new Map(await Promise.all(answers));
  };
  const recorded = await record(program(cities));
  expect(await replay(program([...cities].reverse()))).toEqual(recorded);
});

test('errors of other services are shown as documented ones', async () => {
  const bodies: [Partial<Exchange['response']>, RegExp][] = [
    [{ status: 404, body: { error: 'model "llama9" not found' } }, /^Error: 404 model "llama9" not found/],
    [{ status: 402, body: { error: { message: 'No credits.', code: 402 } } }, /^Error: 402 No credits\./],
    [{ status: 302, body: undefined }, /^Error: 502 The provider answered with an error and no text\./],
    [{ status: 400, body: ['odd'] }, /^Error: 400 \["odd"\]/],
  ];
  const recorder = new CassetteRecorder(file, { provider: 'test', secrets: [] });
  for (const [response] of bodies) {
    recorder.add(exchangeOf('x', { state: 'error', completion: undefined, ...response }));
  }
  await replay(async (client) => {
    for (const [, wanted] of bodies) {
      const request = exchangeOf('x').request as OpenAI.ChatCompletionCreateParamsNonStreaming;
      const error: unknown = await client.chat.completions.create(request).catch((reason) => reason);
      expect(String(error)).toMatch(wanted);
    }
  });
});
