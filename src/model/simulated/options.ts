import { contentWords, mentions, normalize } from './match.ts';

/** One of several things to choose from, and what was said about it. */
export interface Option {
  readonly name: string;
  readonly about: string;
}

/**
 * The options that a text lists: `- billing: invoices and payments`, or `one of: billing, sales or support`.
 * What else a text says in a line about an option's name describes it too.
 */
export function optionsIn(text: string): readonly Option[] {
  const listed = [
    ...text.matchAll(
      /^[ \t]{0,20}(?:[-*•]|\d{1,3}[.)])[ \t]*["'`*]*([\p{L}\p{N}_ -]{2,40}?)["'`*]{0,4}[ \t]{0,4}(?:[:–—(-][ \t]*(.*))?$/gmu,
    ),
  ];
  if (listed.length > 1) return listed.map(([, name = '', about = '']) => ({ name: name.trim(), about }));
  const inline =
    /(?:one of|either|categories|labels|options|choose (?:from|between)|route (?:it |them )?to|classify (?:it |this |them )?as)\b[^:\n]{0,30}?:?\s+([^.:\n?]{3,200})/i.exec(
      text,
    )?.[1];
  const names = (inline ?? '')
    .split(/\s*(?:,|\||\/|;|\bor\b|\band\b)\s*/i)
    .map((name) => name.replace(/["'`()]/g, '').trim())
    .filter((name) => name !== '' && name.split(' ').length <= 3);
  return names.length > 1 ? names.map((name) => ({ name, about: '' })) : [];
}

/** Lines of a text that name an option, as its description. */
export function described(names: readonly string[], text: string): readonly Option[] {
  const lines = text.split(/\n|(?<=[.;])\s/).map((line) => ({ line, normalized: normalize(line) }));
  return names.map((name) => ({
    name,
    about: lines
      .filter(({ normalized }) => mentions(normalized, name) && !others(names, name, normalized))
      .map(({ line }) => line)
      .join(' '),
  }));
}

function others(names: readonly string[], name: string, normalized: string): boolean {
  return names.some((other) => other !== name && mentions(normalized, other));
}

/** The option that fits a text best: the one it names, else the one whose description shares most words with it. */
export function bestOption(options: readonly Option[], text: string): Option | undefined {
  const normalized = normalize(text);
  const asked = new Set(contentWords(text, 60).map(stem));
  const scored = options.map((option) => {
    const nameWords = normalize(option.name).trim().split(' ');
    const named = mentions(normalized, option.name) ? 10 : 0;
    const partly = nameWords.filter((word) => word.length > 3 && asked.has(stem(word))).length * 3;
    const shared = contentWords(option.about, 40).filter((word) => asked.has(stem(word))).length;
    return { option, points: named + partly + shared };
  });
  const best = scored.reduce<(typeof scored)[number] | undefined>(
    (found, each) => (each.points > (found?.points ?? 0) ? each : found),
    undefined,
  );
  return best?.option;
}

/** Enough of a word to tell it from others: `payments`, `payment` and `paying` share theirs. */
function stem(word: string): string {
  return word.replace(/(?:ments?|ings?|ed|es|s)$/, '').slice(0, 6);
}
