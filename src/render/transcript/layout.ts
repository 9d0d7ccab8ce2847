import type { Exchange } from '../../model/types.ts';
import { sanitizeOutput } from '../sanitize.ts';
import { concat, type Line, lineWidth, prefixLines, type Style, span, wrapLine } from '../text.ts';
import type { Glyphs, StyleName, Theme } from '../theme.ts';

export interface TranscriptOptions {
  /** Cells that a line may take. */
  readonly width: number;
  readonly theme: Theme;
  readonly glyphs: Glyphs;
  /** Shows every message of every request and long texts in full. */
  readonly expanded?: boolean;
  /** Dollars of an exchange; `undefined` when that can't be known. */
  readonly costOf?: (exchange: Exchange) => number | undefined;
  /** Of many exchanges these only, by their positions: from the first to before the last. */
  readonly window?: { readonly from: number; readonly to: number };
  /** The message that something points at, by the positions of its exchange and of itself. */
  readonly pointed?: { readonly exchange: number; readonly message?: number };
}

/** Cells of the column with marks and labels; narrower where there is little room for text. */
export function labelWidth(width: number): number {
  return width >= 50 ? 14 : 4;
}

const mostRows = 40;

/** Rows under a label: `mark label   text`. In a narrow window the text begins on a row of its own. */
export function labelled(
  options: TranscriptOptions,
  mark: Line,
  label: Line,
  content: readonly Line[],
): Line[] {
  const room = labelWidth(options.width);
  const rows = clipped(
    options,
    content.flatMap((line) => wrapLine(line, Math.max(1, options.width - room))),
  );
  const head = concat(span(' '), mark.length > 0 ? mark : span(' '), span(' '), label);
  const gap = room - lineWidth(head);
  const rest = [span(' '.repeat(room))];
  if (gap >= 1) return prefixLines(rows.length > 0 ? rows : [[]], concat(head, span(' '.repeat(gap))), rest);
  return [...wrapLine(head, options.width), ...prefixLines(rows, rest)];
}

function clipped({ expanded, theme, glyphs }: TranscriptOptions, rows: Line[]): Line[] {
  if (expanded === true || rows.length <= mostRows) return rows;
  const hidden = rows.length - mostRows + 1;
  return [
    ...rows.slice(0, mostRows - 1),
    [span(`${glyphs.ellipsis} ${hidden} more lines`, theme.styles.muted)],
  ];
}

/** Any text as harmless lines in a style. */
export function textLines(text: string, style: Style): Line[] {
  return sanitizeOutput(text).map((line) => (line === '' ? [] : [span(line, style)]));
}

export function muted(options: TranscriptOptions, text: string): Line {
  return [span(text, options.theme.styles.muted)];
}

export function styled(options: TranscriptOptions, style: StyleName, text: string): Line {
  return [span(text, options.theme.styles[style])];
}
