import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ApiFailure } from '../errors.ts';
import { validateRequest } from '../validate.ts';

type Json = Record<string, unknown>;

function refusal(more: Json): { message: string; param: string | null; code: string | null } | undefined {
  try {
    validateRequest({ model: 'gpt-4o', messages: [{ role: 'user', content: 'Hi' }], ...more });
    return undefined;
  } catch (error) {
    if (error instanceof ApiFailure) return error.error;
    throw error;
  }
}

const ofFunction = (parameters: unknown, strict?: boolean) =>
  refusal({ tools: [{ type: 'function', function: { name: 'f', parameters, strict } }] });
const ofFormat = (schema: unknown, strict?: boolean) =>
  refusal({ response_format: { type: 'json_schema', json_schema: { name: 'x', schema, strict } } });

/** An object with these properties as Structured Outputs want it. */
const object = (properties: Json, more: Json = {}): Json => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
  ...more,
});
const text = { type: 'string' };

describe('parameters of a function, strict or not', () => {
  test.each([
    [
      'a list without items',
      { type: 'object', properties: { a: { type: 'array' } } },
      "In context=('properties', 'a'), array schema missing items.",
    ],
    [
      'a list without items in another',
      { type: 'object', properties: { a: { type: 'array', items: { type: 'array' } } } },
      "In context=('properties', 'a', 'items'), array schema missing items.",
    ],
    [
      'a list among several types',
      { type: 'object', properties: { a: { type: ['string', 'array'] } } },
      "In context=('properties', 'a', 'type', '1'), array schema missing items.",
    ],
    [
      'a list in an alternative',
      { type: 'object', properties: { a: { anyOf: [text, { type: 'array' }] } } },
      "In context=('properties', 'a', 'anyOf', '1'), array schema missing items.",
    ],
    [
      'a list in a definition',
      { type: 'object', properties: {}, $defs: { b: { type: 'array' } } },
      "In context=('$defs', 'b'), array schema missing items.",
    ],
    [
      'a root that is a list',
      { type: 'array', items: text },
      `schema must be a JSON Schema of 'type: "object"', got 'type: "array"'.`,
    ],
    [
      'a root without a type',
      { properties: {} },
      `schema must be a JSON Schema of 'type: "object"', got 'type: "None"'.`,
    ],
    ['nothing', {}, `schema must be a JSON Schema of 'type: "object"', got 'type: "None"'.`],
    [
      'a root of alternatives',
      { type: 'object', properties: {}, oneOf: [{ type: 'object' }] },
      "schema must have type 'object' and not have 'oneOf'/'anyOf'/'allOf'/'enum'/'not' at the top level.",
    ],
    ['a root without properties', { type: 'object' }, 'In context=(), object schema missing properties.'],
    [
      'a type that is none',
      { type: 'object', properties: { a: { type: 'Boolean' } } },
      "'Boolean' is not valid under any of the given schemas.",
    ],
    [
      'a property that is no schema',
      { type: 'object', properties: { a: 'string' } },
      "'string' is not of type 'object', 'boolean'.",
    ],
    ['properties in a list', { type: 'object', properties: [] }, "[] is not of type 'object'."],
    [
      'required at a property',
      { type: 'object', properties: { a: { type: 'string', required: true } } },
      "True is not of type 'array'.",
    ],
    [
      'required twice',
      { type: 'object', properties: {}, required: ['a', 'a'] },
      "['a', 'a'] has non-unique elements.",
    ],
    ['no required', { type: 'object', properties: {}, required: null }, "None is not of type 'array'."],
    [
      'an enum that is none',
      { type: 'object', properties: { a: { enum: 'x' } } },
      "'x' is not of type 'array'.",
    ],
    [
      'a length below nothing',
      { type: 'object', properties: { a: { type: 'string', minLength: -1 } } },
      '-1 is less than the minimum of 0.',
    ],
    ['no alternatives', { type: 'object', properties: { a: { anyOf: [] } } }, '[] should be non-empty.'],
    [
      'a description that is a number',
      { type: 'object', properties: { a: { type: 'string', description: 7 } } },
      "7 is not of type 'string'.",
    ],
  ])('%s', (_what, parameters, said) => {
    const expected = {
      message: `Invalid schema for function 'f': ${said}`,
      param: 'tools[0].function.parameters',
      code: 'invalid_function_parameters',
    };
    expect(ofFunction(parameters)).toMatchObject(expected);
    expect(ofFunction(parameters, true)).toMatchObject({ code: expected.code, param: expected.param });
    expect(refusal({ functions: [{ name: 'f', parameters }] })).toMatchObject({
      ...expected,
      param: 'functions[0].parameters',
    });
  });

  test.each([
    { type: 'object', properties: {} },
    {
      type: 'object',
      properties: { a: { oneOf: [text, { type: 'null' }] }, b: { format: 'uri' }, c: { default: 1 } },
    },
    { type: 'object', properties: { a: { type: 'object', additionalProperties: text } }, required: ['b'] },
    {
      type: 'object',
      properties: { a: true, b: { type: 'array', prefixItems: [text] } },
      additionalProperties: {},
    },
    { type: 'object', properties: { tree: { $ref: '#' } } },
  ])('what is no mistake without strict: %j', (parameters) => {
    expect(ofFunction(parameters)).toBeUndefined();
  });

  test('none are fine', () => {
    expect(ofFunction(undefined)).toBeUndefined();
    expect(refusal({ tools: [{ type: 'function', function: { name: 'f' } }] })).toBeUndefined();
  });
});

describe('a strict schema', () => {
  const rule = "'required' is required to be supplied and to be an array including every key in properties.";
  test.each([
    [
      'optional properties',
      { ...object({ a: text, b: text }), required: ['a'] },
      `In context=(), ${rule} Missing 'b'.`,
    ],
    [
      'names in required that are no properties',
      { ...object({ a: text }), required: ['a', 'z'] },
      `In context=(), ${rule} Extra required key 'z' supplied.`,
    ],
    [
      'other properties',
      object({ a: object({}, { additionalProperties: true }) }),
      "In context=('properties', 'a'), 'additionalProperties' is required to be supplied and to be false.",
    ],
    [
      'a dictionary',
      object({ a: { type: 'object', additionalProperties: text } }),
      "In context=('properties', 'a'), 'additionalProperties' is required to be supplied and to be false.",
    ],
    ['oneOf', object({ a: { oneOf: [text] } }), "In context=('properties', 'a'), 'oneOf' is not permitted."],
    ['allOf', object({ a: { allOf: [text] } }), "In context=('properties', 'a'), 'allOf' is not permitted."],
    [
      'not',
      object({ a: { type: 'string', not: { const: '' } } }),
      "In context=('properties', 'a'), 'not' is not permitted.",
    ],
    [
      'if',
      object({ a: { type: 'string', if: {}, else: {} } }),
      "In context=('properties', 'a'), 'if' is not permitted.",
    ],
    [
      'propertyNames',
      object({ a: { type: 'object', propertyNames: text, additionalProperties: text } }),
      "In context=('properties', 'a'), 'propertyNames' is not permitted.",
    ],
    [
      'uniqueItems',
      object({ a: { type: 'array', items: text, uniqueItems: true } }),
      "In context=('properties', 'a'), 'uniqueItems' is not permitted.",
    ],
    [
      'a tuple',
      object({ a: { type: 'array', prefixItems: [text] } }),
      "In context=('properties', 'a'), 'prefixItems' is not permitted.",
    ],
    [
      'default',
      object({ a: { type: 'string', default: 'x' } }),
      "In context=('properties', 'a'), 'default' is not permitted.",
    ],
    [
      'a format that is not listed',
      object({ a: { type: 'string', format: 'uri' } }),
      "In context=('properties', 'a'), 'uri' is not a valid format.",
    ],
    [
      'a format of one type of several',
      object({ a: { type: ['string', 'null'], format: 'uri' } }),
      "In context=('properties', 'a', 'type', '0'), 'uri' is not a valid format.",
    ],
    [
      'no type',
      object({ a: { description: 'any' } }),
      "In context=('properties', 'a'), schema must have a 'type' key.",
    ],
    [
      'a bare const',
      object({ a: { const: 'x' } }),
      "In context=('properties', 'a'), schema must have a 'type' key.",
    ],
    [
      'words beside a reference',
      object({ a: { $ref: '#/$defs/b', description: 'B' } }, { $defs: { b: text } }),
      "context=('properties', 'a'), $ref cannot have keywords {'description'}.",
    ],
    [
      'a reference to a property',
      object({ a: text, b: { $ref: '#/properties/a' } }),
      "In context=('properties', 'b'), reference can only point to definitions defined at the top level of the schema.",
    ],
    [
      'a reference to nothing',
      object({ b: { $ref: '#/$defs/none' } }),
      "In context=('properties', 'b'), reference to component 'none' which was not found in the schema.",
    ],
    [
      'a list without items',
      object({ items: { type: 'array' } }),
      "In context=('properties', 'items'), array schema missing items.",
    ],
    [
      'alternatives at the root',
      { anyOf: [object({})] },
      `schema must be a JSON Schema of 'type: "object"', got 'type: "None"'.`,
    ],
    [
      'a mistake in an alternative',
      object({ a: { anyOf: [text, object({ c: { type: 'array', items: { type: 'object' } } })] } }),
      "In context=('properties', 'a', 'anyOf', '1', 'properties', 'c', 'items'), 'additionalProperties' is required to be supplied and to be false.",
    ],
  ])('refuses %s', (_what, schema, said) => {
    expect(ofFormat(schema, true)).toEqual({
      message: `Invalid schema for response_format 'x': ${said}`,
      type: 'invalid_request_error',
      param: 'response_format',
      code: 'invalid_json_schema',
    });
    expect(ofFunction(schema, true)?.message).toBe(`Invalid schema for function 'f': ${said}`);
  });

  test.each([
    object({
      a: text,
      b: { type: ['number', 'null'], minimum: 1, multipleOf: 0.5 },
      c: { type: 'string', enum: ['x'] },
    }),
    object(
      { a: { type: 'array', items: { $ref: '#/$defs/b' }, minItems: 1 } },
      { $defs: { b: object({ a: text }) } },
    ),
    object(
      { tree: { anyOf: [{ $ref: '#' }, { type: 'null' }] } },
      { title: 'Tree', $schema: 'http://json-schema.org/draft-07/schema#' },
    ),
    object({ when: { type: 'string', format: 'date-time' }, code: { type: 'string', pattern: '^[A-Z]+$' } }),
    object({ kind: { type: 'string', const: 'a' }, x: { anyOf: [object({ b: text }), object({})] } }),
  ])('takes %j', (schema) => {
    expect(ofFormat(schema, true)).toBeUndefined();
    expect(ofFunction(schema, true)).toBeUndefined();
  });

  test('without strict all of that is fine but for the root', () => {
    expect(
      ofFormat({ type: 'object', properties: { a: { oneOf: [text] } }, required: ['z'] }),
    ).toBeUndefined();
    expect(ofFormat({ type: 'object' })).toBeUndefined();
    expect(ofFormat(undefined)).toBeUndefined();
    expect(ofFormat(text)).toMatchObject({ code: 'invalid_json_schema' });
    expect(ofFormat(undefined, true)).toMatchObject({ message: expect.stringContaining('"None"') });
  });
});

describe('the size of a strict schema', () => {
  const nested = (levels: number): Json => (levels === 1 ? object({}) : object({ a: nested(levels - 1) }));
  const wide = (count: number) =>
    object(Object.fromEntries(Array.from({ length: count }, (_, i) => [`p${i}`, text])));
  const choice = (count: number, length: number) => ({
    type: 'string',
    enum: Array.from({ length: count }, (_, i) => `${i}`.padStart(length, 'x')),
  });

  test.each([
    ['levels', nested(10), nested(11), '11 levels of nesting exceeds limit of 10.'],
    ['properties', wide(5_000), wide(5_001), '5001 parameters exceeds limit of 5000.'],
    [
      'values',
      object({ a: choice(500, 4), b: choice(500, 4) }),
      object({ a: choice(500, 4), b: choice(501, 4) }),
      'Expected at most 1000 enum values in total within a single schema when using structured outputs, but received 1001.',
    ],
    [
      'characters of a long enum',
      object({ a: choice(300, 50) }),
      object({ a: choice(300, 51) }),
      'Expected at most 15000 total characters across enum values when there are more than 250 enum values, but received 15300.',
    ],
    [
      'characters of all names',
      object({ ['a'.repeat(119_000)]: text }),
      object({ ['a'.repeat(121_000)]: text }),
      'Expected at most 120000 total characters across property names',
    ],
  ])('has a limit for %s', (_what, most, more, said) => {
    expect(ofFormat(most, true)).toBeUndefined();
    expect(ofFormat(more, true)?.message).toContain(`Invalid schema for response_format 'x': ${said}`);
    expect(ofFormat(more)).toBeUndefined();
  });
});

test('a description of a function has a limit, and a name has one too', () => {
  const said = (more: Json) => refusal({ tools: [{ type: 'function', function: { name: 'f', ...more } }] });
  expect(said({ description: 'd'.repeat(1_024) })).toBeUndefined();
  expect(said({ description: 'd'.repeat(1_025) })).toEqual({
    message:
      "Invalid 'tools[0].function.description': string too long. Expected a string with maximum length 1024, but got a string with length 1025 instead.",
    type: 'invalid_request_error',
    param: 'tools[0].function.description',
    code: 'string_above_max_length',
  });
  expect(said({ name: '' })).toMatchObject({ code: 'empty_string', param: 'tools[0].function.name' });
  expect(said({ name: 'n'.repeat(65) })).toMatchObject({ code: 'string_above_max_length' });
});

describe('hostile schemas', () => {
  const deep = (levels: number, wrap: (inner: unknown) => unknown): unknown =>
    Array.from({ length: levels }).reduce<unknown>((inner) => wrap(inner), text);

  test.each([
    ['objects', deep(3_000, (inner) => ({ type: 'object', properties: { a: inner } }))],
    ['lists', deep(3_000, (inner) => ({ type: 'array', items: inner }))],
    ['alternatives', deep(3_000, (inner) => ({ anyOf: [inner] }))],
    ['values', { type: 'object', properties: { a: { enum: [deep(3_000, (inner) => [inner])] } } }],
  ])('very deep %s are no schema', (_what, schema) => {
    for (const strict of [true, false]) {
      expect(ofFunction(schema, strict)).toMatchObject({
        message: "Invalid schema for function 'f'. Please ensure it is a valid JSON Schema.",
        code: 'invalid_function_parameters',
      });
    }
  });

  test('a mistake is told in a few words, however large what is wrong is', () => {
    const large = 'x'.repeat(500_000);
    for (const wrong of [large, [large], { [large]: large }, Array.from({ length: 100_000 }).fill(0)])
      expect(ofFunction({ type: 'object', properties: { a: wrong } })?.message.length ?? 0).toBeLessThan(500);
    expect(ofFunction(object({ [large]: { type: 'array' } }))?.message.length).toBeLessThan(500);
  });

  test('whatever is sent, the answer is yes or a documented error', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.boolean(), (value, strict) => {
        for (const said of [ofFunction(value, strict), ofFormat(value, strict)]) {
          if (said !== undefined) expect(said).toMatchObject({ type: 'invalid_request_error' });
        }
      }),
    );
  });

  test('more schemas than any model could read are refused, in one function or in many', () => {
    const wide = (count: number) => ({
      type: 'object',
      properties: Object.fromEntries(Array.from({ length: count }, (_, i) => [`p${i}`, text])),
    });
    const many = (count: number, each: number) =>
      refusal({
        tools: Array.from({ length: count }, (_, i) => ({
          type: 'function',
          function: { name: `f${i}`, parameters: wide(each) },
        })),
      });
    expect(many(1, 15_000)).toBeUndefined();
    expect(many(1, 25_000)?.message).toMatch(/Please ensure it is a valid JSON Schema/);
    expect(many(100, 250)?.message).toMatch(/^Invalid schema for function 'f79'/);
  });

  test('references in a circle and to themselves come to an end', () => {
    const circle = object(
      { a: { $ref: '#/$defs/b' } },
      { $defs: { b: { $ref: '#/$defs/c' }, c: { $ref: '#/$defs/b' } } },
    );
    expect(ofFormat(circle, true)).toBeUndefined();
    expect(ofFormat(object({ a: { $ref: '#' } }), true)).toBeUndefined();
  });
});
