/** Styled text: what every renderer produces and every screen consumes. */
import { cellWidth, graphemes, graphemeWidth, isSimple } from './width.ts';
import { wrapRanges } from './wrap.ts';

/** A colour of the terminal's palette of 256, or a 24-bit one; see `color.ts`. `undefined` is the terminal's own default. */
export type Color = number;

export interface Style {
  readonly fg?: Color;
  readonly bg?: Color;
  readonly bold?: boolean;
  readonly underline?: boolean;
  readonly inverse?: boolean;
}

/** A run of text in one style. Holds no control characters and no line breaks. */
export interface Span {
  readonly text: string;
  readonly style: Style;
}

/** One line of the screen; its width is the sum of its spans' cell widths. */
export type Line = readonly Span[];

const noStyle: Style = {};

/** A span of `text`; without a style it has the terminal's own colours. */
export function span(text: string, style: Style = noStyle): Span {
  return { text, style };
}

/** The line's text without its styles. */
export function plain(line: Line): string {
  return line.map(({ text }) => text).join('');
}

/** Cells that the line takes. */
export function lineWidth(line: Line): number {
  return line.reduce((width, { text }) => width + cellWidth(text), 0);
}

/** Lines and spans joined into one line, empty spans left out. */
export function concat(...parts: readonly (Line | Span)[]): Line {
  return parts.flat().filter(({ text }) => text !== '');
}

/**
 * The cells from `from` up to, not including, `to`. A wide character of which only a part falls inside becomes a
 * space for each of its cells inside, so the result is exactly as wide as the line has cells there.
 */
export function slice(line: Line, from: number, to: number): Line {
  const result: Span[] = [];
  let column = 0;
  for (const part of line) {
    const width = cellWidth(part.text);
    if (column + width > from && column < to) {
      const text = sliceText(part.text, from - column, to - column);
      if (text !== '') result.push({ ...part, text });
    }
    column += width;
    if (column >= to) break;
  }
  return result;
}

function sliceText(text: string, from: number, to: number): string {
  if (isSimple(text)) return text.slice(Math.max(0, from), Math.max(0, to));
  let result = '';
  let column = 0;
  for (const grapheme of graphemes(text)) {
    const end = column + graphemeWidth(grapheme);
    if (end === column) {
      // A lone combining mark belongs to what stands before it.
      if (column > from && column <= to) result += grapheme;
    } else if (column >= from && end <= to) result += grapheme;
    else result += ' '.repeat(Math.max(0, Math.min(end, to) - Math.max(column, from)));
    column = end;
  }
  return result;
}

/** The line if it fits into `width` cells; otherwise its beginning with `ellipsis` at the end. */
export function truncate(line: Line, width: number, ellipsis = '…'): Line {
  if (lineWidth(line) <= width) return line;
  const room = width - cellWidth(ellipsis);
  if (room < 0) return slice(line, 0, Math.max(0, width));
  const kept = slice(line, 0, room);
  return concat(kept, span(ellipsis, kept.at(-1)?.style ?? line[0]?.style));
}

/** The line at exactly `width` cells: cut when it is wider, filled up with spaces in `style` when it is narrower. */
export function pad(line: Line, width: number, style: Style = noStyle): Line {
  const missing = width - lineWidth(line);
  if (missing < 0) return slice(line, 0, Math.max(0, width));
  return missing === 0 ? line : [...line, span(' '.repeat(missing), style)];
}

/** The text at exactly `width` cells; see `pad`. */
export function padText(text: string, width: number): string {
  return plain(pad([span(text)], width));
}

/** The text cut to `width` cells; see `truncate`. */
export function truncateText(text: string, width: number, ellipsis = '…'): string {
  return plain(truncate([span(text)], width, ellipsis));
}

/**
 * The text as lines of at most `width` cells (1 at least). Breaks at line ends and spaces, which are dropped there, and
 * beside wide characters; a word longer than a line is broken inside. Indentation of a paragraph's first line is kept.
 */
export function wrapText(text: string, width: number): string[] {
  const limit = Math.max(1, Math.floor(width));
  return text.split('\n').flatMap((paragraph) => {
    if (paragraph.length <= limit && isSimple(paragraph)) return [paragraph];
    const cells = fitCells(graphemes(paragraph), limit);
    return wrapRanges(cells, limit).map(({ start, end }) => cells.slice(start, end).join(''));
  });
}

/** The line as lines of at most `width` cells, broken as `wrapText` does; spans keep their styles. */
export function wrapLine(line: Line, width: number): Line[] {
  const limit = Math.max(1, Math.floor(width));
  if (lineWidth(line) <= limit) return [line];
  const cells = graphemesOf(line, limit);
  return wrapRanges(cells.texts, limit).map(({ start, end }) => joinGraphemes(cells, start, end));
}

/** A line taken apart: its graphemes, and for each the span that it came from. */
export interface Graphemes {
  readonly texts: readonly string[];
  readonly owners: readonly Span[];
}

/** The line's graphemes; those wider than `width` cells are replaced by a mark. */
export function graphemesOf(line: Line, width: number): Graphemes {
  const texts: string[] = [];
  const owners: Span[] = [];
  for (const part of line) {
    for (const text of fitCells(graphemes(part.text), width)) {
      texts.push(text);
      owners.push(part);
    }
  }
  return { texts, owners };
}

/** Graphemes from `start` up to, not including, `end` as a line again. */
export function joinGraphemes({ texts, owners }: Graphemes, start: number, end: number): Line {
  const result: Span[] = [];
  let at = start;
  while (at < end) {
    const owner = owners[at];
    let next = at + 1;
    while (next < end && owners[next] === owner) next += 1;
    if (owner !== undefined) result.push({ ...owner, text: texts.slice(at, next).join('') });
    at = next;
  }
  return result;
}

/** A character wider than a whole line can't be shown at all; a mark tells that something is there. */
function fitCells(cells: string[], width: number): string[] {
  return cells.map((cell) => (cell.length > 0 && graphemeWidth(cell) > width ? '?' : cell));
}

/** Puts `first` before the first line and `rest` before the others; an empty line gets no trailing spaces. */
export function prefixLines(lines: readonly Line[], first: Line, rest: Line = first): Line[] {
  return lines.map((line, index) => {
    const prefixed = concat(index === 0 ? first : rest, line);
    return line.length === 0 && plain(prefixed).trim() === '' ? [] : prefixed;
  });
}
