import type { Conversation } from './answer.ts';
import { sentencesOf } from './manner.ts';
import { normalize } from './match.ts';

/** What JSON values are drawn from. */
export interface JsonSource {
  readonly conversation: Conversation;
  /** What the model would have said in prose. */
  readonly answer: string;
  /** Words of the attempt that a program can't guess. */
  readonly nonce: string;
}

type Schema = Readonly<Record<string, unknown>>;

/** A value that conforms to a JSON schema, drawn from the conversation; without a schema a small object. */
export function conformingJson(schema: Schema | undefined, source: JsonSource): unknown {
  if (schema === undefined || Object.keys(schema).length === 0)
    return { answer: source.answer, note: source.nonce };
  return new Generator(schema, source).value(schema, '', 0);
}

/** Beyond it optional parts are left out, so that recursive schemas come to an end. */
const maxDepth = 6;

class Generator {
  readonly #root: Schema;
  readonly #source: JsonSource;
  readonly #numbers: number[];

  constructor(root: Schema, source: JsonSource) {
    this.#root = root;
    this.#source = source;
    this.#numbers = (source.conversation.question.match(/-?\d+(?:\.\d+)?/g) ?? []).map(Number);
  }

  value(given: Schema, name: string, depth: number): unknown {
    const schema = this.#resolve(given);
    if ('const' in schema) return schema.const;
    if (Array.isArray(schema.enum)) return this.#oneOf(schema.enum, name);
    const union = asSchemas(schema.anyOf) ?? asSchemas(schema.oneOf);
    if (union !== undefined) return this.value(this.#alternative(union, depth), name, depth);
    switch (typeOf(schema)) {
      case 'object':
        return this.#object(schema, depth);
      case 'array':
        return this.#array(schema, name, depth);
      case 'boolean':
        return this.#boolean();
      case 'integer':
        return this.#number(schema, true);
      case 'number':
        return this.#number(schema, false);
      case 'null':
        return null;
      default:
        return this.#text(schema, name);
    }
  }

  #resolve(schema: Schema): Schema {
    const reference = schema.$ref;
    if (typeof reference !== 'string') return schema;
    const target = reference
      .replace(/^#\/?/, '')
      .split('/')
      .filter((key) => key !== '')
      .reduce<unknown>((node, key) => (isSchema(node) ? node[key] : undefined), this.#root);
    return isSchema(target) ? this.#resolve(target) : {};
  }

  /** A real value rather than `null`, unless it goes too deep. */
  #alternative(union: readonly Schema[], depth: number): Schema {
    const isNull = (schema: Schema) => schema.type === 'null';
    const wanted = depth >= maxDepth ? union.find(isNull) : union.find((schema) => !isNull(schema));
    return wanted ?? union[0] ?? {};
  }

  #object(schema: Schema, depth: number): Record<string, unknown> {
    const properties = isSchema(schema.properties) ? schema.properties : {};
    const required: readonly unknown[] = Array.isArray(schema.required) ? schema.required : [];
    const names = Object.keys(properties).filter((name) => depth < maxDepth || required.includes(name));
    return Object.fromEntries(
      names.map((name) => {
        const property = properties[name];
        return [name, this.value(isSchema(property) ? property : {}, name, depth + 1)];
      }),
    );
  }

  #array(schema: Schema, name: string, depth: number): unknown[] {
    const items = isSchema(schema.items) ? schema.items : {};
    const low = typeof schema.minItems === 'number' ? schema.minItems : 0;
    const high = typeof schema.maxItems === 'number' ? schema.maxItems : Number.POSITIVE_INFINITY;
    const length = Math.max(low, Math.min(high, depth >= maxDepth ? low : 3));
    const resolved = this.#resolve(items);
    if (typeOf(resolved) === 'string' && !Array.isArray(resolved.enum)) {
      const words = [this.#source.nonce, ...keywords(this.#source.conversation.question)];
      return Array.from({ length }, (_, index) => words[index] ?? `${this.#source.nonce} ${index + 1}`);
    }
    return Array.from({ length }, () => this.value(items, name, depth + 1));
  }

  /** The value whose words occur in the question, else one that the question's mood suggests, else the first. */
  #oneOf(values: readonly unknown[], name: string): unknown {
    const text = normalize(this.#source.conversation.question);
    const named = values.find((value) => typeof value === 'string' && text.includes(normalize(value)));
    if (named !== undefined) return named;
    const mood = moodOf(text);
    const moody = values.find((value) => typeof value === 'string' && value.toLowerCase().startsWith(mood));
    return moody ?? values[name.length % Math.max(1, values.length)] ?? values[0];
  }

  #boolean(): boolean {
    return moodOf(normalize(this.#source.conversation.question)) !== 'negative';
  }

  #number(schema: Schema, whole: boolean): number {
    const low =
      bound(schema.minimum) ??
      exclusive(schema.exclusiveMinimum, whole ? 1 : 0.5) ??
      Number.NEGATIVE_INFINITY;
    const high =
      bound(schema.maximum) ??
      exclusive(schema.exclusiveMaximum, whole ? -1 : -0.5) ??
      Number.POSITIVE_INFINITY;
    const fits = (value: number) => value >= low && value <= high && (!whole || Number.isInteger(value));
    const found = this.#numbers.find(fits);
    if (found !== undefined) return found;
    const positive = moodOf(normalize(this.#source.conversation.question)) === 'positive';
    if (Number.isFinite(low) && Number.isFinite(high)) return positive ? high : low;
    if (Number.isFinite(low)) return low;
    return Number.isFinite(high) ? high : 1;
  }

  #text(schema: Schema, name: string): string {
    const { answer, nonce, conversation } = this.#source;
    const format = schema.format;
    if (format === 'date') return '2030-01-15';
    if (format === 'date-time') return '2030-01-15T12:00:00Z';
    if (format === 'email') return 'traveller@example.com';
    if (format === 'uuid') return '00000000-0000-4000-8000-000000000000';
    if (/summary|description|text|answer|reason|message|content|explanation|comment/i.test(name)) {
      return `${sentencesOf(answer)[0] ?? answer} (${nonce})`;
    }
    const quoted = /["“]([^"”]{1,60})["”]/.exec(conversation.question)?.[1];
    const proper = /(?<!^)(?<![.!?]\s)\b(\p{Lu}[\p{L}’'-]+(?:\s\p{Lu}[\p{L}’'-]+)*)/u.exec(
      conversation.question,
    )?.[1];
    if (/name|title|city|place|destination|location|country|person|product/i.test(name))
      return quoted ?? proper ?? nonce;
    return nonce;
  }
}

const positiveWords =
  /\b(good|great|love|loved|excellent|amazing|wonderful|perfect|best|happy|recommend|friendly|beautiful|delicious|fantastic)\b/;
const negativeWords =
  /\b(bad|terrible|awful|worst|hate|hated|dirty|rude|broken|never|disappointing|disappointed|horrible|poor|slow)\b/;

/** A crude reading of a text's mood. */
export function moodOf(normalized: string): 'positive' | 'negative' | 'neutral' {
  const good = positiveWords.test(normalized);
  const bad = negativeWords.test(normalized);
  if (good === bad) return 'neutral';
  return good ? 'positive' : 'negative';
}

function keywords(text: string): readonly string[] {
  return [
    ...new Set(
      normalize(text)
        .trim()
        .split(' ')
        .filter((word) => word.length > 4),
    ),
  ];
}

function typeOf(schema: Schema): unknown {
  if (Array.isArray(schema.type)) return schema.type.find((type) => type !== 'null');
  if (schema.type !== undefined) return schema.type;
  if ('properties' in schema) return 'object';
  return 'items' in schema ? 'array' : 'string';
}

function bound(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

function exclusive(value: unknown, step: number): number | undefined {
  return typeof value === 'number' ? value + step : undefined;
}

function asSchemas(value: unknown): readonly Schema[] | undefined {
  return Array.isArray(value) ? value.filter(isSchema) : undefined;
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
