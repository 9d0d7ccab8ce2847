import { repr, tuple } from './repr.ts';
import { contextOf, isNamed, isObject, type Place, placesIn, type Schema, typesOf } from './walk.ts';

/** The formats that Structured Outputs know. */
const formats: ReadonlySet<unknown> = new Set([
  'date-time',
  'time',
  'date',
  'duration',
  'email',
  'hostname',
  'ipv4',
  'ipv6',
  'uuid',
]);

/** Keywords of JSON Schema that are outside the subset. What JSON Schema doesn't know either does no harm. */
const notPermitted: ReadonlySet<string> = new Set([
  'oneOf',
  'allOf',
  'not',
  'if',
  'then',
  'else',
  'dependentRequired',
  'dependentSchemas',
  'patternProperties',
  'propertyNames',
  'minProperties',
  'maxProperties',
  'unevaluatedProperties',
  'unevaluatedItems',
  'additionalItems',
  'prefixItems',
  'contains',
  'minContains',
  'maxContains',
  'uniqueItems',
  'default',
  'examples',
]);

/**
 * What Structured Outputs demand of a schema with `strict: true` (OpenAI guide "Structured Outputs", supported schemas):
 * the first thing that is wrong, as the service says it.
 */
export function strictMistake(root: Schema): string | undefined {
  const size = new Size();
  for (const place of placesIn(root)) {
    const mistake = placeMistake(place, root);
    if (mistake !== undefined) return mistake;
    size.add(place);
  }
  return size.mistake();
}

function placeMistake(place: Place, root: Schema): string | undefined {
  const at = (message: string, ...more: readonly string[]) =>
    `In context=${tuple([...contextOf(place), ...more])}, ${message}`;
  const { schema } = place;
  // `additionalProperties: false` is no place of its own: `walk` leaves it out.
  if (!isObject(schema)) return at("schema must have a 'type' key.");
  if (typeof schema.$ref === 'string') return referenceMistake(schema, schema.$ref, place, root);
  const unknown = Object.keys(schema).find((keyword) => notPermitted.has(keyword));
  if (unknown !== undefined) return at(`'${unknown}' is not permitted.`);
  const types = typesOf(schema);
  if (types.length === 0 && schema.anyOf === undefined) return at("schema must have a 'type' key.");
  for (const [index, type] of types.entries()) {
    const mistake = typeMistake(schema, type);
    if (mistake !== undefined)
      return at(mistake, ...(Array.isArray(schema.type) ? ['type', String(index)] : []));
  }
  return undefined;
}

function typeMistake(schema: Schema, type: unknown): string | undefined {
  if (type === 'object') return objectMistake(schema);
  if (type === 'array' && !isObject(schema.items)) return 'array schema missing items.';
  if (type === 'string' && schema.format !== undefined && !formats.has(schema.format))
    return `${repr(schema.format)} is not a valid format.`;
  return undefined;
}

function objectMistake(schema: Schema): string | undefined {
  if (schema.additionalProperties !== false)
    return "'additionalProperties' is required to be supplied and to be false.";
  const properties = isObject(schema.properties) ? Object.keys(schema.properties) : [];
  const required = new Set<unknown>(Array.isArray(schema.required) ? schema.required : []);
  const rule = "'required' is required to be supplied and to be an array including every key in properties.";
  const missing = properties.find((name) => !required.has(name));
  if (missing !== undefined) return `${rule} Missing ${repr(missing)}.`;
  const known = new Set<unknown>(properties);
  const extra = [...required].find((name) => !known.has(name));
  return extra === undefined ? undefined : `${rule} Extra required key ${repr(extra)} supplied.`;
}

function referenceMistake(schema: Schema, reference: string, place: Place, root: Schema): string | undefined {
  const context = `context=${tuple(contextOf(place))}`;
  const beside = Object.keys(schema).filter((keyword) => keyword !== '$ref');
  if (beside.length > 0) return `${context}, $ref cannot have keywords {${beside.map(repr).join(', ')}}.`;
  if (reference === '#') return undefined;
  const [, keyword, name] = /^#\/(\$defs|definitions)\/([^/]+)$/.exec(reference) ?? [];
  if (keyword === undefined || name === undefined)
    return `In ${context}, reference can only point to definitions defined at the top level of the schema.`;
  const definitions = root[keyword];
  const there = isObject(definitions) && Object.hasOwn(definitions, unescaped(name));
  return there
    ? undefined
    : `In ${context}, reference to component ${repr(name)} which was not found in the schema.`;
}

/** As JSON Pointers in an address write it. */
function unescaped(name: string): string {
  return name.replaceAll('~1', '/').replaceAll('~0', '~').replaceAll('%20', ' ');
}

const most = { levels: 10, properties: 5_000, values: 1_000, characters: 120_000 };
/** From so many texts on, the values of an enum may have so many characters together. */
const long = { values: 250, characters: 15_000 };
const advice =
  "Consider reducing the number of enums, or use 'strict: false' to opt out of structured outputs.";

/** What there is of everything that the service counts. */
class Size {
  #levels = 0;
  #properties = 0;
  #values = 0;
  #characters = 0;
  #longest = 0;

  add({ schema, level, keys }: Place): void {
    if (!isObject(schema)) return;
    this.#levels = Math.max(this.#levels, level);
    if (isNamed(keys[0])) this.#characters += keys[1]?.length ?? 0;
    if (isObject(schema.properties)) this.#properties += Object.keys(schema.properties).length;
    if (typeof schema.const === 'string') this.#characters += schema.const.length;
    if (!Array.isArray(schema.enum)) return;
    const characters = schema.enum.reduce((sum, value) => sum + String(value).length, 0);
    this.#values += schema.enum.length;
    this.#characters += characters;
    if (schema.enum.length > long.values) this.#longest = Math.max(this.#longest, characters);
  }

  mistake(): string | undefined {
    if (this.#levels > most.levels)
      return `${this.#levels} levels of nesting exceeds limit of ${most.levels}.`;
    if (this.#properties > most.properties)
      return `${this.#properties} parameters exceeds limit of ${most.properties}.`;
    if (this.#values > most.values)
      return `Expected at most ${most.values} enum values in total within a single schema when using structured outputs, but received ${this.#values}. ${advice}`;
    if (this.#longest > long.characters)
      return `Expected at most ${long.characters} total characters across enum values when there are more than ${long.values} enum values, but received ${this.#longest}. ${advice}`;
    if (this.#characters > most.characters)
      return `Expected at most ${most.characters} total characters across property names, definition names, enum values and const values, but received ${this.#characters}.`;
    return undefined;
  }
}
