import {
  concat,
  graphemesOf,
  joinGraphemes,
  type Line,
  lineWidth,
  plain,
  prefixLines,
  slice,
  span,
  wrapLine,
} from '../text.ts';
import { graphemeWidth } from '../width.ts';
import { type BlockContext, wideTogether } from './context.ts';

/** A code block, indented; lines that are too long go on in the next row behind a mark. */
export function codeBlock(context: BlockContext, code: string, info: string, width: number): Line[] {
  const language = /^[\w+-]*/.exec(info.trim())?.[0].toLowerCase() ?? '';
  if (language === 'mermaid') return diagramBlock(context, code, width);
  return codeLines(context, code, language, width);
}

function codeLines(context: BlockContext, code: string, language: string, width: number): Line[] {
  const indent = width >= 60 ? '    ' : '  ';
  const room = Math.max(1, width - indent.length);
  const highlit = context.highlight(code, language);
  if (context.sideways) return wideTogether(prefixLines(highlit, [span(indent)]), width);
  const lines = highlit.flatMap((line) => wrapCode(line, room, context));
  return prefixLines(lines, [span(indent)]);
}

/** Breaks a line of code after a space in its second half if there is one, and at the edge otherwise. */
export function wrapCode(
  line: Line,
  width: number,
  { theme, glyphs }: Pick<BlockContext, 'theme' | 'glyphs'>,
): Line[] {
  if (lineWidth(line) <= width) return [line];
  const indentation = plain(line).search(/\S/);
  const hang = Math.max(0, Math.min(indentation, Math.floor(width / 3)));
  const mark = span(`${' '.repeat(hang)}${glyphs.continuation} `, theme.styles.muted);
  const markWidth = lineWidth([mark]);
  if (markWidth * 2 > width) return [slice(line, 0, width)];
  const cells = graphemesOf(line, width);
  const rows: Line[] = [];
  let start = 0;
  while (start < cells.texts.length) {
    const room = rows.length === 0 ? width : width - markWidth;
    const end = codeBreak(cells.texts, start, room);
    const row = joinGraphemes(cells, start, end);
    // Spaces left over at the end need no row of their own.
    if (rows.length === 0) rows.push(row);
    else if (plain(row).trim() !== '') rows.push(concat(mark, row));
    start = end;
  }
  return rows;
}

/** Where the row that begins at `start` ends: the graphemes fit into `room` cells, and there is one at least. */
function codeBreak(texts: readonly string[], start: number, room: number): number {
  let used = 0;
  let afterSpace = 0;
  for (let index = start; index < texts.length; index += 1) {
    const text = texts[index] ?? '';
    used += graphemeWidth(text);
    if (used > room) return afterSpace > 0 ? afterSpace : Math.max(index, start + 1);
    if (text === ' ' && used > room / 2) afterSpace = index + 1;
  }
  return texts.length;
}

/** In cells. */
const widestDiagram = 400;

function diagramBlock(context: BlockContext, source: string, width: number): Line[] {
  const rows = context.diagram(source, width);
  if (rows !== undefined) return rows.map((row) => [span(row, context.theme.styles.text)]);
  const wide = context.sideways ? context.diagram(source, widestDiagram) : undefined;
  if (wide !== undefined)
    return wideTogether(
      wide.map((row) => [span(row, context.theme.styles.text)]),
      width,
    );
  const why = 'This diagram cannot be drawn here; its source:';
  return [
    ...wrapLine([span(why, context.theme.styles.muted)], width),
    ...codeLines(context, source, '', width),
  ];
}
