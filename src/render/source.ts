import { highlightLines } from './highlight.ts';
import { wrapCode } from './markdown/code.ts';
import { expandTabs, toHarmless } from './sanitize.ts';
import { concat, type Line, span } from './text.ts';
import type { Glyphs, Theme } from './theme.ts';

export interface SourceOptions {
  /** Cells that a line may take. */
  readonly width: number;
  readonly theme: Theme;
  readonly glyphs: Glyphs;
}

/** Source code with line numbers, in colours where the theme has any; long lines go on in the next row. */
export function renderSource(code: string, language: string, options: SourceOptions): Line[] {
  const lines = highlightLines(harmless(code), language, options.theme);
  const digits = String(lines.length).length;
  const gutter = digits + 2;
  return lines.flatMap((line, index) =>
    wrapCode(line, Math.max(1, options.width - gutter), options).map((row, at) => {
      const number = at === 0 ? String(index + 1).padStart(digits) : ' '.repeat(digits);
      return concat(span(`${number}  `, options.theme.styles.muted), row);
    }),
  );
}

function harmless(code: string): string {
  const lines = code.trimEnd().split(/\r?\n/);
  return lines.map((line) => toHarmless(expandTabs(line))).join('\n');
}
