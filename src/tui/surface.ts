import type { Surface } from './keys.ts';
import { openItem, type State, tabOf } from './state.ts';

/** What has the keys: the list, a lesson, or the tab that an exercise shows. */
export function surfaceOf(state: State): Surface {
  const item = openItem(state);
  if (item === undefined) return 'tree';
  return item.kind === 'lesson' ? 'lesson' : tabOf(state, item.id);
}
