import type { Conversation } from './conversation.ts';
import { sentencesOf } from './manner.ts';
import { contentWords, normalize } from './match.ts';

/** What JSON values are drawn from. */
export interface JsonSource {
  readonly conversation: Conversation;
  /** What the model would have said in prose. */
  readonly answer: string;
  /** Words of the attempt that a program can't guess. */
  readonly nonce: string;
  /** The names to use, when they are not those of the question. */
  readonly names?: readonly string[];
}

/** The text that values are looked for in: the question, and what tools found out since. */
export function sourceText({ conversation }: JsonSource): string {
  return [conversation.question, ...conversation.toolResults].join('\n');
}

const notNames =
  /^(?:I['’]|(?:What|Which|When|Where|How|Who|Why|The|And|But|Please|Can|Could|Is|Are|Do|Does|My|Review|Question|JSON)$)/;

/** Names in a text: words with a capital letter that don't begin a sentence. */
export function properNames(text: string): readonly string[] {
  const found = text.matchAll(
    /(?<!^)(?<![.!?:\n]\s?)(?<![\p{L}'’])\p{Lu}[\p{L}’'-]+(?: \p{Lu}[\p{L}’'-]+){0,3}/gu,
  );
  const names = [...found].map(([name]) => name.replace(/['’]s$/, '')).filter((name) => !notNames.test(name));
  return [...new Set(names)];
}

const patterns: readonly (readonly [RegExp, RegExp])[] = [
  [/e-?mail/i, /(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/],
  [/url|link|website/i, /https?:\/\/[^\s"')]+/],
  [/expression|formula|calculation/i, /[\d(][\d\s.+*/()^-]{0,80}[\d)]/],
  [
    /(?:^|_)(?:id|code|number|reference|order|ticket)(?:$|_)|Id$/,
    /#?\b(?=[A-Za-z-]{0,40}\d)[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*\b/,
  ],
  [
    /date|day|when|from|until/i,
    /\b\d{4}-\d{2}-\d{2}\b|\b(?:today|tomorrow|tonight|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b/i,
  ],
  [/time|hour/i, /\b\d{1,2}(?::\d{2})?\s?(?:am|pm)\b|\b\d{1,2}:\d{2}\b/i],
];

const sentenceNames =
  /summary|description|text|answer|reason|message|content|explanation|comment|feedback|result/i;
const properNamesWanted =
  /name|title|city|place|destination|location|country|person|product|origin|customer/i;
const wholeQuestion = /query|question|task|prompt|instruction|request|issue|input|topic|subject/i;

const currency = /\b(?:EUR|USD|GBP|JPY|CHF|MXN|ISK|MAD|NZD)\b/g;
const origin = /^(?:from|origin|source|start)|^base_?currency/i;
const goal = /^(?:to|target|end)(?:$|_|[A-Z])|^quote_?currency/;

/** One end of "from Lisbon to Porto" or "250 EUR in JPY". */
function endOf(name: string, text: string): string | undefined {
  const wantsGoal = goal.test(name);
  if (!wantsGoal && !origin.test(name)) return /currency/i.test(name) ? text.match(currency)?.[0] : undefined;
  const code = text.match(currency)?.[wantsGoal ? 1 : 0];
  const place = new RegExp(
    `\\b${wantsGoal ? 'to' : 'from'} (\\p{Lu}[\\p{L}-]+(?: \\p{Lu}[\\p{L}-]+)*)`,
    'u',
  ).exec(text)?.[1];
  return code ?? place;
}

/** Text for a property, by its name: found in the conversation where it says such a thing. */
export function drawText(name: string, source: JsonSource, index: number): string {
  const text = sourceText(source);
  const end = endOf(name, text);
  if (end !== undefined) return end;
  for (const [named, pattern] of patterns) {
    const found = named.test(name) ? pattern.exec(text)?.[0] : undefined;
    if (found !== undefined) return found.replace(/^#/, '').trim();
  }
  if (/summary|gist/i.test(name) && !source.conversation.question.trim().endsWith('?')) {
    const [first = '', ...more] = sentencesOf(source.conversation.question.trim());
    return `${first.slice(0, 200)}${more.length > 0 ? ' …' : ''} (${source.nonce})`;
  }
  if (sentenceNames.test(name)) {
    const sentences = sentencesOf(source.answer);
    return `${sentences[index % Math.max(1, sentences.length)] ?? source.answer} (${source.nonce})`;
  }
  const quoted = /["“]([^"”\n]{1,60})["”]/.exec(text)?.[1];
  if (properNamesWanted.test(name)) {
    const names = source.names ?? properNames(text);
    return quoted ?? names[index % Math.max(1, names.length)] ?? source.nonce;
  }
  if (wholeQuestion.test(name)) return quoted ?? source.conversation.question.trim().slice(0, 200);
  return quoted ?? source.names?.[index] ?? source.nonce;
}

/** Takes numbers out of a text, each once: the one that stands by the property's name first. */
export class Numbers {
  readonly #text: string;
  readonly #left: number[];

  constructor(text: string) {
    this.#text = text;
    this.#left = (text.match(/(?<![\w.-])-?\d+(?:\.\d+)?(?![\w-])/g) ?? []).map(Number);
  }

  /** `3 stars`, `4/5`, `7 out of 10`. */
  takeRating(fits: (value: number) => boolean): number | undefined {
    const given = /(\d{1,3})\s?(?:stars?\b|\/\s?\d|out of \d)/i.exec(this.#text)?.[1];
    return given !== undefined && fits(Number(given)) ? Number(given) : undefined;
  }

  take(name: string, fits: (value: number) => boolean): number | undefined {
    const near = this.#near(name);
    const found = near !== undefined && fits(near) ? near : this.#left.find(fits);
    if (found === undefined) return undefined;
    const position = this.#left.indexOf(found);
    if (position !== -1) this.#left.splice(position, 1);
    return found;
  }

  #near(name: string): number | undefined {
    const word = name
      .split(/[_A-Z]/)
      .find((part) => part.length > 2)
      ?.replace(/s$/, '');
    if (word === undefined || !/^[a-z]+$/i.test(word)) return undefined;
    const before = new RegExp(`(-?\\d{1,15}(?:\\.\\d{1,9})?)\\s{0,9}${word}`, 'i').exec(this.#text)?.[1];
    const after = new RegExp(`${word}\\w{0,9}\\D{0,12}?(-?\\d{1,15}(?:\\.\\d{1,9})?)`, 'i').exec(
      this.#text,
    )?.[1];
    const value = before ?? after;
    return value === undefined ? undefined : Number(value);
  }
}

const positiveWords =
  /\b(?:good|great|love|loved|lovely|excellent|amazing|wonderful|perfect|best|happy|recommend|friendly|kind|helpful|clean|comfortable|beautiful|delicious|tasty|fantastic|superb|pleasant|nice|enjoyed|delightful|come again|come back)\b/g;
const negativeWords =
  /\b(?:bad|terrible|awful|worst|hate|hated|dirty|rude|unfriendly|broken|never|disappointing|disappointed|horrible|poor|slow|cold|loud|noisy|overpriced|uncomfortable|mediocre|boring|stale|avoid|would not|wouldnt)\b/g;

/** From 0, all words of praise or blame in the text are blame, to 1, all are praise; a half when there are none. */
export function praiseIn(text: string): number {
  const normalized = normalize(text);
  const good = normalized.match(positiveWords)?.length ?? 0;
  const bad = normalized.match(negativeWords)?.length ?? 0;
  return good + bad === 0 ? 0.5 : good / (good + bad);
}

/** A crude reading of a text's mood. */
export function moodOf(text: string): 'positive' | 'negative' | 'neutral' {
  const praise = praiseIn(text);
  if (praise === 0.5) return 'neutral';
  return praise > 0.5 ? 'positive' : 'negative';
}

/** Words to fill a list of texts with: the nonce first. */
export function keywords(source: JsonSource): readonly string[] {
  return [source.nonce, ...contentWords(sourceText(source), 10)];
}
