import type { WideBlock } from '../../render/markdown.ts';
import { concat, type Line, lineWidth, pad, slice, span } from '../../render/text.ts';
import { itemKey } from '../../workshop/lookup.ts';
import { scrollOf } from '../content.ts';
import { contentRows, layoutOf } from '../layout.ts';
import { openItem, type State, surfaceKey, tabOf } from '../state.ts';

/** Cells for one press of a key. */
const step = 8;

/** Of an open text: what is wide of it, and can be seen now. */
function wideInSight(state: State): readonly WideBlock[] {
  const item = openItem(state);
  if (item === undefined || (item.kind === 'exercise' && tabOf(state, item.id) !== 'task')) return [];
  const wide = state.documents[itemKey(item)]?.rendered.wide ?? [];
  if (wide.length === 0) return [];
  const first = scrollOf(state);
  const last = first + contentRows(state);
  const room = roomFor(state);
  return wide.filter(({ from, to, width }) => from < last && to > first && width > room);
}

/** Cells for a line of the pane, between its margins: what is wide may use all of them. */
function roomFor(state: State): number {
  return layoutOf(state).paneColumns - 2;
}

/** Whether there is anything to scroll sideways on the screen. */
export function hasMoreSideways(state: State): boolean {
  return wideInSight(state).length > 0;
}

/** What is wide moves by a step, and never beyond its end; prose stays where it is. */
export function scrolledSideways(state: State, by: 1 | -1): State {
  const most = Math.max(0, ...wideInSight(state).map(({ width }) => width - roomFor(state)));
  const key = surfaceKey(state);
  const before = state.sideways[key] ?? 0;
  if (most === 0 && (by === 1 || before === 0)) return state;
  // The first step shows what the mark at the edge has covered, too.
  const to = Math.max(0, Math.min(most, before + by * step));
  return { ...state, sideways: { ...state.sideways, [key]: to } };
}

/**
 * The visible lines as they are scrolled sideways, each of at most `width` cells; a mark at an edge says that there is
 * more beyond it.
 */
export function shifted(state: State, visible: readonly Line[], width: number): readonly Line[] {
  const item = openItem(state);
  const wide = item && state.documents[itemKey(item)]?.rendered.wide;
  if (wide === undefined || wide.length === 0) return visible;
  const first = scrollOf(state);
  const offset = state.sideways[surfaceKey(state)] ?? 0;
  return visible.map((line, row) => {
    const block = wide.find(({ from, to }) => first + row >= from && first + row < to);
    if (block === undefined || block.width <= width) return line;
    return windowOf(state, line, Math.min(offset, block.width - width), width);
  });
}

function windowOf({ theme, glyphs }: State, line: Line, from: number, width: number): Line {
  const total = lineWidth(line);
  const [left, right] = [from > 0 && total > 0, total > from + width];
  const cells = slice(line, from + (left ? 1 : 0), from + width - (right ? 1 : 0));
  const mark = (text: string) => span(text, theme.styles.focus);
  const begun = concat(left ? mark(glyphs.left) : [], cells);
  return right ? concat(pad(begun, width - 1), mark(glyphs.right)) : begun;
}
