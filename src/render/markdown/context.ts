import { type Line, lineWidth, type Span, type Style } from '../text.ts';
import type { Glyphs, Theme } from '../theme.ts';
import type { MarkdownParser } from './inline.ts';

/** What every block needs to be laid out. */
export interface BlockContext {
  readonly parser: MarkdownParser;
  readonly theme: Theme;
  readonly glyphs: Glyphs;
  /** Nothing is drawn with lines and boxes. */
  readonly linear: boolean;
  /** What is wider than the text keeps its lines, as on a screen that can be scrolled sideways. */
  readonly sideways: boolean;
  /** Styled lines of code, at any width. */
  readonly highlight: (code: string, language: string) => Line[];
  /** A diagram as rows of at most `width` cells; `undefined` when it can't be drawn so narrow. */
  readonly diagram: (source: string, width: number) => string[] | undefined;
  /** How deep the list is nested, from 0. */
  readonly depth: number;
}

/** A span of a heading's first line: by it the heading is found again in the finished document. */
export interface HeadingSpan extends Span {
  readonly heading?: { readonly level: number; readonly title: string };
}

/** A span of a line that belongs to something wide: such lines are scrolled sideways together. */
export interface WideSpan extends Span {
  readonly wide?: boolean;
}

/** The lines, marked as what is scrolled sideways when one of them is wider than `width`. */
export function wideTogether(lines: readonly Line[], width: number): Line[] {
  if (lines.every((line) => lineWidth(line) <= width)) return [...lines];
  return lines.map((line) => {
    const [first = { text: ' ', style: {} }, ...rest] = line;
    return [{ ...first, wide: true } as WideSpan, ...rest];
  });
}

/** The lines with `style` under the styles they have. */
export function underlay(lines: readonly Line[], style: Style): Line[] {
  if (Object.keys(style).length === 0) return [...lines];
  return lines.map((line) => line.map((part) => ({ ...part, style: { ...style, ...part.style } })));
}
