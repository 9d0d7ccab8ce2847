/** Where a text was found. */
export interface Found {
  /** The heading above it; empty before the first one. */
  readonly section: string;
  /** The words around it. */
  readonly words: string;
}

/** So much of a line is told on either side, in UTF-16 units. */
const around = 40;

/**
 * Where a text stands in a markdown document, one place for each line that has it. Upper-case letters count only where
 * the wanted text has some. Words may be divided by line ends, and marks such as `**` don't matter.
 * @param body markdown without front matter
 */
export function searchText(body: string, wanted: string): readonly Found[] {
  const exact = wanted.trim().replace(/\s+/g, ' ');
  if (exact === '') return [];
  const fold = exact === exact.toLowerCase() ? (text: string) => text.toLowerCase() : (text: string) => text;
  let section = '';
  let code = false;
  return paragraphs(body).flatMap((paragraph): Found[] => {
    if (/^(```|~~~)/.test(paragraph)) code = !code;
    const text = code ? paragraph : withoutMarks(paragraph);
    if (!code && /^#{1,6} /.test(paragraph)) section = text;
    const at = fold(text).indexOf(exact);
    return at === -1 ? [] : [{ section, words: wordsAround(text, at, exact.length) }];
  });
}

/** Prose by the paragraph, everything else by the line. */
function paragraphs(body: string): readonly string[] {
  const lines: string[] = [];
  let code = false;
  let open = false;
  for (const line of body.split('\n')) {
    const fence = /^(```|~~~)/.test(line);
    const prose = !code && !fence && /^[^\s#>|*+-]/.test(line) && !/^\d+\. /.test(line);
    const last = lines.at(-1);
    if (prose && open && last !== undefined) lines[lines.length - 1] = `${last} ${line.trim()}`;
    else lines.push(code ? line : line.trim());
    open = prose;
    if (fence) code = !code;
  }
  return lines;
}

function withoutMarks(text: string): string {
  return text
    .replace(/^#{1,6} +/, '')
    .replace(/^(> ?)+(\[![A-Z]+\])?/, '')
    .replace(/^([-*+]|\d+\.) +/, '')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/(\*\*|__|`)/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function wordsAround(text: string, at: number, length: number): string {
  const from = Math.max(0, at - around);
  const to = Math.min(text.length, at + length + around);
  const [before, after] = [text.indexOf(' ', from), text.lastIndexOf(' ', to)];
  // Whole words, where there are spaces to tell them by.
  const begin = from === 0 || before === -1 || before >= at ? from : before + 1;
  const end = to === text.length || after < at + length ? to : after;
  return `${begin > 0 ? '… ' : ''}${text.slice(begin, end).trim()}${end < text.length ? ' …' : ''}`;
}
