import { lastScroll, scrollOf } from '../content.ts';
import type { Effect } from '../effects.ts';
import { openItem, type State } from '../state.ts';

/** A lesson whose end is on the screen has been read. */
export function updateProgressOf(state: State): readonly Effect[] {
  const item = openItem(state);
  if (item?.kind !== 'lesson' || state.documents[item.id] === undefined) return [];
  if (state.progress.lessonsRead[item.id] !== undefined || scrollOf(state) < lastScroll(state)) return [];
  return [{ type: 'save-lesson-read', lessonId: item.id }];
}
