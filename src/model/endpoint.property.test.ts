import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Endpoint, startEndpoint } from './endpoint.ts';
import { testKnowledge } from './simulated/knowledge.fixture.ts';

/** Whatever is sent, the answer is a completion or a documented error, never a crash and never silence. */
let endpoint: Endpoint;
beforeAll(async () => {
  endpoint = await startEndpoint({ token: 't', seed: 's', knowledge: testKnowledge });
});
afterAll(() => endpoint.close());

const message = fc.oneof(
  fc.record({
    role: fc.constantFrom('system', 'user', 'assistant', 'developer', 'tool', 'poet'),
    content: fc.oneof(fc.string({ unit: 'binary' }), fc.anything()),
  }),
  fc.record({ role: fc.constant('assistant'), content: fc.constant(null), tool_calls: fc.anything() }),
);
const parameters = fc.record(
  {
    model: fc.constantFrom('gpt-4o', 'o4-mini', 'none', 5),
    messages: fc.oneof(fc.array(message, { maxLength: 4 }), fc.anything()),
    temperature: fc.oneof(fc.double({ min: -1, max: 3 }), fc.anything()),
    max_tokens: fc.oneof(fc.integer({ min: -1, max: 40 }), fc.anything()),
    n: fc.oneof(fc.integer({ min: 0, max: 3 }), fc.anything()),
    stop: fc.oneof(fc.string(), fc.array(fc.string()), fc.anything()),
    response_format: fc.oneof(
      fc.constant({ type: 'json_object' }),
      fc.record({ type: fc.constant('json_schema'), json_schema: fc.anything() }),
      fc.anything(),
    ),
    tools: fc.anything(),
    stream: fc.oneof(fc.boolean(), fc.anything()),
  },
  { requiredKeys: ['model', 'messages'] },
);

async function expectAnswer(body: string, type = 'application/json'): Promise<void> {
  const response = await fetch(`${endpoint.baseURL}/chat/completions`, {
    method: 'POST',
    headers: { authorization: 'Bearer t', 'content-type': type },
    body,
  });
  const text = await response.text();
  if (response.headers.get('content-type')?.includes('event-stream')) {
    expect(text.endsWith('data: [DONE]\n\n')).toBe(true);
    return;
  }
  const answer = JSON.parse(text);
  if (response.status === 200)
    expect(answer).toMatchObject({ object: 'chat.completion', choices: expect.any(Array) });
  else {
    expect([400, 404, 415]).toContain(response.status);
    expect(answer).toEqual({
      error: {
        message: expect.any(String),
        type: 'invalid_request_error',
        param: answer.error.param,
        code: answer.error.code,
      },
    });
  }
}

function toJson(value: unknown): string {
  return JSON.stringify(value, (_key, each) => (typeof each === 'bigint' ? String(each) : each)) ?? '';
}

test('random requests get a completion, a stream or a documented error', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(parameters, fc.anything()), (body) => expectAnswer(toJson(body))),
    { numRuns: 300 },
  );
});

const call = {
  id: 'call_1',
  type: 'function',
  function: { name: 'get_weather', arguments: '{"city":"Lisbon"}' },
};
/** Right requests of every kind, to be spoilt. */
const right: readonly Readonly<Record<string, unknown>>[] = [
  { model: 'gpt-4o', messages: [{ role: 'user', content: 'Hi' }], stream: true, n: 2, stop: ['a', 'b'] },
  {
    model: 'gpt-4o-mini',
    messages: [
      { role: 'user', content: [{ type: 'text', text: 'Hi' }] },
      { role: 'assistant', content: null, tool_calls: [call] },
      { role: 'tool', tool_call_id: 'call_1', content: 'sunny' },
    ],
    tools: [{ type: 'function', function: { name: 'get_weather', parameters: { type: 'object' } } }],
    tool_choice: 'auto',
  },
  {
    model: 'o4-mini',
    messages: [
      { role: 'developer', content: 'Be brief.' },
      { role: 'user', content: 'Answer in JSON.' },
    ],
    response_format: {
      type: 'json_schema',
      json_schema: {
        name: 'a',
        strict: true,
        schema: {
          type: 'object',
          properties: { a: { type: 'array', items: { type: 'string', enum: ['x', 'y'] } } },
          required: ['a'],
          additionalProperties: false,
        },
      },
    },
    reasoning_effort: 'low',
    max_completion_tokens: 20,
  },
];

type Json = Record<string, unknown> | unknown[];

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null;
}

/** Every object and list in a value, itself included. */
function nodes(value: unknown): Json[] {
  return isJson(value) ? [value, ...Object.values(value).flatMap(nodes)] : [];
}

/** Spoils one place: taken away, doubled, or something else. */
const spoiling = fc.record({
  node: fc.nat(),
  key: fc.nat(),
  what: fc.constantFrom('remove', 'double', 'replace'),
  by: fc.oneof(fc.anything(), fc.string({ unit: 'binary' }), fc.constant('x'.repeat(70_000))),
});

function spoil(
  body: Json,
  { node, key, what, by }: { node: number; key: number; what: string; by: unknown },
): void {
  const all = nodes(body);
  const place = all[node % all.length];
  if (place === undefined) return;
  if (Array.isArray(place)) {
    const index = key % Math.max(1, place.length);
    if (what === 'remove') place.splice(index, 1);
    else if (what === 'double') place.push(structuredClone(place[index]));
    else place[index] = by;
    return;
  }
  const names = Object.keys(place);
  const name = names[key % Math.max(1, names.length)] ?? 'extra';
  if (what === 'remove') delete place[name];
  else if (what === 'double') place[`${name}_2`] = structuredClone(place[name]);
  else place[name] = by;
}

test('right requests that were spoilt a little get a completion, a stream or a documented error', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...right),
      fc.array(spoiling, { minLength: 1, maxLength: 3 }),
      async (request, all) => {
        const body: Record<string, unknown> = structuredClone(request);
        for (const each of all) spoil(body, each);
        await expectAnswer(toJson(body));
      },
    ),
    { numRuns: 300 },
  );
});

test('bodies that are cut, garbled or called something else get a documented error or an answer', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...right),
      fc.nat({ max: 400 }),
      fc.string({ unit: 'binary', maxLength: 5 }),
      fc.constantFrom('application/json', 'application/json; charset=utf-8', 'text/plain', 'x'),
      async (request, at, garbage, type) => {
        const text = toJson(request);
        await expectAnswer(text.slice(0, at), type);
        await expectAnswer(`${text.slice(0, at)}${garbage}${text.slice(at)}`, type);
      },
    ),
    { numRuns: 100 },
  );
});

test('clients that leave in the middle of their request or their answer disturb nobody', async () => {
  const { hostname, pathname, port } = new URL(endpoint.baseURL);
  const [request] = right;
  const text = toJson(request);
  const head = `POST ${pathname}/chat/completions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer t\r\nContent-Type: application/json\r\nContent-Length: ${text.length}\r\n\r\n`;
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: head.length + text.length }), fc.boolean(), async (at, reset) => {
      await new Promise<void>((resolve, reject) => {
        const socket = connect(Number(port), hostname, () => {
          socket.write((head + text).slice(0, at), () => {
            if (reset) socket.resetAndDestroy();
            else socket.destroy();
          });
        });
        socket.on('close', () => resolve());
        socket.on('error', reject);
      });
      await expectAnswer(text);
    }),
    { numRuns: 50 },
  );
});
