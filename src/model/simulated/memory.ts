import type { Knowledge } from './knowledge.ts';

type Fact = Knowledge['facts'][number];

/** What the user said of a fact in one message: `my name is {value}` takes the words after it, up to a break. */
export function toldValue(fact: Fact, text: string): string | undefined {
  return valueIn(text, fact.told);
}

/** Who said a text. What others report of the user counts too, but only the user speaks of "me". */
export interface Spoken {
  readonly byUser: boolean;
  readonly text: string;
}

/** The latest value of each fact over the messages. What was not sent again is not known. */
export function remember(knowledge: Knowledge, spoken: readonly Spoken[]): ReadonlyMap<string, string> {
  const known = new Map<string, string>();
  for (const { byUser, text } of spoken) {
    for (const fact of knowledge.facts) {
      const value = valueIn(text, byUser ? [...fact.reported, ...fact.told] : fact.reported);
      if (value !== undefined) known.set(fact.id, value);
    }
  }
  return known;
}

function valueIn(text: string, patterns: readonly string[]): string | undefined {
  const folded = fold(text);
  for (const pattern of patterns) {
    // Most patterns don't occur, and to compile a pattern of Unicode letters costs a millisecond.
    if (!folded.includes(fold(pattern.split('{')[0] ?? ''))) continue;
    const match = tellingPattern(pattern).exec(text);
    if (match !== null) return match.groups?.value?.trim().replace(/[.,]+$/, '') ?? pattern;
  }
  return undefined;
}

function fold(text: string): string {
  return text.toLowerCase().replace(/\s+/g, ' ').replaceAll('’', "'");
}

/** `{value:a|b}` takes one of the words that it lists; `{value}` takes up to four words and ends at punctuation or a joining word; `{name}` takes one or two capitalised words. */
function tellingPattern(pattern: string): RegExp {
  const known = compiled.get(pattern);
  if (known !== undefined) return known;
  const made = compilePattern(pattern);
  compiled.set(pattern, made);
  return made;
}

const compiled = new Map<string, RegExp>();

function compilePattern(pattern: string): RegExp {
  const listed = /\{value:([^{}]+)\}/.exec(pattern)?.[1];
  const escaped = pattern
    .replace(/\{value:[^{}]+\}/, '{listed}')
    .replace(/[.*+?^$()|[\]\\]/g, '\\$&')
    .replace(/\s+/g, '\\s+')
    .replaceAll("'", "['’]");
  const source = escaped
    .replace('{listed}', `(?<value>${listed ?? ''})(?!\\p{L})`)
    .replace(
      '{value}',
      "(?<value>[\\p{L}\\p{N}€$£¥.,'’-]*[\\p{L}\\p{N}€$£¥'’-](?:\\s+(?!and\\b|but\\b|so\\b|for\\b|to\\b)[\\p{L}\\p{N}€$£¥'’-]+){0,3})",
    )
    .replace('{name}', "(?<value>\\p{Lu}[\\p{L}'’-]*(?:\\s+\\p{Lu}[\\p{L}'’-]*)?)");
  // A name begins with a capital letter, whatever the words before it are written in.
  return pattern.includes('{name}')
    ? new RegExp(`(?<![\\p{L}])${anyCase(source)}`, 'u')
    : new RegExp(`(?<![\\p{L}])${source}`, 'iu');
}

/** Letters of the fixed part in either case; the named group keeps its own. */
function anyCase(source: string): string {
  const group = source.indexOf('(?<value>');
  const fixed = source
    .slice(0, group)
    .replace(/(?<!\\)[a-z]/gi, (letter) => `[${letter.toLowerCase()}${letter.toUpperCase()}]`);
  return fixed + source.slice(group);
}
