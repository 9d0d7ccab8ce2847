import OpenAI, {
  APIConnectionError,
  APIConnectionTimeoutError,
  AuthenticationError,
  BadRequestError,
  InternalServerError,
  NotFoundError,
  RateLimitError,
} from 'openai';
import { zodResponseFormat } from 'openai/helpers/zod';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type Endpoint, type EndpointOptions, startEndpoint } from './endpoint.ts';
import { testKnowledge } from './simulated/knowledge.fixture.ts';
import { loadTokenizer } from './tokens.ts';
import type { Answer, Exchange, Responder } from './types.ts';

/** The official SDK against the endpoint: whatever works here must work against the real service, and the other way round. */
let endpoint: Endpoint;
let client: OpenAI;

async function start(options: Partial<EndpointOptions> = {}): Promise<void> {
  await endpoint?.close();
  endpoint = await startEndpoint({ token: 'sk-test', seed: 'seed', knowledge: testKnowledge, ...options });
  client = new OpenAI({ baseURL: endpoint.baseURL, apiKey: 'sk-test', maxRetries: 0 });
}

beforeEach(() => start());
afterEach(() => endpoint.close());

const japan = "What's the best time to visit Japan?";
const ask = (content: string): OpenAI.ChatCompletionMessageParam[] => [{ role: 'user', content }];
const request = {
  model: 'gpt-4o-mini',
  messages: ask(japan),
} as const satisfies OpenAI.ChatCompletionCreateParams;

/** A responder that gives one answer after the other, the last again and again. */
function answers(...all: readonly [Answer, ...Answer[]]): Responder {
  return (_request, { index }) => all[Math.min(index, all.length - 1)] ?? all[0];
}

function apiError(status: number, headers: Record<string, string> = {}): Answer {
  return {
    kind: 'error',
    status,
    headers,
    error: { message: 'scripted', type: 'scripted', param: null, code: null },
  };
}

describe('create', () => {
  test('gives a completion with the documented fields', async () => {
    const { data, response, request_id } = await client.chat.completions.create(request).withResponse();
    expect(data).toMatchObject({
      object: 'chat.completion',
      choices: [
        { index: 0, finish_reason: 'stop', logprobs: null, message: { role: 'assistant', refusal: null } },
      ],
    });
    expect(data.id).toMatch(/^chatcmpl-/);
    expect(data.system_fingerprint).toMatch(/^fp_/);
    expect(data.model).toMatch(/^gpt-4o-mini-simulated-[a-z]+$/);
    expect(request_id).toMatch(/^req_/);
    for (const name of ['requests', 'tokens']) {
      for (const kind of ['limit', 'remaining', 'reset']) {
        expect(response.headers.get(`x-ratelimit-${kind}-${name}`)).toBeTruthy();
      }
    }
  });

  test('counts usage with the tokenizer, chat format included', async () => {
    const { choices, usage } = await client.chat.completions.create(request);
    const tokenizer = await loadTokenizer();
    // Three tokens for the message, one for its role, three that begin the reply; OpenAI Cookbook.
    const prompt = 3 + 1 + tokenizer.count(japan) + 3;
    const completion = tokenizer.count(choices[0]?.message.content ?? '');
    expect(usage).toMatchObject({
      prompt_tokens: prompt,
      completion_tokens: completion,
      total_tokens: prompt + completion,
    });
  });

  test('cuts the reply at max_tokens, and says so', async () => {
    for (const limit of [{ max_tokens: 7 }, { max_completion_tokens: 7 }]) {
      const { choices, usage } = await client.chat.completions.create({
        ...request,
        temperature: 0,
        ...limit,
      });
      expect(choices[0]?.finish_reason).toBe('length');
      expect(usage?.completion_tokens).toBe(7);
    }
  });

  test('ends before a stop sequence', async () => {
    const whole = await client.chat.completions.create({ ...request, temperature: 0 });
    const text = whole.choices[0]?.message.content ?? '';
    const stop = text.slice(20, 24);
    const cut = await client.chat.completions.create({ ...request, temperature: 0, stop: [stop, '§'] });
    expect(cut.choices[0]).toMatchObject({
      finish_reason: 'stop',
      message: { content: text.slice(0, text.indexOf(stop)) },
    });
  });

  test('gives n choices, which differ above temperature 0', async () => {
    const { choices } = await client.chat.completions.create({ ...request, n: 4, temperature: 1 });
    expect(choices.map((choice) => choice.index)).toEqual([0, 1, 2, 3]);
    expect(new Set(choices.map((choice) => choice.message.content)).size).toBeGreaterThan(1);
  });

  test('gives log probabilities for each token when asked', async () => {
    const { choices } = await client.chat.completions.create({ ...request, logprobs: true, top_logprobs: 2 });
    const tokens = choices[0]?.logprobs?.content ?? [];
    expect(tokens.map(({ token }) => token).join('')).toBe(choices[0]?.message.content);
    for (const { logprob, top_logprobs } of tokens) {
      expect(logprob).toBeLessThanOrEqual(0);
      expect(top_logprobs).toHaveLength(2);
    }
  });
});

describe('streaming', () => {
  test('sends role, pieces, finish reason and, when asked, the usage in a last chunk', async () => {
    const whole = await client.chat.completions.create({ ...request, temperature: 0 });
    const stream = await client.chat.completions.create({
      ...request,
      temperature: 0,
      stream: true,
      stream_options: { include_usage: true },
    });
    const chunks: OpenAI.ChatCompletionChunk[] = [];
    for await (const chunk of stream) chunks.push(chunk);
    expect(chunks[0]?.choices[0]?.delta).toMatchObject({ role: 'assistant', content: '' });
    const text = chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('');
    expect(text).toBe(whole.choices[0]?.message.content);
    expect(chunks.at(-2)?.choices[0]).toMatchObject({ delta: {}, finish_reason: 'stop' });
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: whole.usage });
    expect(chunks.slice(0, -1).every((chunk) => chunk.usage === null)).toBe(true);
  });

  test('the bytes are server-sent events that end with [DONE]', async () => {
    const response = await post({ ...request, stream: true });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const lines = (await response.text()).split('\n\n');
    expect(lines.slice(-2)).toEqual(['data: [DONE]', '']);
    for (const line of lines.slice(0, -2))
      expect(JSON.parse(line.replace(/^data: /, ''))).not.toHaveProperty('usage');
  });

  test('the SDK’s stream helper puts the message together', async () => {
    const pieces: string[] = [];
    const stream = client.chat.completions.stream(request).on('content', (piece) => pieces.push(piece));
    const final = await stream.finalChatCompletion();
    expect(final.choices[0]?.message.content).toBe(pieces.join(''));
    expect(endpoint.exchanges[0]?.response.completion?.choices[0]?.content).toBe(pieces.join(''));
  });

  test('the end can be held back until something else has happened', async () => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await start({
      responder: () => ({ kind: 'reply', choices: [{ content: 'one two three' }], holdEnd: () => held }),
    });
    const stream = await client.chat.completions.create({ ...request, stream: true });
    let text = '';
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta.content ?? '';
      if (text === 'one two') release();
    }
    expect(text).toBe('one two three');
  });

  test('a cut stream is an error for the client, and recorded as cut with what was sent', async () => {
    await start({
      responder: () => ({ kind: 'reply', choices: [{ content: 'one two three' }], cutAfterChunks: 2 }),
    });
    const stream = await client.chat.completions.create({ ...request, stream: true });
    const read = async () => {
      for await (const _chunk of stream);
    };
    await expect(read()).rejects.toThrow();
    expect(endpoint.exchanges[0]?.response).toMatchObject({
      state: 'cut',
      completion: { choices: [{ content: 'one two', finishReason: null }] },
    });
  });
});

describe('structured outputs and tools', () => {
  const Review = z.object({
    sentiment: z.enum(['positive', 'negative', 'neutral']),
    rating: z.number().int().min(1).max(5),
    keywords: z.array(z.string()),
    author: z.object({ name: z.string().nullable() }),
  });

  test('.parse() gets what its schema describes', async () => {
    const { choices } = await client.chat.completions.parse({
      model: 'gpt-4o-mini',
      messages: ask('Review: a terrible, dirty hotel, 2 stars.'),
      response_format: zodResponseFormat(Review, 'review'),
    });
    expect(choices[0]?.message.parsed).toMatchObject({ sentiment: 'negative', rating: 2 });
  });

  test('a strict schema must require all properties and allow no others', async () => {
    const schema = {
      type: 'object',
      properties: { a: { type: 'string' }, b: { type: 'string' } },
      required: ['a'],
      additionalProperties: false,
    };
    const sent = client.chat.completions.create({
      ...request,
      response_format: { type: 'json_schema', json_schema: { name: 'x', strict: true, schema } },
    });
    await expect(sent).rejects.toThrow(/Missing 'b'/);
  });

  test('json_object needs the word JSON, and gives an object', async () => {
    const format = { response_format: { type: 'json_object' } } as const;
    await expect(client.chat.completions.create({ ...request, ...format })).rejects.toThrow(
      /must contain the word 'json'/,
    );
    const { choices } = await client.chat.completions.create({
      ...request,
      ...format,
      messages: ask(`${japan} Answer as JSON.`),
    });
    expect(JSON.parse(choices[0]?.message.content ?? '')).toBeTypeOf('object');
  });

  test('runTools calls the function and the reply uses its result', async () => {
    const called: string[] = [];
    const runner = client.chat.completions.runTools({
      model: 'gpt-4o-mini',
      messages: ask('What is the weather in Lisbon?'),
      tools: [
        {
          type: 'function',
          function: {
            name: 'get_weather',
            description: 'The current weather of a city',
            parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
            parse: JSON.parse,
            function: ({ city }: { city: string }) => {
              called.push(city);
              return '31 degrees and sunny';
            },
          },
        },
      ],
    });
    expect(await runner.finalContent()).toContain('31 degrees and sunny');
    expect(called).toEqual(['Lisbon']);
  });
});

describe('what the simulated model knows', () => {
  async function reply(...messages: OpenAI.ChatCompletionMessageParam[]): Promise<string> {
    const { choices } = await client.chat.completions.create({
      model: 'gpt-4o-mini',
      messages,
      temperature: 0,
    });
    return choices[0]?.message.content ?? '';
  }
  const user = (content: string) => ({ role: 'user', content }) as const;
  const system = (content: string) => ({ role: 'system', content }) as const;

  test('only what the messages say: with the history it knows the country and the name, without it neither', async () => {
    const said = user('My name is Robin. When should I visit Japan?');
    const first = await reply(said);
    const answered = { role: 'assistant', content: first } as const;
    expect(await reply(said, answered, user('What about budget tips?'))).toMatch(/noodle|convenience/i);
    expect(await reply(user('What about budget tips?'))).toMatch(/which (destination|place)/i);
    expect(await reply(said, answered, user('What is my name?'))).toContain('Robin');
    expect(await reply(user('What is my name?'))).not.toContain('Robin');
  });

  test('the system message changes its manner', async () => {
    expect(await reply(system('You are a pirate.'), user(japan))).toMatch(/arr|ahoy|shiver/i);
    expect(await reply(user(japan))).not.toMatch(/arr,|ahoy|shiver/i);
    const short = await reply(system('Answer in one sentence.'), user(japan));
    expect(short.match(/[.!?](\s|$)/g)).toHaveLength(1);
  });

  test('at temperature 0 it repeats itself, above it varies, and `seed` holds it fast', async () => {
    expect(await reply(user(japan))).toBe(await reply(user(japan)));
    const warm = async (seed?: number) => {
      const { choices } = await client.chat.completions.create({ ...request, temperature: 1.2, seed });
      return choices[0]?.message.content;
    };
    expect(new Set([await warm(), await warm(), await warm()]).size).toBeGreaterThan(1);
    expect(await warm(5)).toBe(await warm(5));
  });

  test('no reply can be known beforehand: it carries words of the seed', async () => {
    const before = await reply(user(japan));
    await start({ seed: 'another' });
    expect(await reply(user(japan))).not.toBe(before);
  });

  test('it says that it is a simulation', async () => {
    expect(await reply(user('Who are you?'))).toMatch(/simulat/i);
  });
});

describe('errors', () => {
  const user = { role: 'user', content: 'x' };
  const call = {
    role: 'assistant',
    content: null,
    tool_calls: [{ id: 'c1', type: 'function', function: { name: 'f', arguments: '{}' } }],
  };

  test.each([
    ['unknown model', { model: 'gpt-9', messages: [user] }, NotFoundError, 'model_not_found', null],
    ['no messages', { model: 'gpt-4o', messages: [] }, BadRequestError, 'empty_array', 'messages'],
    ['messages missing', { model: 'gpt-4o' }, BadRequestError, 'missing_required_parameter', 'messages'],
    ['model missing', { messages: [user] }, BadRequestError, 'missing_required_parameter', 'model'],
    [
      'bad role',
      { model: 'gpt-4o', messages: [user, { role: 'bot', content: 'x' }] },
      BadRequestError,
      'invalid_value',
      'messages[1].role',
    ],
    [
      'content missing',
      { model: 'gpt-4o', messages: [{ role: 'user' }] },
      BadRequestError,
      'missing_required_parameter',
      'messages[0].content',
    ],
    [
      'content of a wrong type',
      { model: 'gpt-4o', messages: [{ role: 'user', content: 5 }] },
      BadRequestError,
      'invalid_type',
      'messages[0].content',
    ],
    [
      'temperature too high',
      { model: 'gpt-4o', messages: [user], temperature: 2.1 },
      BadRequestError,
      'decimal_above_max_value',
      'temperature',
    ],
    [
      'top_p too low',
      { model: 'gpt-4o', messages: [user], top_p: -1 },
      BadRequestError,
      'decimal_below_min_value',
      'top_p',
    ],
    [
      'n of nothing',
      { model: 'gpt-4o', messages: [user], n: 0 },
      BadRequestError,
      'integer_below_min_value',
      'n',
    ],
    [
      'half a token',
      { model: 'gpt-4o', messages: [user], max_tokens: 1.5 },
      BadRequestError,
      'invalid_type',
      'max_tokens',
    ],
    [
      'too many stop sequences',
      { model: 'gpt-4o', messages: [user], stop: ['a', 'b', 'c', 'd', 'e'] },
      BadRequestError,
      'array_above_max_length',
      'stop',
    ],
    [
      'content of no parts',
      { model: 'gpt-4o', messages: [{ role: 'user', content: [] }] },
      BadRequestError,
      'empty_array',
      'messages[0].content',
    ],
    [
      'a snapshot that never was',
      { model: 'gpt-4o-1999-01-01', messages: [user] },
      NotFoundError,
      'model_not_found',
      null,
    ],
    [
      'a tool that is not offered',
      {
        model: 'gpt-4o',
        messages: [user],
        tools: [{ type: 'function', function: { name: 'f' } }],
        tool_choice: { type: 'function', function: { name: 'g' } },
      },
      BadRequestError,
      null,
      'tool_choice',
    ],
    [
      'more metadata than is kept',
      {
        model: 'gpt-4o',
        messages: [user],
        metadata: Object.fromEntries(Array.from({ length: 17 }, (_, key) => [`k${key}`, 'v'])),
      },
      BadRequestError,
      'invalid_value',
      'metadata',
    ],
    [
      'reasoning model with stop',
      { model: 'gpt-5', messages: [user], stop: 'x' },
      BadRequestError,
      'unsupported_parameter',
      'stop',
    ],
    [
      'reasoning model with logprobs',
      { model: 'o3', messages: [user], logprobs: true },
      BadRequestError,
      'unsupported_parameter',
      'logprobs',
    ],
    [
      'reasoning effort of a model that does not reason',
      { model: 'gpt-4o', messages: [user], reasoning_effort: 'low' },
      BadRequestError,
      null,
      'reasoning_effort',
    ],
    [
      'unknown parameter',
      { model: 'gpt-4o', messages: [user], temprature: 1 },
      BadRequestError,
      'unknown_parameter',
      'temprature',
    ],
    [
      'max_tokens beyond the model',
      { model: 'gpt-4o', messages: [user], max_tokens: 20_000 },
      BadRequestError,
      'invalid_value',
      'max_tokens',
    ],
    [
      'a name with a space',
      { model: 'gpt-4o', messages: [{ ...user, name: 'Mira Holm' }] },
      BadRequestError,
      'invalid_value',
      'messages[0].name',
    ],
    [
      'both limits',
      { model: 'gpt-4o', messages: [user], max_tokens: 5, max_completion_tokens: 5 },
      BadRequestError,
      'invalid_parameter_combination',
      'max_tokens',
    ],
    [
      'tool message for nothing',
      { model: 'gpt-4o', messages: [{ role: 'tool', content: 'x', tool_call_id: 'c1' }] },
      BadRequestError,
      null,
      'messages.[0].role',
    ],
    [
      'tool message for an unknown call',
      { model: 'gpt-4o', messages: [user, call, { role: 'tool', content: 'x', tool_call_id: 'c2' }] },
      BadRequestError,
      null,
      'messages.[2].tool_call_id',
    ],
    [
      'a call that nobody answered',
      { model: 'gpt-4o', messages: [user, call, user] },
      BadRequestError,
      null,
      'messages.[2].role',
    ],
    [
      'reasoning model with temperature',
      { model: 'o4-mini', messages: [user], temperature: 0.2 },
      BadRequestError,
      'unsupported_value',
      'temperature',
    ],
    [
      'reasoning model with max_tokens',
      { model: 'gpt-5-mini', messages: [user], max_tokens: 100 },
      BadRequestError,
      'unsupported_parameter',
      'max_tokens',
    ],
    [
      'stream_options without stream',
      { model: 'gpt-4o', messages: [user], stream_options: { include_usage: true } },
      BadRequestError,
      null,
      'stream_options',
    ],
  ])('%s', async (_what, body, type, code, param) => {
    const error = await client.chat.completions
      .create(body as unknown as OpenAI.ChatCompletionCreateParamsNonStreaming)
      .catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(type);
    expect(error).toMatchObject({ type: 'invalid_request_error', param, ...(code === null ? {} : { code }) });
  });

  test('a prompt beyond the window', async () => {
    const error = await client.chat.completions
      .create({ model: 'gpt-4o', messages: ask('word '.repeat(130_000)) })
      .catch((caught: unknown) => caught);
    expect(error).toMatchObject({ status: 400, code: 'context_length_exceeded', param: 'messages' });
    expect(String(error)).toContain('maximum context length is 128000 tokens');
  });

  test('a wrong key, and none', async () => {
    const wrong = new OpenAI({ baseURL: endpoint.baseURL, apiKey: 'sk-someone-elses-key-1234' });
    const error = await wrong.models.list().catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(AuthenticationError);
    expect(error).toMatchObject({ code: 'invalid_api_key' });
    expect(String(error)).not.toContain('someone-elses');
    const response = await fetch(`${endpoint.baseURL}/models`);
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ error: { type: 'invalid_request_error', code: null } });
  });

  test.each([
    ['not JSON', '{"model":', 400],
    ['not UTF-8', new Uint8Array([0x7b, 0xff, 0xfe]), 400],
    ['nothing', '', 400],
    ['an array', '[]', 400],
    ['null', 'null', 400],
  ])('a body that is %s', async (_what, body, status) => {
    const response = await post(body);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { type: 'invalid_request_error' } });
  });

  test('other paths, methods and content types', async () => {
    const headers = { authorization: 'Bearer sk-test' };
    expect(
      (await fetch(`${endpoint.baseURL}/embeddings`, { method: 'POST', headers, body: '{}' })).status,
    ).toBe(404);
    expect((await fetch(`${endpoint.baseURL}/chat/completions`, { headers })).status).toBe(405);
    const form = await fetch(`${endpoint.baseURL}/chat/completions`, {
      method: 'POST',
      headers,
      body: new URLSearchParams({ a: 'b' }),
    });
    expect(form.status).toBe(415);
  });

  test('the SDK retries after 429 and 500, and gives up after a 400', async () => {
    const ok: Answer = { kind: 'reply', choices: [{ content: 'at last' }] };
    await start({
      responder: answers(
        apiError(429, { 'retry-after-ms': '1' }),
        apiError(500, { 'retry-after-ms': '1' }),
        ok,
      ),
    });
    const retrying = new OpenAI({ baseURL: endpoint.baseURL, apiKey: 'sk-test', maxRetries: 2 });
    expect((await retrying.chat.completions.create(request)).choices[0]?.message.content).toBe('at last');
    expect(endpoint.exchanges.map(({ response }) => response.status)).toEqual([429, 500, 200]);
    expect(endpoint.exchanges[2]?.headers['x-stainless-retry-count']).toBe('2');
    await expect(client.chat.completions.create({ ...request, model: 'none' })).rejects.toBeInstanceOf(
      NotFoundError,
    );
  });

  test('faults have the SDK’s error classes', async () => {
    await start({ responder: answers(apiError(429), apiError(503), { kind: 'reset' }, { kind: 'stall' }) });
    await expect(client.chat.completions.create(request)).rejects.toBeInstanceOf(RateLimitError);
    await expect(client.chat.completions.create(request)).rejects.toBeInstanceOf(InternalServerError);
    await expect(client.chat.completions.create(request)).rejects.toBeInstanceOf(APIConnectionError);
    await expect(client.chat.completions.create(request, { timeout: 50 })).rejects.toBeInstanceOf(
      APIConnectionTimeoutError,
    );
  });

  test('requests beyond the limit are refused, and the limit is told once', async () => {
    let told = 0;
    await start({
      maxRequests: 2,
      onRequestLimit: () => {
        told += 1;
      },
    });
    await client.chat.completions.create(request);
    await client.chat.completions.create(request);
    for (let more = 0; more < 3; more += 1)
      await expect(client.chat.completions.create(request)).rejects.toThrow(/limit of 2 requests/);
    expect(told).toBe(1);
  });
});

describe('models', () => {
  test('can be listed and looked up', async () => {
    const { data } = await client.models.list();
    expect(data.map(({ id }) => id)).toEqual(expect.arrayContaining(['gpt-4o', 'gpt-4o-mini', 'simulated']));
    expect(await client.models.retrieve('gpt-4o')).toMatchObject({ id: 'gpt-4o', object: 'model' });
    await expect(client.models.retrieve('gpt-9')).rejects.toBeInstanceOf(NotFoundError);
  });

  test('a snapshot is asked for by its date, and the reply says whose simulation it is', async () => {
    const { model } = await client.chat.completions.create({ ...request, model: 'gpt-4o-2024-08-06' });
    expect(model).toMatch(/^gpt-4o-2024-08-06-simulated-[a-z]+$/);
  });
});

describe('recording', () => {
  test('a request that is refused is recorded with what it asked, whatever it was refused for', async () => {
    const body = { model: 'gpt-4o', input: 'Hello!' };
    const headers = { authorization: 'Bearer sk-test', 'content-type': 'application/json' };
    const wrong = { ...headers, authorization: 'Bearer sk-someone-elses' };
    const sent = { method: 'POST', body: JSON.stringify(body) };
    await fetch(`${endpoint.baseURL}/responses`, { ...sent, headers });
    await fetch(`${endpoint.baseURL}/chat/completions`, { ...sent, headers: wrong });
    expect(endpoint.exchanges.map((exchange) => [exchange.response.status, exchange.body])).toEqual([
      [404, body],
      [401, body],
    ]);
  });

  test('holds request and response in full, and no key', async () => {
    const seen: Exchange[] = [];
    await start({ onExchange: (exchange) => seen.push(exchange) });
    const completion = await client.chat.completions.create(request);
    const [exchange] = endpoint.exchanges;
    expect(exchange).toMatchObject({
      index: 0,
      method: 'POST',
      path: '/v1/chat/completions',
      body: request,
      request,
      headers: { authorization: '[redacted]' },
      response: { state: 'completed', status: 200, body: JSON.parse(JSON.stringify(completion)) },
    });
    expect(JSON.stringify(endpoint.exchanges)).not.toContain('sk-test');
    expect(seen[0]?.response.state).toBe('pending');
    expect(seen.at(-1)).toEqual(exchange);
  });

  test('a client that goes away has aborted its exchange, and disturbs no other', async () => {
    await start({ responder: answers({ kind: 'stall' }, { kind: 'reply', choices: [{ content: 'fine' }] }) });
    const controller = new AbortController();
    const first = client.chat.completions.create(request, { signal: controller.signal }).catch(() => 'gone');
    await expect.poll(() => endpoint.exchanges.length).toBe(1);
    controller.abort();
    expect(await first).toBe('gone');
    expect((await client.chat.completions.create(request)).choices[0]?.message.content).toBe('fine');
    await expect.poll(() => endpoint.exchanges[0]?.response.state).toBe('aborted');
  });

  test('close ends at once, whatever is still open', async () => {
    await start({ responder: () => ({ kind: 'stall' }) });
    const open = client.chat.completions.create(request).catch((error: unknown) => error);
    await expect.poll(() => endpoint.exchanges.length).toBe(1);
    await endpoint.close();
    expect(await open).toBeInstanceOf(APIConnectionError);
  });
});

function post(body: unknown): Promise<Response> {
  return fetch(`${endpoint.baseURL}/chat/completions`, {
    method: 'POST',
    headers: { authorization: 'Bearer sk-test', 'content-type': 'application/json' },
    body: typeof body === 'string' || body instanceof Uint8Array ? (body as BodyInit) : JSON.stringify(body),
  });
}
