import type { Knowledge } from './knowledge.ts';
import { mentions, normalize } from './match.ts';

type Manner = Knowledge['manners'][number];
type Pick = (phrasings: readonly string[], label: string) => string;

/** The manners that a system message asks for. */
export function mannersOf(knowledge: Knowledge, systemText: string): readonly Manner[] {
  const text = normalize(systemText);
  return knowledge.manners.filter((manner) => manner.match.some((phrase) => mentions(text, phrase)));
}

/**
 * Speaks an answer and the sentence that carries the nonce in the manners that apply: the shape first, so that no
 * manner's own words are cut away, then words and what is said before and after.
 */
export function speak(answer: string, carrier: string, manners: readonly Manner[], pick: Pick): string {
  const shapes = manners.flatMap((manner) => manner.shape ?? []);
  const shaped = shapes.reduce(shape, { answer, carrier });
  return manners.reduce(
    (text, manner, index) => {
      const worded = Object.entries(manner.replace ?? {}).reduce(replaceWord, text);
      const before = manner.before === undefined ? '' : `${pick(manner.before, `before${index}`)} `;
      const after = manner.after === undefined ? '' : ` ${pick(manner.after, `after${index}`)}`;
      return `${before}${worded}${after}`;
    },
    [shaped.answer, shaped.carrier]
      .filter((part) => part !== '')
      .join(shapes.includes('bullets') ? '\n' : ' '),
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
    case 'upper-case':
      return { answer: answer.toUpperCase(), carrier: carrier.toUpperCase() };
  }
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
