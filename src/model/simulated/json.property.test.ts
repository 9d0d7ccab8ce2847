import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { readConversation } from './conversation.ts';
import { conformingJson } from './json.ts';

/** Every schema that Structured Outputs accept gets a value that conforms to it, as zod judges. */
interface Parts {
  schema: Record<string, unknown>;
}

const { schema } = fc.letrec<Parts>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 4 },
    fc.record({ type: fc.constantFrom('string', 'boolean', 'null', 'integer', 'number') }),
    fc.record({
      type: fc.constant('string'),
      format: fc.constantFrom('date', 'email', 'uuid', 'ipv4', 'time'),
    }),
    fc.record({
      type: fc.constant('string'),
      minLength: fc.nat(8),
      maxLength: fc.integer({ min: 8, max: 20 }),
    }),
    fc.record({ enum: fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 4 }) }),
    fc
      .tuple(fc.constantFrom('integer', 'number'), fc.integer({ min: -50, max: 50 }), fc.nat(100))
      .map(([type, low, span]) => ({ type, minimum: low, maximum: low + span })),
    fc
      .tuple(fc.integer({ min: 1, max: 9 }), fc.nat(40))
      .map(([step, low]) => ({ type: 'integer', multipleOf: step, minimum: low })),
    fc
      .tuple(tie('schema'), fc.nat(3), fc.nat(3))
      .map(([items, low, span]) => ({ type: 'array', items, minItems: low, maxItems: low + span })),
    fc.array(tie('schema'), { minLength: 1, maxLength: 3 }).map((anyOf) => ({ anyOf })),
    fc.dictionary(fc.stringMatching(/^[a-z_]{1,8}$/), tie('schema'), { maxKeys: 4 }).map((properties) => ({
      type: 'object',
      properties,
      required: Object.keys(properties),
      additionalProperties: false,
    })),
  ),
}));

const question = fc.constantFrom(
  'A terrible hotel in Lisbon, 2 stars, write to ada@example.com',
  'Order #A-1042 for 3.5 and -7 of "the usual", please!',
  '',
);

test('a value conforms to its schema', () => {
  fc.assert(
    fc.property(schema, question, (given, content) => {
      const conversation = readConversation([{ role: 'user', content }]);
      const value = conformingJson(given, { conversation, answer: 'One. Two.', nonce: 'amber heron' });
      const result = z.fromJSONSchema(given).safeParse(JSON.parse(JSON.stringify(value)));
      expect(result.error?.message).toBeUndefined();
    }),
    { numRuns: 300 },
  );
});

test('schemas that refer to themselves come to an end', () => {
  const conversation = readConversation([{ role: 'user', content: 'A tree' }]);
  const node = {
    type: 'object',
    properties: { name: { type: 'string' }, children: { type: 'array', items: { $ref: '#' } } },
    required: ['name', 'children'],
  };
  const endless = [
    node,
    { type: 'object', properties: { a: { $ref: '#' }, b: { $ref: '#' } }, required: ['a', 'b'] },
    { $ref: '#' },
    { allOf: [{ $ref: '#' }] },
    { anyOf: [{ $ref: '#' }] },
  ];
  const source = { conversation, answer: 'Yes.', nonce: 'amber heron' };
  for (const each of endless) expect(JSON.stringify(conformingJson(each, source))).toBeTypeOf('string');
  expect(conformingJson(node, source)).toMatchObject({
    name: expect.any(String),
    children: expect.any(Array),
  });
});
