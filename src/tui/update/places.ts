import { itemKey } from '../../workshop/lookup.ts';
import type { Item } from '../../workshop/types.ts';
import type { Effect } from '../effects.ts';
import { contentRows, textWidth } from '../layout.ts';
import { openItem, type State, textKey } from '../state.ts';
import type { Step } from '../step.ts';
import { documentLines, lessonLines } from '../view/document.ts';
import { withoutSearch } from './search.ts';

/** Opens the item at an index; beyond either end nothing happens but a word about it. */
export function openAt(state: State, index: number, atEnd: string): Step {
  const item = state.items[index];
  if (item === undefined) return [{ ...state, notice: { text: atEnd, kind: 'info' } }, []];
  const effects: Effect[] = [
    ...remember(state),
    { type: 'save-position', itemId: itemKey(item), scroll: state.scroll[textKey(item)] ?? 0 },
    item.kind === 'exercise' ? { type: 'watch', exerciseId: item.id } : { type: 'unwatch' },
  ];
  return [{ ...withoutSearch(state), cursor: index, place: { kind: 'item', key: itemKey(item) } }, effects];
}

export function openTree(state: State): Step {
  if (openItem(state) === undefined) return [state, []];
  return [{ ...withoutSearch(state), place: { kind: 'tree' } }, [...remember(state), { type: 'unwatch' }]];
}

function remember(state: State): readonly Effect[] {
  const item = openItem(state);
  return item === undefined ? [] : [placeOf(state, item)];
}

/** Where a text is left, for the next start. */
export function placeOf(state: State, item: Item): Extract<Effect, { type: 'save-position' }> {
  const key = itemKey(item);
  const scroll = state.scroll[textKey(item)] ?? 0;
  if (state.documents[key] === undefined) return { type: 'save-position', itemId: key, scroll };
  const lines =
    item.kind === 'lesson' ? lessonLines(state, item, textWidth(state)) : documentLines(state, item);
  const last = Math.max(0, lines.length - contentRows({ ...state, place: { kind: 'item', key } }));
  return { type: 'save-position', itemId: key, scroll: Math.min(scroll, last), lines: lines.length };
}
