import type { Surface } from './keys.ts';
import { openItem, type State, tabOf } from './state.ts';

/** What has the keys: the list, a lesson, the playground, or the tab that an exercise shows. */
export function surfaceOf(state: State): Surface {
  if (state.place.kind === 'playground') return 'playground';
  const item = openItem(state);
  if (item === undefined) return 'tree';
  return item.kind === 'lesson' ? 'lesson' : tabOf(state, item.id);
}
