import { contentLines, lastScroll, scrollOf } from '../content.ts';
import { contentRows } from '../layout.ts';
import { edited, emptyEditor, type LineEditor } from '../line-editor.ts';
import { matchesIn, type Search } from '../reading/search.ts';
import { scrolledTo } from '../reading/stops.ts';
import { openItem, type State } from '../state.ts';
import type { Step } from '../step.ts';

export function openSearch(state: State): Step {
  if (openItem(state) === undefined) return [state, []];
  return [{ ...state, search: { line: emptyEditor, typing: true, from: scrollOf(state), at: 0 } }, []];
}

/** A key while the words are typed: it types and goes to the first match; Enter keeps them, Escape gives them up. */
export function searchKey(state: State, search: Search, key: string): Step {
  if (key === 'escape') return [withoutSearch(scrolled(state, search.from)), []];
  if (key === 'enter' || key === 'return') {
    if (search.line.text.trim() === '') return [withoutSearch(state), []];
    return [{ ...state, search: { ...search, typing: false } }, []];
  }
  const line = edited(search.line, key);
  return [line === undefined ? state : withSearchLine(state, search, line), []];
}

/** Searches for other words: at the first match from where the search began. */
export function withSearchLine(state: State, search: Search, line: LineEditor): State {
  const matches = matchesIn(contentLines(state), line.text);
  const next = matches.findIndex((match) => match.line >= search.from);
  const at = Math.max(0, next);
  return gone({ ...state, search: { ...search, line, at } }, matches[at]?.line ?? search.from);
}

/** To the next or previous match, round and round. */
export function turnMatch(state: State, search: Search, by: number): Step {
  const matches = matchesIn(contentLines(state), search.line.text);
  if (matches.length === 0) return [state, []];
  const at = (search.at + by + matches.length) % matches.length;
  return [gone({ ...state, search: { ...search, at } }, matches[at]?.line ?? 0), []];
}

/** A search ends where one leaves what was searched. */
export function withoutSearch(state: State): State {
  const { search: _, ...rest } = state;
  return rest;
}

/** A match that is on the screen already moves nothing. */
function gone(state: State, line: number): State {
  const from = scrollOf(state);
  const rows = contentRows(state);
  if (line >= from && line < from + rows) return state;
  return scrolled(state, line - Math.floor(rows / 3));
}

function scrolled(state: State, to: number): State {
  return scrolledTo(state, Math.min(lastScroll(state), to));
}
