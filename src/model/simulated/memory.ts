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
  for (const pattern of patterns) {
    const match = tellingPattern(pattern).exec(text);
    if (match !== null) return match.groups?.value?.trim().replace(/[.,]+$/, '') ?? pattern;
  }
  return undefined;
}

/** `{value}` takes up to four words and ends at punctuation or a joining word; `{name}` takes one or two capitalised words. */
function tellingPattern(pattern: string): RegExp {
  const escaped = pattern.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+');
  const source = escaped
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
