/** Finds words of the knowledge in what people write: whole words, without case and accents, plural or not. */

/** Lower case, accents and punctuation folded, one space between words and around. */
export function normalize(text: string): string {
  const folded = text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[’']/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ');
  return ` ${folded.trim()} `;
}

const normalizedPhrases = new Map<string, string>();
const mostPhrases = 5_000;

/** The same for a word or phrase of the knowledge: there are some hundreds, and each is looked for in each request. */
export function normalizePhrase(phrase: string): string {
  const known = normalizedPhrases.get(phrase);
  if (known !== undefined) return known;
  const normalized = normalize(phrase);
  // Names of tools and options come from requests: they must not fill the memory.
  if (normalizedPhrases.size >= mostPhrases) normalizedPhrases.clear();
  normalizedPhrases.set(phrase, normalized);
  return normalized;
}

/** Whether a word or phrase of the knowledge occurs in a normalised text. */
export function mentions(normalized: string, phrase: string): boolean {
  return positionOf(normalized, phrase) !== -1;
}

/** Where the last of the phrases begins in a normalised text; -1 when none occurs. */
export function lastPosition(normalized: string, phrases: readonly string[]): number {
  return Math.max(...phrases.map((phrase) => normalized.lastIndexOf(normalizePhrase(phrase).trimEnd())), -1);
}

/** How many of the phrases occur, the longer ones counting more. */
export function score(normalized: string, phrases: readonly string[]): number {
  return phrases.reduce((sum, phrase) => (mentions(normalized, phrase) ? sum + phrase.length : sum), 0);
}

function positionOf(normalized: string, phrase: string): number {
  const wanted = normalizePhrase(phrase).trimEnd();
  // Most phrases occur in no form at all.
  if (wanted.trim() === '' || !normalized.includes(wanted)) return -1;
  for (const ending of ['', 's', 'es']) {
    const position = normalized.indexOf(`${wanted}${ending} `);
    if (position !== -1) return position;
  }
  return -1;
}

const common = new Set(
  'a about again answer describe explain give list name say show summarise summarize tell write all also am an and any are as at be because been but by can could did do does for from get give had has have how i id if im in into is it its just know let like make many me more most my need no not of on one or our out please say should so some tell than thanks that the their them then there these they thing think this to too up us use very want was we were what whats when where which who why will with would you your'.split(
    ' ',
  ),
);

/** The question's own words, without the most common ones, in their order and each once. */
export function contentWords(text: string, limit: number): readonly string[] {
  const words = normalize(text)
    .trim()
    .split(' ')
    .filter((word) => word.length > 2 && !common.has(word));
  return [...new Set(words)].slice(0, limit);
}

/** Words that a text is about: those that occur most, the longer first, each once. */
export function salientWords(text: string, limit: number): readonly string[] {
  const counts = new Map<string, number>();
  for (const word of normalize(text).trim().split(' ')) {
    if (word.length > 3 && !common.has(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a, many], [b, more]) => more - many || b.length - a.length)
    .slice(0, limit)
    .map(([word]) => word);
}
