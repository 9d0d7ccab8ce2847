import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { chunk, completion, event, json, startStandIn, usage } from '../../test/providers/stand-in.ts';
import type { Exchange } from '../model/types.ts';
import type { ForwardHooks, ProviderRequest } from '../model/upstream.ts';
import { key, setup, token } from './forward.fixture.ts';

const request = { model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Hi' }] };

test('a reply is recorded like one of the simulated model, with who answered', async () => {
  await using live = await setup((_, response) =>
    json(response, 200, completion('Hello.'), {
      'x-request-id': 'req_theirs',
      'x-ratelimit-remaining-tokens': '99',
      'set-cookie': 'a=b',
      'openai-organization': 'mine',
    }),
  );
  const response = await live.post(request);
  expect(response.headers.get('x-request-id')).toBe('req_theirs');
  expect(response.headers.get('x-ratelimit-remaining-tokens')).toBe('99');
  expect(response.headers.get('set-cookie')).toBeNull();
  expect(response.headers.get('openai-organization')).toBeNull();
  expect(await response.json()).toEqual(completion('Hello.'));
  expect(live.endpoint.exchanges).toEqual([
    expect.objectContaining({
      provider: 'stand-in',
      headers: expect.objectContaining({ authorization: '[redacted]' }),
      request,
      response: expect.objectContaining({
        state: 'completed',
        status: 200,
        body: completion('Hello.'),
        completion: expect.objectContaining({ usage, model: 'gpt-4o-mini-2024-07-18' }),
      }),
    }),
  ]);
  expect(JSON.stringify(live.endpoint.exchanges)).not.toContain(key);
});

test("documented headers and the program's own x- headers go on, and the body stays as it is but for the model", async () => {
  await using live = await setup((_, response) => json(response, 200, completion('x')), undefined, {
    models: { 'gpt-4o-mini': 'small' },
  });
  const weird = { messages: request.messages, model: 'gpt-4o-mini', weird: { a: [1, null] } };
  const sent = { 'x-stainless-os': 'Linux', 'x-of-mine': 'private', 'x-token': token, cookie: 'a=b' };
  await live.post(weird, {
    headers: { ...sent, authorization: `Bearer ${token}`, 'content-type': 'application/json' },
  });
  const [first] = live.seen;
  expect(first?.headers).toMatchObject({
    authorization: `Bearer ${key}`,
    'content-type': 'application/json',
    'x-of-mine': 'private',
  });
  expect(
    Object.keys(first?.headers ?? {}).filter((name) => /^x-|cookie|origin|referer|sec-/.test(name)),
  ).toEqual(['x-of-mine']);
  expect(first?.body).toBe(
    JSON.stringify({ messages: request.messages, model: 'small', weird: { a: [1, null] } }),
  );
});

test('a request that the contract does not know goes on byte by byte, and what the provider says comes back', async () => {
  await using live = await setup((_, response) =>
    json(response, 400, { error: { message: 'What is this?' } }),
  );
  const strange = '{ "model": "gpt-4o-mini",  "messages": 7, "top_k": 1.0 }';
  for (const body of [strange, '{ not json', '']) {
    const response = await live.post(body);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ error: { message: 'What is this?' } });
  }
  expect(live.seen.map(({ body }) => body)).toEqual([strange, '{ not json', '']);
  expect(
    live.endpoint.exchanges.map(({ rawBody, request: known, response: { state } }) => [
      rawBody,
      known,
      state,
    ]),
  ).toEqual([
    [strange, undefined, 'error'],
    ['{ not json', undefined, 'error'],
    ['', undefined, 'error'],
  ]);
});

test('a stream comes piece by piece: each waits for the program to have seen the one before', async () => {
  const gate: (() => void)[] = [];
  const opened = () => new Promise<void>((resolve) => gate.push(resolve));
  await using live = await setup(async (_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const part of ['One', ' two', ' three']) {
      response.write(event(chunk(part)));
      await opened();
    }
    response.end(
      `${event(chunk(null, 'stop'))}${event({ ...chunk(null), choices: [], usage })}data: [DONE]\n\n`,
    );
  });
  const response = await live.post({ ...request, stream: true });
  let text = '';
  const passed = new Set<number>();
  for await (const part of response.body ?? []) {
    text += Buffer.from(part).toString('utf8');
    for (const [index, word] of ['One', 'two', 'three'].entries()) {
      if (!text.includes(word) || passed.has(index)) continue;
      passed.add(index);
      await expect.poll(() => gate.length).toBe(index + 1);
      gate[index]?.();
    }
  }
  expect(text.endsWith('data: [DONE]\n\n')).toBe(true);
  const [{ response: recorded } = {} as Exchange] = live.endpoint.exchanges;
  expect(recorded.chunks).toHaveLength(5);
  expect(recorded).toMatchObject({
    state: 'completed',
    completion: { usage, choices: [{ content: 'One two three', finishReason: 'stop' }] },
  });
  const times = recorded.chunks?.map(({ at }) => at) ?? [];
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect(recorded.explanation).toBeUndefined();
});

test.each([
  ['gzip', gzipSync],
  ['br', brotliCompressSync],
  ['deflate', deflateSync],
  ['deflate', deflateRawSync],
])('%s is undone', async (encoding, compress) => {
  await using live = await setup((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': encoding });
    response.end(compress(JSON.stringify(completion('四国'))));
  });
  const response = await live.post(request);
  expect(response.headers.get('content-encoding')).toBeNull();
  expect(await response.json()).toEqual(completion('四国'));
});

test('a program that goes away ends the request to the provider', async () => {
  let left = false;
  await using live = await setup((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(event(chunk('One')));
    response.once('close', () => {
      left = true;
    });
  });
  const abort = new AbortController();
  const response = await live.post({ ...request, stream: true }, { signal: abort.signal });
  await response.body?.getReader().read();
  abort.abort();
  await expect.poll(() => left).toBe(true);
  await expect.poll(() => live.endpoint.exchanges[0]?.response.state).toBe('aborted');
});

test('a redirect is not followed, so that the key goes nowhere else', async () => {
  await using other = await startStandIn((_, response) => json(response, 200, completion('stolen')));
  await using live = await setup((_, response) => {
    response.writeHead(307, { location: `${other.origin}/v1/chat/completions` });
    response.end();
  });
  const response = await live.post(request);
  expect(response.status).toBe(307);
  expect(other.seen).toHaveLength(0);
  expect(live.endpoint.exchanges[0]?.response.explanation?.line).toContain(
    'Write the final address as base_url',
  );
});

test('models: the provider’s list, a bare list put into an object, and one by its name', async () => {
  await using live = await setup((seen, response) =>
    seen.url.endsWith('/models')
      ? json(response, 200, [{ id: 'openai/gpt-4o-mini', name: 'Mini' }])
      : json(response, 200, { id: decodeURIComponent(seen.url.split('/').at(-1) ?? '') }),
  );
  const get = async (path: string) =>
    (
      await fetch(`${live.endpoint.baseURL}/${path}`, { headers: { authorization: `Bearer ${token}` } })
    ).json();
  expect(await get('models')).toMatchObject({
    object: 'list',
    data: [{ id: 'openai/gpt-4o-mini', object: 'model' }],
  });
  expect(await get('models/openai/gpt-4o-mini')).toEqual({ id: 'openai/gpt-4o-mini' });
});

test('a wrong token never reaches the provider', async () => {
  await using live = await setup((_, response) => json(response, 200, completion('x')));
  const response = await fetch(`${live.endpoint.baseURL}/chat/completions`, {
    method: 'POST',
    body: '{}',
    headers: { authorization: `Bearer ${key}` },
  });
  expect(response.status).toBe(401);
  expect(live.seen).toHaveLength(0);
});

test('hooks: one answers in the provider’s place, the other sees every exchange, neither sees the key', async () => {
  const looked: [ProviderRequest, Exchange][] = [];
  const body = JSON.stringify({ error: { message: 'The budget is spent.' } });
  const hooks: ForwardHooks = {
    beforeRequest: ({ chat }) =>
      chat?.user === 'spent'
        ? {
            status: 402,
            headers: { 'content-type': 'application/json' },
            body: (async function* () {
              yield Buffer.from(body);
            })(),
            explanation: { kind: 'provider', line: 'Your own budget is spent.' },
          }
        : undefined,
    afterExchange: (sent, exchange) => {
      looked.push([sent, exchange]);
    },
  };
  await using live = await setup((_, response) => json(response, 200, completion('x')), hooks);
  expect((await live.post({ ...request, user: 'spent' })).status).toBe(402);
  expect((await live.post(request)).status).toBe(200);
  await expect.poll(() => looked.length).toBe(2);
  expect(live.seen).toHaveLength(1);
  expect(
    looked.map(([{ sent }, { response }]) => [sent, response.status, response.explanation?.line]),
  ).toEqual([
    ['gpt-4o-mini', 402, 'Your own budget is spent.'],
    ['gpt-4o-mini', 200, undefined],
  ]);
  expect(JSON.stringify(looked)).not.toContain(key);
});

test.each([
  ['nothing', '', 'an empty answer'],
  ['half an object', '{"choices": [', 'no JSON'],
  ['a sentence', 'All good!', 'no JSON: All good!'],
  ['an object of another kind', '{"status": "ok"}', 'no choices in it'],
  ['no choices', '{"object": "chat.completion", "choices": []}', 'no choices in it'],
])('a 200 with %s is explained in a line', async (_, body, text) => {
  await using live = await setup((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(body);
  });
  expect(await (await live.post(request)).text()).toBe(body);
  const [{ response } = {} as Exchange] = live.endpoint.exchanges;
  expect(response.explanation).toMatchObject({ kind: 'provider', line: expect.stringContaining(text) });
  expect(response.explanation?.line).toMatch(/^stand-in says that all went well \(200\), but sent /);
});

test.each([
  ['in the middle', event(chunk('One')), 'ended without saying that it is complete'],
  ['before it has begun', '', 'an empty stream'],
])('a stream that ends %s is no success', async (_, events, text) => {
  await using live = await setup((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end(events);
  });
  await (await live.post({ ...request, stream: true })).text();
  const [{ response } = {} as Exchange] = live.endpoint.exchanges;
  expect(response.state).toBe('cut');
  expect(response.explanation).toMatchObject({ kind: 'provider', line: expect.stringContaining(text) });
});

test('a key that comes back in pieces is taken out, in the stream and in the record', async () => {
  await using live = await setup((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const pieces = ['Your key is ', ...(key.match(/.{1,5}/g) ?? []), '. Keep it, sk-ke'];
    for (const piece of pieces) response.write(event(chunk(piece)));
    response.end(`${event(chunk(null, 'stop'))}data: [DONE]\n\n`);
  });
  const streamed = await (await live.post({ ...request, stream: true })).text();
  const text = [...streamed.matchAll(/"content":"([^"]*)"/g)].map(([, piece]) => piece).join('');
  expect(text).toBe('Your key is [redacted]. Keep it, sk-ke');
  const [{ response } = {} as Exchange] = live.endpoint.exchanges;
  expect(response.completion?.choices[0]?.content).toBe(text);
});

test('headers of the configuration go with every request, and the key stays the key', async () => {
  await using live = await setup((_, response) => json(response, 200, completion('x')), undefined, {
    headers: { 'x-team': 'travel' },
  });
  await live.post(request);
  expect(live.seen[0]?.headers).toMatchObject({ 'x-team': 'travel', authorization: `Bearer ${key}` });
});
