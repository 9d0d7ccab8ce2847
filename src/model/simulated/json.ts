import { askedSchema } from './asked-json.ts';
import { highest, lowest, usualNumber } from './numbers.ts';
import { bestOption, described } from './options.ts';
import { drawText, type JsonSource, keywords, moodOf, Numbers, praiseIn, sourceText } from './values.ts';

type Schema = Readonly<Record<string, unknown>>;

/** A value that conforms to a JSON schema, drawn from the conversation; without a schema the keys that were asked for. */
export function conformingJson(schema: Schema | undefined, source: JsonSource): unknown {
  const { system, question } = source.conversation;
  const given =
    schema !== undefined && Object.keys(schema).length > 0 ? schema : askedSchema(`${system}\n${question}`);
  if (given === undefined) return { answer: source.answer, note: source.nonce };
  return new Generator(given, source).value(given, '', 0, 0);
}

/** Beyond it optional parts are left out, so that recursive schemas come to an end. */
const maxDepth = 6;

/** However wide a schema is, a reply stays a reply. */
const maxValues = 2_000;

class Generator {
  readonly #root: Schema;
  readonly #source: JsonSource;
  readonly #text: string;
  readonly #numbers: Numbers;
  #values = 0;

  constructor(root: Schema, source: JsonSource) {
    this.#root = root;
    this.#source = source;
    this.#text = sourceText(source);
    this.#numbers = new Numbers(this.#text);
  }

  /** @param index position in the nearest list, so that its items differ */
  value(given: Schema, name: string, depth: number, index: number): unknown {
    this.#values += 1;
    // No finite value conforms to a schema that requires itself.
    if (depth > 8 * maxDepth || this.#values > 10 * maxValues) return null;
    const schema = this.#resolve(given);
    if ('const' in schema) return schema.const;
    if (Array.isArray(schema.enum)) return this.#oneOf(schema.enum, schema);
    const union = asSchemas(schema.anyOf) ?? asSchemas(schema.oneOf);
    if (union !== undefined && union.length > 0) {
      return this.value(this.#alternative(union, depth), name, depth + 1, index);
    }
    switch (typeOf(schema)) {
      case 'object':
        return this.#object(schema, depth, index);
      case 'array':
        return this.#array(schema, name, depth);
      case 'boolean':
        return this.#boolean(name);
      case 'integer':
        return this.#number(schema, name, true);
      case 'number':
        return this.#number(schema, name, false);
      case 'null':
        return null;
      default:
        return this.#string(schema, name, index);
    }
  }

  #resolve(given: Schema, depth = 0): Schema {
    let schema = given;
    // A reference may lead to itself.
    for (let steps = 0; typeof schema.$ref === 'string' && steps < 20; steps += 1) {
      const target = schema.$ref
        .replace(/^#\/?/, '')
        .split('/')
        .filter((key) => key !== '')
        .reduce<unknown>((node, key) => (isSchema(node) ? node[key] : undefined), this.#root);
      schema = isSchema(target) ? target : {};
    }
    const parts = depth < maxDepth ? (asSchemas(schema.allOf) ?? []) : [];
    return Object.assign({}, schema, ...parts.map((part) => this.#resolve(part, depth + 1)));
  }

  /** A real value rather than `null`, unless it goes too deep; the alternative that its words fit best. */
  #alternative(union: readonly Schema[], depth: number): Schema {
    const isNull = (schema: Schema) => schema.type === 'null';
    const deep = depth >= maxDepth || this.#values > maxValues;
    const simple = union.find((schema) => !('$ref' in schema) && typeOf(schema) !== 'object');
    if (deep) return union.find(isNull) ?? simple ?? union[0] ?? {};
    const real = union.filter((schema) => !isNull(schema));
    const named = real.map((schema, index) => ({ name: String(index), about: JSON.stringify(schema) }));
    const best = real.length > 1 ? bestOption(named, this.#text) : undefined;
    return real[best === undefined ? 0 : Number(best.name)] ?? union[0] ?? {};
  }

  #object(schema: Schema, depth: number, index: number): Record<string, unknown> {
    const properties = isSchema(schema.properties) ? schema.properties : {};
    const required = (Array.isArray(schema.required) ? schema.required : []).map(String);
    const deep = depth >= maxDepth || this.#values > maxValues;
    const optional = Object.keys(properties).filter((name) => !required.includes(name) && !deep);
    const names = new Set(
      [...Object.keys(properties), ...required].filter(
        (name) => required.includes(name) || optional.includes(name),
      ),
    );
    return Object.fromEntries(
      [...names].map((name) => {
        const property = properties[name];
        return [name, this.value(isSchema(property) ? property : {}, name, depth + 1, index)];
      }),
    );
  }

  #array(schema: Schema, name: string, depth: number): unknown[] {
    const items = isSchema(schema.items) ? schema.items : {};
    const low = typeof schema.minItems === 'number' ? schema.minItems : 0;
    const high = typeof schema.maxItems === 'number' ? schema.maxItems : Number.POSITIVE_INFINITY;
    const deep = depth >= maxDepth || this.#values > maxValues;
    const length = Math.min(Math.max(low, Math.min(high, deep ? low : 3)), 1_000);
    const resolved = this.#resolve(items);
    const words = keywords(this.#source);
    const plainText =
      typeOf(resolved) === 'string' &&
      !['enum', 'const', 'format', 'anyOf', 'oneOf'].some((key) => key in resolved);
    return Array.from({ length }, (_, index) =>
      plainText
        ? fitLength(words[index] ?? `${this.#source.nonce} ${index + 1}`, resolved)
        : this.value(items, name, depth + 1, index),
    );
  }

  /** The value that the question or its description fits, else one that the question's mood suggests, else the first. */
  #oneOf(values: readonly unknown[], schema: Schema): unknown {
    const names = values.filter((value) => typeof value === 'string');
    const about = `${this.#source.conversation.system}\n${String(schema.description ?? '')}`;
    const best = bestOption(described(names, about), this.#text);
    if (best !== undefined) return best.name;
    const mood = moodOf(this.#text);
    return names.find((value) => value.toLowerCase().startsWith(mood)) ?? values[0] ?? null;
  }

  #boolean(name: string): boolean {
    if (/approv|accept|done|finish|complete/i.test(name)) {
      const { question, earlier } = this.#source.conversation;
      return [question, ...earlier.map(({ text }) => text)].some((text) => /\b(?:revis|rework)/i.test(text));
    }
    return moodOf(this.#text) !== 'negative';
  }

  #number(schema: Schema, name: string, whole: boolean): number {
    const step =
      typeof schema.multipleOf === 'number' && schema.multipleOf > 0 ? schema.multipleOf : undefined;
    const nudge = step ?? (whole ? 1 : 0.5);
    const low = lowest(bound(schema.minimum) ?? shifted(schema.exclusiveMinimum, nudge));
    const high = highest(bound(schema.maximum) ?? shifted(schema.exclusiveMaximum, -nudge));
    const onStep = (value: number) => step === undefined || Number.isInteger(value / step);
    const fits = (value: number) =>
      value >= low && value <= high && onStep(value) && (!whole || Number.isSafeInteger(value));
    if (/rating|stars|score/i.test(name)) return this.#rating(low, high, fits);
    const found = this.#numbers.take(name, fits);
    if (found !== undefined) return found;
    const usual = usualNumber(name, low, high);
    const wanted = usual ?? (moodOf(this.#text) === 'positive' && Number.isFinite(high) ? high : low);
    const start = [wanted, high, 1].find(Number.isFinite) ?? 1;
    const unit = step ?? (whole ? 1 : undefined);
    if (unit === undefined) return start;
    const rounded = start === high ? Math.floor(start / unit) * unit : Math.ceil(start / unit) * unit;
    return rounded === 0 ? 0 : rounded;
  }

  /** As many stars as the text says, or as its praise is worth; from 1 to 5 where the schema has no bounds. */
  #rating(low: number, high: number, fits: (value: number) => boolean): number {
    const given = this.#numbers.takeRating(fits);
    if (given !== undefined) return given;
    const from = Number.isFinite(low) ? low : Math.min(1, high);
    const to = Number.isFinite(high) ? high : Math.max(5, from);
    const drawn = Math.round(from + (to - from) * praiseIn(this.#text));
    return [drawn, from, to].find(fits) ?? from;
  }

  #string(schema: Schema, name: string, index: number): string {
    const fixed = formats[String(schema.format)];
    return fixed ?? fitLength(drawText(name, this.#source, index), schema);
  }
}

/** Examples of the string formats that Structured Outputs support. */
const formats: Readonly<Record<string, string>> = {
  date: '2030-01-15',
  time: '12:00:00Z',
  'date-time': '2030-01-15T12:00:00Z',
  duration: 'P3D',
  email: 'traveller@example.com',
  hostname: 'example.com',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  uuid: '00000000-0000-4000-8000-000000000000',
  uri: 'https://example.com/',
};

function fitLength(text: string, { minLength, maxLength }: Schema): string {
  const padded = typeof minLength === 'number' ? text.padEnd(Math.min(minLength, 10_000), ' .') : text;
  return typeof maxLength === 'number' ? padded.slice(0, maxLength) : padded;
}

function typeOf(schema: Schema): unknown {
  if (Array.isArray(schema.type)) return schema.type.find((type) => type !== 'null') ?? 'null';
  if (schema.type !== undefined) return schema.type;
  if ('properties' in schema) return 'object';
  return 'items' in schema ? 'array' : 'string';
}

function bound(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

function shifted(value: unknown, step: number): number | undefined {
  return typeof value === 'number' ? value + step : undefined;
}

function asSchemas(value: unknown): readonly Schema[] | undefined {
  return Array.isArray(value) ? value.filter(isSchema) : undefined;
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
