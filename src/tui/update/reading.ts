import { itemKey } from '../../workshop/lookup.ts';
import { lastScroll, scrollOf } from '../content.ts';
import type { Effect } from '../effects.ts';
import { openItem, openKey, type State } from '../state.ts';

/** A lesson whose end comes on the screen has been read. */
export function updateProgressOf(before: State, state: State): readonly Effect[] {
  const item = openItem(state);
  if (item?.kind !== 'lesson' || state.progress.lessonsRead[item.id] !== undefined) return [];
  if (!atEnd(state) || (openKey(before) === itemKey(item) && atEnd(before))) return [];
  return [{ type: 'save-lesson-read', lessonId: item.id }];
}

function atEnd(state: State): boolean {
  const item = openItem(state);
  return (
    item !== undefined && state.documents[itemKey(item)] !== undefined && scrollOf(state) >= lastScroll(state)
  );
}
