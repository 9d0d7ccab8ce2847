import { concat, type Line, lineWidth, pad, type Span, span, truncate, wrapText } from '../../render/text.ts';
import type { StyleName } from '../../render/theme.ts';
import { aroundCursor, type LineEditor } from '../line-editor.ts';
import type { State } from '../state.ts';

/** Small pieces that several surfaces are made of. */

export function styled(state: State, style: StyleName, text: string): Span {
  return span(text, state.theme.styles[style]);
}

/** Wrapped text in one style, with a margin on the left. */
export function paragraph(state: State, style: StyleName, text: string, width: number, margin = 0): Line[] {
  const space = span(' '.repeat(margin));
  return wrapText(text, Math.max(1, width - margin)).map((line) => concat(space, styled(state, style, line)));
}

/** A line that is typed, with its cursor. */
export function typedWords(state: State, line: LineEditor): Line {
  const [before, at, after] = aroundCursor(line);
  return [styled(state, 'text', before), styled(state, 'selected', at), styled(state, 'text', after)];
}

/** One line with something at each end; the left part gives way. */
export function spread(state: State, left: Line, right: Line, width: number): Line {
  const room = width - lineWidth(right) - (right.length > 0 ? 1 : 0);
  return concat(
    pad(truncate(left, Math.max(0, room), state.glyphs.ellipsis), width - lineWidth(right)),
    right,
  );
}

export function rule(state: State, width: number): Line {
  return [styled(state, 'border', state.glyphs.horizontal.repeat(Math.max(0, width)))];
}

/** Exactly so many lines of exactly so many cells. */
export function block(lines: readonly Line[], width: number, rows: number): Line[] {
  return Array.from({ length: rows }, (_, row) => pad(lines[row] ?? [], width));
}

/** `0.8 s`, `12 s`. */
export function seconds(ms: number): string {
  return ms < 10_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / 1000)} s`;
}

/** `14:22:07`, in local time. */
export function clock(at: number): string {
  return new Date(at).toTimeString().slice(0, 8);
}
