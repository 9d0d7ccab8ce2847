export type Schema = Readonly<Record<string, unknown>>;

/** A schema within a schema, or what stands in place of one. */
export interface Place {
  readonly schema: unknown;
  /** The key or keys that lead here from `parent`; none at the root. */
  readonly keys: readonly string[];
  readonly parent?: Place;
  /** Objects and lists around a value of this schema, itself included. */
  readonly level: number;
}

/** Keywords whose value is a schema, a list of schemas, or schemas by name. */
const single = [
  'items',
  'additionalProperties',
  'additionalItems',
  'contains',
  'not',
  'if',
  'then',
  'else',
  'propertyNames',
  'unevaluatedItems',
  'unevaluatedProperties',
] as const;
const several = ['anyOf', 'oneOf', 'allOf', 'prefixItems'] as const;
const named = ['properties', '$defs', 'definitions', 'patternProperties', 'dependentSchemas'] as const;

export const keywords = { single, several, named } as const;

/** What adds a level to the value: the rest describes the same value in other words. */
const deeper: ReadonlySet<string> = new Set(['properties', 'items', 'prefixItems', 'patternProperties']);

/** Whether the schemas behind a keyword have names of their own. */
export function isNamed(keyword: string | undefined): boolean {
  return keyword !== undefined && kinds.get(keyword) === 'named';
}

const definitions: ReadonlySet<string> = new Set(['$defs', 'definitions']);

/**
 * All the schemas in a schema, in the order in which they are written, the schema itself first. References are not
 * followed. Without recursion: a program decides how deep its schema is.
 */
export function* placesIn(schema: Schema): Generator<Place> {
  const waiting: Place[] = [{ schema, keys: [], level: levelOf(schema, 0) }];
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    yield place;
    const inner = [...innerOf(place)];
    while (inner.length > 0) {
      const last = inner.pop();
      if (last !== undefined) waiting.push(last);
    }
  }
}

function* innerOf(parent: Place): Generator<Place> {
  const { schema, level } = parent;
  if (!isObject(schema)) return;
  const place = (inner: unknown, ...keys: readonly [string, ...string[]]): Place => {
    // A definition is looked at on its own; alternatives describe the same value, which is counted once.
    const beside = level - levelOf(schema, 0);
    const around = deeper.has(keys[0]) ? level : definitions.has(keys[0]) ? 0 : beside;
    return { schema: inner, keys, parent, level: levelOf(inner, around) };
  };
  for (const [keyword, value] of Object.entries(schema)) {
    const kind = kinds.get(keyword);
    if (kind === 'named' && isObject(value)) {
      for (const [name, inner] of Object.entries(value)) yield place(inner, keyword, name);
    } else if (kind !== undefined && kind !== 'named' && Array.isArray(value)) {
      for (const [index, inner] of value.entries()) yield place(inner, keyword, String(index));
    } else if (kind === 'single' && isObject(value)) {
      yield place(value, keyword);
    }
  }
}

const kinds: ReadonlyMap<string, 'single' | 'several' | 'named'> = new Map([
  ...single.map((keyword) => [keyword, 'single'] as const),
  ...several.map((keyword) => [keyword, 'several'] as const),
  ...named.map((keyword) => [keyword, 'named'] as const),
]);

function levelOf(schema: unknown, around: number): number {
  const types = typesOf(schema);
  return types.includes('object') || types.includes('array') ? around + 1 : around;
}

/** The keys that lead from the root to a place. */
export function contextOf(place: Place): readonly string[] {
  const context: string[] = [];
  for (let at: Place | undefined = place; at !== undefined; at = at.parent) context.unshift(...at.keys);
  return context;
}

/** The types that a schema names: none, one, or several. */
export function typesOf(schema: unknown): readonly unknown[] {
  if (!isObject(schema) || schema.type === undefined) return [];
  return Array.isArray(schema.type) ? schema.type : [schema.type];
}

/** Whether a value has more lists and objects in each other than `deepest`, or more values in all than `most`. */
export function isLargerThan(value: unknown, deepest: number, most: number): boolean {
  let row: unknown[] = [value];
  let count = 0;
  for (let depth = 0; row.length > 0; depth += 1) {
    count += row.length;
    if (depth > deepest || count > most) return true;
    row = row.flatMap((each) => (typeof each === 'object' && each !== null ? Object.values(each) : []));
  }
  return false;
}

export function isObject(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
