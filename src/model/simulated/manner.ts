import type { Knowledge } from './knowledge.ts';
import { mentions, normalize } from './match.ts';

type Manner = Knowledge['manners'][number];
type Pick = (phrasings: readonly string[], label: string) => string;

/** The manners that a system message asks for, with what it quotes put in. */
export function mannersOf(knowledge: Knowledge, systemText: string): readonly Manner[] {
  const text = normalize(systemText);
  return knowledge.manners.flatMap((manner) => {
    for (const phrase of manner.match) {
      if (!phrase.includes('{quote}')) {
        if (mentions(text, phrase)) return [manner];
        continue;
      }
      const quote = quotePattern(phrase).exec(systemText)?.slice(1).find(Boolean)?.trim();
      if (quote !== undefined) return [withQuote(manner, quote)];
    }
    return [];
  });
}

const quotePatterns = new Map<string, RegExp>();

/** `end with {quote}` finds what stands in quotation marks after it, or else the rest of the sentence. */
function quotePattern(phrase: string): RegExp {
  const known = quotePatterns.get(phrase);
  if (known !== undefined) return known;
  const [before = ''] = phrase.split('{quote}');
  const fixed = before
    .trim()
    .replace(/[.*+?^$()|[\]\\]/g, '\\$&')
    .replace(/\s+/g, '\\s+');
  const pattern = new RegExp(
    `\\b${fixed}:?\\s+(?:["“‘']([^"”’\\n]{1,120}?)["”’'](?!\\p{L})|([^"“‘'.\\n]{1,120}))`,
    'iu',
  );
  // Phrases come from the knowledge, and are some dozens.
  quotePatterns.set(phrase, pattern);
  return pattern;
}

function withQuote(manner: Manner, quote: string): Manner {
  const put = (phrasings: readonly string[] | undefined) =>
    phrasings?.map((phrasing) => phrasing.replaceAll('{quote}', () => quote));
  return { ...manner, before: put(manner.before), after: put(manner.after) };
}

/**
 * Speaks an answer and the sentence that carries the nonce in the manners that apply: the shape first, so that no
 * manner's own words are cut away, then words and what is said before and after.
 */
export function speak(answer: string, carrier: string, manners: readonly Manner[], pick: Pick): string {
  const shapes = manners.flatMap((manner) => manner.shape ?? []);
  const shaped = shapes.reduce(shape, { answer, carrier });
  const gap = shapes.includes('bullets') || shaped.answer.includes('\n') ? '\n' : ' ';
  const join = (...parts: readonly string[]) => parts.filter((part) => part !== '').join(gap);
  return manners.reduce(
    (text, manner, index) => {
      const worded = Object.entries(manner.replace ?? {}).reduce(replaceWord, text);
      const before = manner.before === undefined ? '' : pick(manner.before, `before${index}`);
      const after = manner.after === undefined ? '' : pick(manner.after, `after${index}`);
      return join(before, worded, after);
    },
    join(shaped.answer, shaped.carrier),
  );
}

function replaceWord(text: string, [word, other]: [string, string]): string {
  return text.replace(new RegExp(`\\b${word}\\b`, 'gi'), (found) =>
    found[0] === found[0]?.toUpperCase() ? `${other[0]?.toUpperCase()}${other.slice(1)}` : other,
  );
}

interface Parts {
  readonly answer: string;
  readonly carrier: string;
}

function shape({ answer, carrier }: Parts, kind: NonNullable<Manner['shape']>): Parts {
  const [first = answer, ...rest] = sentencesOf(answer);
  switch (kind) {
    case 'one-sentence':
      return { answer: joined(first, carrier), carrier: '' };
    case 'brief':
      return { answer: first, carrier };
    case 'bullets':
      return {
        answer: [first, ...rest].map((sentence) => `- ${sentence}`).join('\n'),
        carrier: `- ${carrier}`,
      };
    case 'verse':
      return { answer: verse(first), carrier: verse(carrier) };
    case 'upper-case':
      return { answer: answer.toUpperCase(), carrier: carrier.toUpperCase() };
  }
}

/** A sentence in short lines. */
function verse(sentence: string): string {
  return (sentence.match(/\S+(?:\s+\S+){0,4}/g) ?? [sentence]).join('\n');
}

/** Two sentences as one. */
function joined(first: string, second: string): string {
  const end = second.replace(/[.!?]$/, '');
  return `${first.replace(/[.!?]$/, '')}, and ${end[0]?.toLowerCase() ?? ''}${end.slice(1)}.`;
}

export function sentencesOf(text: string): readonly string[] {
  return text
    .split(/(?<=[.!?])\s+(?=[\p{Lu}"“])/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
}
