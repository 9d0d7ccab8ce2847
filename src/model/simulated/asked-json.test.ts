import { describe, expect, test } from 'vitest';
import { askedSchema } from './asked-json.ts';

/** The keys that are asked for, each with its type. */
function asked(text: string): Record<string, unknown> | undefined {
  const properties = askedSchema(text)?.properties;
  if (typeof properties !== 'object' || properties === null) return undefined;
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]: [string, Record<string, unknown>]) => [
      name,
      schema.type,
    ]),
  );
}

describe('keys that a prompt lists', () => {
  test.each([
    ['Lisbon as JSON with the keys "city" and "note".', { city: 'string', note: 'string' }],
    [
      'Answer in JSON with keys city, country and days.',
      { city: 'string', country: 'string', days: 'integer' },
    ],
    [
      'Return JSON. Fields: `title`, `price`, `is_open`',
      { title: 'string', price: 'number', is_open: 'boolean' },
    ],
    [
      'JSON with the fields name (string), stars (integer), tags (array of strings).',
      { name: 'string', stars: 'integer', tags: 'array' },
    ],
    [
      'Use these keys:\n- city: where it is\n- nights (number of nights)\n* tags: a list of words\n\nThank you.',
      { city: 'string', nights: 'number', tags: 'array' },
    ],
    ["Give me JSON with the properties 'a-b' and 'c_d', please", { 'a-b': 'string', c_d: 'string' }],
  ])('%j', (text, keys) => {
    expect(asked(text)).toEqual(keys);
  });

  test.each([
    ['Extract the name and the age as JSON: Ada is 36.', { name: 'string', age: 'integer' }],
    ['Describe it as JSON with a title and a body.', { title: 'string', body: 'string' }],
    ['JSON, with fields vegan (true or false) and servings.', { vegan: 'boolean', servings: 'integer' }],
    [
      'Reply with JSON: {"share": number between 0 and 1, "sources": [string]}',
      { share: 'number', sources: 'array' },
    ],
  ])('in passing: %j', (text, keys) => {
    expect(asked(text)).toEqual(keys);
  });

  test('with bounds, where the prompt names them', () => {
    expect(askedSchema('JSON with the keys city and stars (integer from 1 to 5)')?.properties).toMatchObject({
      stars: { type: 'integer', minimum: 1, maximum: 5 },
    });
  });

  test.each([
    'Reply in JSON.',
    'The keys to a happy stay are in the lobby. Answer in JSON.',
    'Which fields grow wheat? JSON please.',
    '',
  ])('none are in %j', (text) => {
    expect(asked(text)).toBeUndefined();
  });
});

test('a schema in the prompt is followed, bare or wrapped', () => {
  const schema = {
    type: 'object',
    properties: { city: { type: 'string' }, days: { type: 'integer', minimum: 2 } },
  };
  for (const shown of [schema, { schema }, { type: 'json_schema', json_schema: { name: 'x', schema } }])
    expect(
      askedSchema(`Answer in JSON. Schema:\n\`\`\`json\n${JSON.stringify(shown, null, 2)}\n\`\`\``),
    ).toEqual(schema);
});

test.each([
  [
    'Answer like this: {"city": "Lisbon", "days": 3, "open": true, "tags": ["a"], "where": {"lat": 1.5}}',
    { city: 'string', days: 'integer', open: 'boolean', tags: 'array', where: 'object' },
  ],
  ['Use this JSON format:\n{"city": "string", "days": "integer"}', { city: 'string', days: 'integer' }],
  [
    'Return JSON { city: string, days: number, tags: string[] }',
    { city: 'string', days: 'number', tags: 'array' },
  ],
])('an example shows the form: %s', (text, keys) => {
  expect(asked(text)).toEqual(keys);
});

test('data in the prompt is no form', () => {
  expect(asked('Summarise {"city":"Lisbon"} with the keys "summary" and "mood" as JSON')).toEqual({
    summary: 'string',
    mood: 'string',
  });
});

test.each([
  'JSON with the keys city and mood (good or bad).',
  'Answer like this: {"city": "…", "mood": "good | bad"}',
  'Return JSON { city: string; mood: "good" | "bad" }',
  'Use these keys as JSON:\n- city\n- mood: one of good, bad',
])('values to choose from are taken over: %s', (text) => {
  expect(askedSchema(text)?.properties).toMatchObject({ mood: { enum: ['good', 'bad'] } });
});

test.each([
  '{'.repeat(20_000),
  '{"a":'.repeat(4_000),
  `keys ${'a '.repeat(10_000)}`,
  'keys '.repeat(4_000),
  '"'.repeat(20_000),
])('a hostile prompt asks for nothing', (prompt) => {
  expect(askedSchema(prompt)).toBeUndefined();
});
