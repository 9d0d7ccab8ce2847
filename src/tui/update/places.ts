import { scrollOf } from '../content.ts';
import type { Effect } from '../effects.ts';
import { openItem, type State } from '../state.ts';
import type { Step } from '../update.ts';
import { withoutSearch } from './search.ts';

/** Opens the item at an index; beyond either end nothing happens but a word about it. */
export function openAt(state: State, index: number, atEnd: string): Step {
  const item = state.items[index];
  if (item === undefined) return [{ ...state, notice: { text: atEnd, kind: 'info' } }, []];
  const effects: Effect[] = [
    ...remember(state),
    { type: 'save-position', itemId: item.id, scroll: state.scroll[item.id] ?? 0 },
    item.kind === 'exercise' ? { type: 'watch', exerciseId: item.id } : { type: 'unwatch' },
  ];
  return [{ ...withoutSearch(state), cursor: index, place: { kind: 'item', id: item.id } }, effects];
}

export function openTree(state: State): Step {
  if (openItem(state) === undefined) return [state, []];
  return [{ ...withoutSearch(state), place: { kind: 'tree' } }, [...remember(state), { type: 'unwatch' }]];
}

function remember(state: State): readonly Effect[] {
  const item = openItem(state);
  return item?.kind === 'lesson' ? [{ type: 'save-position', itemId: item.id, scroll: scrollOf(state) }] : [];
}
