import { repr } from './repr.ts';
import { isObject, keywords, type Schema } from './walk.ts';

/**
 * Whether a schema is one at all, as JSON Schema defines it for itself: the first keyword whose value can't be right, in
 * the words of the library that the service asks. What is in its inner schemas is not looked at.
 */
export function shapeMistake(schema: Schema): string | undefined {
  for (const [keyword, value] of Object.entries(schema)) {
    const mistake = Object.hasOwn(checks, keyword) ? checks[keyword]?.(value) : undefined;
    if (mistake !== undefined) return mistake;
  }
  return undefined;
}

type Check = (value: unknown) => string | undefined;

const types: ReadonlySet<unknown> = new Set([
  'array',
  'boolean',
  'integer',
  'null',
  'number',
  'object',
  'string',
]);

const isA =
  (fits: (value: unknown) => boolean, ...names: readonly string[]): Check =>
  (value) =>
    fits(value) ? undefined : `${repr(value)} is not of type ${names.map((name) => `'${name}'`).join(', ')}`;

const text = isA((value) => typeof value === 'string', 'string');
const number = isA((value) => typeof value === 'number', 'number');
const list = isA(Array.isArray, 'array');
const object = isA(isObject, 'object');
const schema = isA((value) => typeof value === 'boolean' || isObject(value), 'object', 'boolean');

const type: Check = (value) => {
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  const fits = all.length > 0 && all.every((each) => types.has(each)) && new Set(all).size === all.length;
  return fits ? undefined : `${repr(value)} is not valid under any of the given schemas`;
};

const names: Check = (value) => {
  if (!Array.isArray(value)) return list(value);
  const wrong = value.map(text).find((mistake) => mistake !== undefined);
  return wrong ?? (new Set(value).size < value.length ? `${repr(value)} has non-unique elements` : undefined);
};

const size: Check = (value) => {
  if (typeof value !== 'number' || !Number.isInteger(value)) return `${repr(value)} is not of type 'integer'`;
  return value < 0 ? `${value} is less than the minimum of 0` : undefined;
};

const step: Check = (value) =>
  number(value) ??
  (Number(value) <= 0 ? `${repr(value)} is less than or equal to the minimum of 0` : undefined);

const schemas: Check = (value) => {
  if (!Array.isArray(value)) return list(value);
  if (value.length === 0) return '[] should be non-empty';
  return value.map(schema).find((mistake) => mistake !== undefined);
};

const schemasByName: Check = (value) =>
  object(value) ??
  Object.values(value ?? {})
    .map(schema)
    .find((mistake) => mistake !== undefined);

const each = (all: readonly string[], check: Check) => Object.fromEntries(all.map((name) => [name, check]));

const checks: Readonly<Record<string, Check>> = {
  ...each(keywords.single, schema),
  ...each(keywords.several, schemas),
  ...each(keywords.named, schemasByName),
  // A list of schemas too: that is how draft 7 writes a tuple.
  items: (value) => (Array.isArray(value) ? schemas(value) : schema(value)),
  ...each(['description', 'title', 'format', 'pattern', '$ref', '$schema', '$id'], text),
  ...each(['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'], number),
  ...each(['minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties'], size),
  multipleOf: step,
  type,
  required: names,
  enum: list,
};
