import type { Tokens } from 'marked';
import { concat, type Line, lineWidth, pad, plain, prefixLines, span, wrapLine } from '../text.ts';
import { cellWidth } from '../width.ts';
import { type BlockContext, underlay, wideTogether } from './context.ts';
import { inlineLines } from './inline.ts';

type Align = 'center' | 'left' | 'right' | null;

/** A cell's unwrapped lines. */
type Cell = readonly Line[];

/** The longest word that a column is kept wide enough for; longer ones are broken inside. */
const longestWholeWord = 22;
const narrowestColumn = 3;

/** A table with its cells wrapped to the width; where even words would not fit, a list of records. */
export function tableBlock(context: BlockContext, token: Tokens.Table, width: number): Line[] {
  const header = token.header.map((cell) => cellOf(context, cell));
  const rows = token.rows.map((row) => row.map((cell) => cellOf(context, cell)));
  const columns = header.map((_, index) => [header, ...rows].map((row) => row[index] ?? []));
  const room = width - 3 * header.length - 1;
  const widths = columnWidths(columns, room);
  if (context.linear) return records(context, header, rows, width);
  if (widths === undefined) {
    if (!context.sideways) return records(context, header, rows, width);
    return wideTogether(grid(context, header, rows, comfortable(columns), token.align), width);
  }
  return grid(context, header, rows, widths, token.align);
}

function cellOf({ parser }: BlockContext, cell: Tokens.TableCell): Cell {
  return inlineLines(parser, cell.tokens);
}

/** The columns' widths, cells of the widest given up first; `undefined` when words would be broken. */
function columnWidths(columns: readonly (readonly Cell[])[], room: number): number[] | undefined {
  const lines = columns.map((cells) => cells.flat());
  const widths = lines.map((column) => Math.max(narrowestColumn, ...column.map(lineWidth)));
  const least = lines.map((column) =>
    Math.max(narrowestColumn, ...column.map((line) => Math.min(longestWholeWord, longestWord(line)))),
  );
  if (least.reduce((sum, width) => sum + width, 0) > room) return undefined;
  let excess = widths.reduce((sum, width) => sum + width, 0) - room;
  while (excess > 0) {
    const slack = widths.map((width, index) => (width > (least[index] ?? 0) ? width : 0));
    const widest = slack.indexOf(Math.max(...slack));
    widths[widest] = (widths[widest] ?? 0) - 1;
    excess -= 1;
  }
  return widths;
}

/** Of a table that is wider than the text in any case, a column may be as wide as it is easy to read. */
const easyColumn = 40;

function comfortable(columns: readonly (readonly Cell[])[]): number[] {
  return columns.map((cells) => {
    const lines = cells.flat();
    const natural = Math.max(narrowestColumn, ...lines.map(lineWidth));
    return Math.min(natural, Math.max(easyColumn, ...lines.map(longestWord)));
  });
}

function longestWord(line: Line): number {
  return Math.max(
    0,
    ...plain(line)
      .split(/\s+/)
      .map((word) => cellWidth(word)),
  );
}

function grid(
  context: BlockContext,
  header: readonly Cell[],
  rows: readonly (readonly Cell[])[],
  widths: readonly number[],
  align: readonly Align[],
): Line[] {
  const { theme, glyphs } = context;
  const rule = (left: string, middle: string, right: string): Line => [
    span(
      left + widths.map((width) => glyphs.horizontal.repeat(width + 2)).join(middle) + right,
      theme.styles.border,
    ),
  ];
  const strong = header.map((cell) => underlay(cell, theme.styles.strong));
  const blocks = rows.map((row) => rowLines(context, row, widths, align));
  const between = rule(glyphs.teeRight, glyphs.cross, glyphs.teeLeft);
  // Rows of several lines run into each other without a rule between them.
  const ruled = blocks.some((block) => block.length > 1);
  return [
    rule(glyphs.topLeft, glyphs.teeDown, glyphs.topRight),
    ...rowLines(context, strong, widths, align),
    ...(blocks.length > 0 ? [between] : []),
    ...blocks.flatMap((block, index) => (ruled && index > 0 ? [between, ...block] : block)),
    rule(glyphs.bottomLeft, glyphs.teeUp, glyphs.bottomRight),
  ];
}

function rowLines(
  { theme, glyphs }: BlockContext,
  row: readonly Cell[],
  widths: readonly number[],
  align: readonly Align[],
): Line[] {
  const wrapped = widths.map((width, index) => (row[index] ?? []).flatMap((line) => wrapLine(line, width)));
  const height = Math.max(1, ...wrapped.map((lines) => lines.length));
  const border = span(glyphs.vertical, theme.styles.border);
  return Array.from({ length: height }, (_, at) => {
    const cells = widths.flatMap((width, index) => [
      border,
      span(' '),
      ...aligned(wrapped[index]?.[at] ?? [], width, align[index] ?? null),
      span(' '),
    ]);
    return concat(cells, border);
  });
}

function aligned(line: Line, width: number, align: Align): Line {
  const missing = width - lineWidth(line);
  if (align === 'right') return pad(concat(span(' '.repeat(missing)), line), width);
  if (align === 'center') return pad(concat(span(' '.repeat(Math.floor(missing / 2))), line), width);
  return pad(line, width);
}

/** Each row as a small list: its first cell as a title, the others behind their headers. */
function records(
  { theme, glyphs }: BlockContext,
  header: readonly Cell[],
  rows: readonly (readonly Cell[])[],
  width: number,
): Line[] {
  return rows.flatMap((row, index) => {
    const [title, ...others] = row;
    const bullet = span(`${glyphs.pointer} `, theme.styles.border);
    const titleLines = (title ?? []).flatMap((line) => wrapLine(line, Math.max(1, width - 2)));
    const head = prefixLines(underlay(titleLines, theme.styles.strong), [bullet], [span('  ')]);
    const fields = others.flatMap((cell, at) => {
      const label = span(`${plain((header[at + 1] ?? []).flat())}: `, theme.styles.muted);
      const [first = [], ...rest] = cell;
      const lines = [concat(label, first), ...rest].flatMap((line) => wrapLine(line, Math.max(1, width - 4)));
      return prefixLines(lines, [span('  ')], [span('    ')]);
    });
    return [...(index > 0 ? [[]] : []), ...head, ...fields];
  });
}
