import { lastScroll, scrollOf } from '../content.ts';
import { contentRows } from '../layout.ts';
import { openItem, type State, surfaceKey } from '../state.ts';
import type { Step } from '../step.ts';
import { afterLesson } from '../view/document.ts';
import { openAt } from './places.ts';

export function page(state: State): number {
  return Math.max(1, contentRows(state) - 2);
}

export function move(state: State, by: number): Step {
  if (openItem(state) === undefined) {
    const cursor = Math.max(0, Math.min(state.items.length - 1, state.cursor + by));
    return [{ ...state, cursor }, []];
  }
  // The end is the end also when more comes, or while the text is not there yet: so it is not a line's number.
  const to =
    by === Number.POSITIVE_INFINITY
      ? Number.MAX_SAFE_INTEGER
      : Math.max(0, Math.min(lastScroll(state), scrollOf(state) + by));
  return [{ ...state, scroll: { ...state.scroll, [surfaceKey(state)]: to } }, []];
}

/** In the tree the selection moves; what is open makes way for its neighbour. */
export function turnItem(state: State, by: number): Step {
  if (openItem(state) === undefined) return move(state, by);
  return openAt(state, state.cursor + by, by > 0 ? 'This is the last one.' : 'This is the first one.');
}

/** In the tree: what is selected. At the end of a lesson: what comes next. */
export function open(state: State): Step {
  const item = openItem(state);
  if (item === undefined) return openAt(state, state.cursor, '');
  if (item.kind === 'lesson' && scrollOf(state) >= lastScroll(state)) {
    return openAt(state, afterLesson(state, item) ?? state.items.length, 'This is the end of the workshop.');
  }
  return item.kind === 'lesson' ? move(state, page(state)) : [state, []];
}
