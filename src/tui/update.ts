import type { Effect } from './effects.ts';
import type { TimedEvent } from './events.ts';
import { textWidth } from './layout.ts';
import type { State } from './state.ts';
import { openItem } from './state.ts';
import { updateKey } from './update/key.ts';
import { openAt } from './update/places.ts';
import { updateProgressOf } from './update/reading.ts';
import { startWork, updateWork } from './update/work.ts';

/** A new state, and what is to be done about it. */
export type Step = readonly [State, readonly Effect[]];

/** What an event does. Pure: everything that happens outside is an effect. */
export function update(before: State, event: TimedEvent): Step {
  const [state, effects] = apply({ ...before, now: event.at }, event);
  const settled = updateProgressOf(state);
  const rendering = renderIfNeeded(before, state);
  return [state, [...effects, ...settled, ...rendering]];
}

function apply(state: State, event: TimedEvent): Step {
  switch (event.type) {
    case 'start':
      return resume(state);
    case 'key':
      return updateKey(state, event.key);
    case 'resize':
      return [{ ...state, size: event.size }, []];
    case 'tick':
      return [state, []];
    case 'document': {
      const document = { width: event.width, rendered: event.rendered };
      return [{ ...state, documents: { ...state.documents, [event.id]: document } }, []];
    }
    case 'saved':
      return saved(state, event.exerciseId, event.at);
    case 'progress':
      return [{ ...state, progress: event.progress }, []];
    case 'notice':
      return [{ ...state, notice: event.notice }, []];
    default:
      return updateWork(state, event);
  }
}

function resume(state: State): Step {
  const { position } = state.progress;
  const at = state.items.findIndex((item) => item.id === position?.itemId);
  return at === -1 ? [state, []] : openAt(state, at, '');
}

/** The latest save wins: a grade of an earlier one is stopped. */
function saved(state: State, exerciseId: string, at: number): Step {
  const open = openItem(state);
  if (!state.watch || open?.id !== exerciseId) return [state, []];
  return startWork(state, exerciseId, 'grade', at);
}

/** The open text is laid out for the width it has now. */
function renderIfNeeded(before: State, state: State): readonly Effect[] {
  const item = openItem(state);
  if (item === undefined) return [];
  const width = textWidth(state);
  if (state.documents[item.id]?.width === width) return [];
  const asked = openItem(before)?.id === item.id && textWidth(before) === width;
  return asked ? [] : [{ type: 'render', id: item.id, width }];
}
