import type { Line } from '../render/text.ts';
import { contentRows, layoutOf, textWidth } from './layout.ts';
import { openItem, type State, surfaceKey, tabOf } from './state.ts';
import { checkLines } from './view/checks.ts';
import { documentLines, lessonLines } from './view/document.ts';
import { helpLines } from './view/help.ts';
import { historyLines } from './view/history.ts';
import { ladderLines } from './view/ladder.ts';
import { outputLines } from './view/output.ts';
import { wireLines } from './view/wire.ts';

/** The lines of the open lesson or exercise tab, all of them: what is visible is a window of it. */
export function contentLines(state: State): readonly Line[] {
  const item = openItem(state);
  if (item === undefined) return [];
  if (item.kind === 'lesson') return lessonLines(state, item, textWidth(state));
  switch (tabOf(state, item.id)) {
    case 'task':
      return documentLines(state, item);
    case 'output':
      return outputLines(state, item.id, textWidth(state));
    case 'checks':
      return checkLines(state, item, textWidth(state));
    case 'wire':
      return wireLines(state, item.id, textWidth(state));
    case 'hints':
      return ladderLines(state, item, textWidth(state));
    case 'history':
      return historyLines(state, item, textWidth(state));
  }
}

/** The first visible line, never beyond the last page. */
export function scrollOf(state: State): number {
  return Math.min(state.scroll[surfaceKey(state)] ?? 0, lastScroll(state));
}

export function lastScroll(state: State): number {
  return Math.max(0, contentLines(state).length - contentRows(state));
}

export function lastHelpScroll(state: State): number {
  return Math.max(0, helpLines(state, state.size.columns).length - layoutOf(state).bodyRows);
}

/** How much of the content has been on the screen, in percent. */
export function percentSeen(state: State): number {
  const total = contentLines(state).length;
  return total === 0
    ? 100
    : Math.min(100, Math.round(((scrollOf(state) + contentRows(state)) / total) * 100));
}
