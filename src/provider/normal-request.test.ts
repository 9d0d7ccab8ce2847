import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normaliseRequest, requestKey } from './normal-request.ts';

const keyOf = (request: Parameters<typeof normaliseRequest>[0]) =>
  requestKey(normaliseRequest(request), true);

const json = fc.jsonValue({ maxDepth: 3 });
const message = fc.oneof(
  fc.record({ role: fc.constantFrom('system', 'user', 'tool'), content: fc.string({ unit: 'binary' }) }),
  fc.record({
    role: fc.constant('assistant'),
    content: fc.option(fc.string()),
    tool_calls: fc.array(
      fc.record({
        id: fc.string(),
        type: fc.constant('function'),
        function: fc.record({ name: fc.string(), arguments: fc.string() }),
      }),
      { minLength: 1 },
    ),
  }),
);
const request = fc
  .record({
    model: fc.string(),
    messages: fc.array(message, { minLength: 1, maxLength: 4 }),
    temperature: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })),
    tools: fc.array(json, { maxLength: 2 }),
    response_format: json,
  })
  .map((value) => value as Parameters<typeof normaliseRequest>[0]);

/** The same JSON with the keys of every object in the other order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, each]) => [key, reversed(each)] as const);
  return Object.fromEntries(entries.reverse());
}

test('the order of keys, delivery and labels make no difference, and neither does being read back', () => {
  fc.assert(
    fc.property(request, fc.boolean(), fc.integer(), (value, stream, seed) => {
      const key = keyOf(value);
      expect(keyOf(reversed(value) as typeof value)).toBe(key);
      const labelled = { ...value, stream, seed, user: 'ada', metadata: { room: '3' }, top_p: null };
      expect(keyOf(labelled)).toBe(key);
      expect(keyOf({ ...labelled, stream_options: { include_usage: true }, stop: undefined } as never)).toBe(
        key,
      );
      const normal = normaliseRequest(value);
      expect(normaliseRequest(normal)).toEqual(normal);
      expect(keyOf(JSON.parse(JSON.stringify(normal)))).toBe(key);
    }),
  );
});

test('another text, role, order, model or parameter is another request', () => {
  fc.assert(
    fc.property(request, fc.string({ minLength: 1 }), (value, extra) => {
      const key = keyOf(value);
      const more = { role: 'user', content: extra };
      expect(keyOf({ ...value, messages: [...value.messages, more] })).not.toBe(key);
      expect(keyOf({ ...value, model: value.model + extra })).not.toBe(key);
      expect(keyOf({ ...value, verbosity: 'low' } as typeof value)).not.toBe(key);
      const [first = {}] = value.messages;
      expect(
        keyOf({ ...value, messages: [{ ...first, role: `not ${extra}` }, ...value.messages.slice(1)] }),
      ).not.toBe(key);
    }),
  );
  const ask = (...texts: string[]) =>
    keyOf({ model: 'm', messages: texts.map((content) => ({ role: 'user', content })) });
  expect(ask('a', 'b')).not.toBe(ask('b', 'a'));
});

test('a reply is the same however it is pushed back: as it came, or put together from a stream', () => {
  const call = { id: 'call_1', type: 'function', function: { name: 'f', arguments: '{}' } };
  const asItCame = { role: 'assistant', content: null, refusal: null, annotations: [], tool_calls: [call] };
  const rebuilt = { role: 'assistant', content: '', tool_calls: [{ index: 0, ...call }] };
  const parsed = {
    role: 'assistant',
    parsed: null,
    reasoning_content: 'Hm.',
    tool_calls: [{ ...call, function: { ...call.function, parsed_arguments: {} } }],
  };
  const keys = [asItCame, rebuilt, parsed].map((each) => keyOf({ model: 'm', messages: [each] }));
  expect(new Set(keys).size).toBe(1);
  const other = { ...rebuilt, tool_calls: [{ ...call, id: 'call_2' }] };
  expect(keyOf({ model: 'm', messages: [other] })).not.toBe(keys[0]);
});

test('a field named like the prototype stays a field', () => {
  const schema = JSON.parse('{"__proto__": {"type": "string"}}');
  const value = { model: 'm', messages: [{ role: 'user' }], response_format: schema };
  expect(keyOf(value)).toContain('__proto__');
});
