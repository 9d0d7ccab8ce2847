type Schema = Readonly<Record<string, unknown>>;

/**
 * The JSON that a prompt asks for, as a schema: a JSON schema that is in it, the keys that it lists, or an object that it
 * shows as an example of the form. `undefined` when it says nothing of the kind.
 */
export function askedSchema(text: string): Schema | undefined {
  const shown = objectsIn(text);
  const schema = shown.map(({ source }) => schemaIn(parsed(source))).find((each) => each !== undefined);
  if (schema !== undefined) return schema;
  const example = shown.find(({ before }) => cue.test(before));
  return listedKeys(text) ?? (example && schemaLike(example.source)) ?? namedThings(text);
}

/** What people write before an object that shows the form. */
const cue =
  /(?:format|form|shape|structure|schema|template|example|like|as|following|this|JSON|return|reply|respond|with)\W{0,12}(?:json)?\W{0,8}$/i;

interface Shown {
  readonly source: string;
  /** What precedes it. */
  readonly before: string;
}

const mostObjects = 20;

/** The outermost pairs of braces with what is in them; one pass, whatever the text is. */
function objectsIn(text: string): readonly Shown[] {
  const found: Shown[] = [];
  let begin = -1;
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length && found.length < mostObjects; at += 1) {
    const sign = text[at];
    if (quoted) {
      if (sign === '\\') at += 1;
      else if (sign === '"' || sign === '\n') quoted = false;
    } else if (sign === '"' && depth > 0) quoted = true;
    else if (sign === '{') {
      if (depth === 0) begin = at;
      depth += 1;
    } else if (sign === '}' && depth > 0) {
      depth -= 1;
      if (depth === 0)
        found.push({ source: text.slice(begin, at + 1), before: text.slice(Math.max(0, begin - 60), begin) });
    }
  }
  return found;
}

function parsed(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    return undefined;
  }
}

/** The schema of an object in a parsed value: the value itself, or what a wrapper such as `json_schema` has. */
function schemaIn(value: unknown, depth = 0): Schema | undefined {
  if (!isObject(value) || depth > 3) return undefined;
  if (isObject(value.properties)) return { ...value, type: 'object' };
  return schemaIn(value.schema ?? value.json_schema ?? value.parameters, depth + 1);
}

/** An example as a schema: `{"city": "…", "days": 3}`, and with names of types `{ city: string, days: number }`. */
function schemaLike(source: string): Schema | undefined {
  const value = parsed(source);
  if (isObject(value)) return Object.keys(value).length === 0 ? undefined : typeOfExample(value);
  const named = [...source.matchAll(/["'`]?([A-Za-z_][\w-]{0,40})["'`]?\??\s{0,4}:\s{0,4}([^,;}\n]{0,60})/g)];
  return objectOf(named.map(keyOf));
}

function typeOfExample(value: unknown, depth = 0): Schema {
  if (depth > 8) return { type: 'string' };
  if (Array.isArray(value)) return { type: 'array', items: typeOfExample(value[0] ?? '', depth + 1) };
  if (isObject(value)) {
    const pairs = Object.entries(value).map(([name, each]): [string, Schema] => [
      name,
      typeOfExample(each, depth + 1),
    ]);
    return objectOf(pairs) ?? { type: 'object' };
  }
  if (typeof value === 'number') return { type: Number.isInteger(value) ? 'integer' : 'number' };
  if (typeof value === 'boolean') return { type: 'boolean' };
  const said = typeof value === 'string' ? value : '';
  return (said.includes('|') ? choiceNamed(said) : undefined) ?? typeNamed(said) ?? { type: 'string' };
}

const lists = /\b(?:keys?|fields?|propert(?:y|ies)|attributes?)\b/gi;

/** `with the keys "city" and "country"`, `keys: city, days (integer)`, and one key a line. */
function listedKeys(text: string): Schema | undefined {
  for (const { index, 0: word } of text.matchAll(lists)) {
    const rest = text.slice(index + word.length, index + word.length + 1_000);
    const found = quotedKeys(rest) ?? keysByLine(rest) ?? plainKeys(rest);
    if (found !== undefined) return found;
  }
  return undefined;
}

function quotedKeys(rest: string): Schema | undefined {
  const sentence = /^[^.\n]{1,300}/.exec(rest)?.[0] ?? '';
  const names = [...sentence.matchAll(/["'`“]([\w-]{1,40})["'`”]\s{0,3}(?:\(([^)]{1,80})\))?/g)];
  return objectOf(names.map(keyOf));
}

function keysByLine(rest: string): Schema | undefined {
  if (!/^[^\n]{0,60}:[ \t]*\n/.test(rest)) return undefined;
  const lines = rest.split('\n').slice(1);
  const end = lines.findIndex((line) => !key.test(line));
  return objectOf((end === -1 ? lines : lines.slice(0, end)).map((line) => keyOf(key.exec(line) ?? [])));
}

const key =
  /^[ \t]{0,8}(?:[-*•]|\d{1,2}[.)])[ \t]{1,4}["'`*]{0,3}([A-Za-z_][\w-]{0,40})["'`*]{0,3}[ \t]{0,4}(?:$|[:(–—-][ \t]{0,4}(.{0,60}))/;

function plainKeys(rest: string): Schema | undefined {
  const list =
    /^(?:\s{1,3}(?:named|called|of|are))?\s{0,3}:?\s{0,3}([A-Za-z_][^.\n:;]{0,300})/.exec(rest)?.[1] ?? '';
  return namesIn(list);
}

const things = '(?:the |an? |its |their )?([A-Za-z_][^.\\n:;?]{0,200})';
const before = new RegExp(
  `\\b(?:extract|return|give me|find|get|list)\\s${things}\\s(?:as|in)\\s(?:an? )?JSON\\b`,
  'i',
);
const after = new RegExp(`\\bJSON(?: object)?\\s(?:with|containing|having|of)\\s${things}`, 'i');

/** `extract the name and the age as JSON`, `JSON with a title and a body`. */
function namedThings(text: string): Schema | undefined {
  return namesIn(before.exec(text)?.[1] ?? '') ?? namesIn(after.exec(text)?.[1] ?? '');
}

/** Single words, joined by commas and `and`: two or more, or they are no list. */
function namesIn(list: string): Schema | undefined {
  const parts = list.split(/\s{0,3},\s{0,3}(?:and\s|or\s)?|\s(?:and|plus)\s/);
  const names = parts.map((part) =>
    /^(?:the |an? )?([A-Za-z_][\w-]{0,40})(?:\s{0,3}\(([^)]{1,80})\))?(\s.*)?$/.exec(part.trim()),
  );
  // The last one may be followed by more of the sentence, the others by nothing.
  const good = names.filter(
    (match, index) => match !== null && (match[3] === undefined || index === names.length - 1),
  );
  if (good.length < names.length || names.length < 2) return undefined;
  return objectOf(good.map((match) => keyOf(match ?? [])));
}

function keyOf([, name = '', about = '']: readonly (string | undefined)[]): [string, Schema] {
  return [name, choiceNamed(about) ?? typeNamed(about) ?? typeGuessed(name)];
}

const mostKeys = 100;

function objectOf(pairs: readonly (readonly [string, Schema])[]): Schema | undefined {
  const properties = Object.fromEntries(pairs.filter(([name]) => name !== '').slice(0, mostKeys));
  const required = Object.keys(properties);
  return required.length === 0 ? undefined : { type: 'object', properties, required };
}

/** `good or bad`, `one of: red, green, blue`, `"a" | "b"`: values to choose from. */
function choiceNamed(words: string): Schema | undefined {
  if (!/\||\bor\b|^(?:one of|either|enum)\b/i.test(words)) return undefined;
  const list = words.trim().replace(/^(?:one of|either|enum)\s{0,3}:?\s{0,3}/i, '');
  const parts = list
    .split(/\s{0,3}(?:,\s{0,3}or\s|[,|/]|\sor\s)\s{0,3}/)
    .map((part) => /^["'`]?([\w-]{1,30})["'`]?$/.exec(part)?.[1]);
  const values = parts.filter((part) => part !== undefined);
  const types = values.some((value) => typeNamed(value) !== undefined || /^(?:true|false|null)$/.test(value));
  return values.length < 2 || values.length < parts.length || types
    ? undefined
    : { type: 'string', enum: values };
}

/** The type that some words name; `undefined` when they name none. */
function typeNamed(words: string): Schema | undefined {
  const about = words.trim().toLowerCase().slice(0, 60);
  const list = /^(?:an? )?(?:array|list)\b|^\[|\[\]$/.test(about);
  const inner = (/(?:array|list) (?:of )?(\w+)/.exec(about)?.[1] ?? about).replace(/s$|\[\]$/, '');
  const type = /\bint(?:eger)?\b|whole number/.test(inner)
    ? 'integer'
    : /\bnumber\b|\bfloat\b|\bdecimal\b/.test(inner)
      ? 'number'
      : /\bbool(?:ean)?\b|true or false|true\/false/.test(inner)
        ? 'boolean'
        : /\bstring\b|\btext\b/.test(inner)
          ? 'string'
          : undefined;
  if (list) return { type: 'array', items: { type: type ?? 'string' } };
  return type === undefined ? undefined : { type, ...(type === 'string' ? {} : boundsIn(about)) };
}

/** `a number between 0 and 1`, `integer from 1 to 5`, `number (1-10)`. */
function boundsIn(about: string): Schema {
  const [, low, high] =
    /(?<![\w.])(\d{1,9}(?:\.\d{1,6})?)\s{0,3}(?:-|–|to|and)\s{0,3}(\d{1,9}(?:\.\d{1,6})?)/.exec(about) ?? [];
  if (low === undefined || high === undefined || Number(low) > Number(high)) return {};
  return { minimum: Number(low), maximum: Number(high) };
}

/** The type of a key that comes without one, by its name. */
function typeGuessed(name: string): Schema {
  if (/^(?:is|has|can|should)(?:_|[A-Z])/.test(name)) return { type: 'boolean' };
  if (/(?:price|cost|amount|latitude|longitude|percentage|confidence)$/i.test(name))
    return { type: 'number' };
  if (
    /(?:^|_)(?:age|year|count|nights|days|guests|quantity|rating|stars|score|servings|people|minutes|hours|pages|population)$|(?:Count|Year|Nights|Days)$/.test(
      name,
    )
  )
    return { type: 'integer' };
  if (/(?:tags|keywords|items|steps|names|list)$/i.test(name))
    return { type: 'array', items: { type: 'string' } };
  return { type: 'string' };
}

function isObject(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
