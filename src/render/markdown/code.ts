import { concat, type Line, lineWidth, plain, prefixLines, slice, span, wrapLine } from '../text.ts';
import type { BlockContext } from './context.ts';

/** A code block, indented; lines that are too long go on in the next row behind a mark. */
export function codeBlock(context: BlockContext, code: string, info: string, width: number): Line[] {
  const language = /^[\w+-]*/.exec(info.trim())?.[0].toLowerCase() ?? '';
  if (language === 'mermaid') return diagramBlock(context, code, width);
  return codeLines(context, code, language, width);
}

function codeLines(context: BlockContext, code: string, language: string, width: number): Line[] {
  const indent = width >= 60 ? '    ' : '  ';
  const room = Math.max(1, width - indent.length);
  const lines = context.highlight(code, language).flatMap((line) => wrapCode(line, room, context));
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
  const rows: Line[] = [];
  let rest = line;
  let room = width;
  while (lineWidth(rest) > room) {
    const cut = codeBreak(rest, room);
    rows.push(rows.length === 0 ? slice(rest, 0, cut) : concat(mark, slice(rest, 0, cut)));
    rest = slice(rest, cut, Number.MAX_SAFE_INTEGER);
    room = width - markWidth;
  }
  if (plain(rest).trim() !== '') rows.push(concat(mark, rest));
  return rows;
}

function codeBreak(line: Line, room: number): number {
  for (let at = room; at > room / 2; at -= 1) {
    if (plain(slice(line, at - 1, at)) === ' ') return at;
  }
  // Not through the middle of a wide character.
  return plain(slice(line, room - 1, room)) === ' ' ? room - 1 : room;
}

function diagramBlock(context: BlockContext, source: string, width: number): Line[] {
  const rows = context.diagram(source, width);
  if (rows !== undefined) return rows.map((row) => [span(row, context.theme.styles.text)]);
  const why = 'This diagram cannot be drawn here; its source:';
  return [
    ...wrapLine([span(why, context.theme.styles.muted)], width),
    ...codeLines(context, source, '', width),
  ];
}
