import { openItem, type State } from '../state.ts';
import type { Step } from '../step.ts';
import { newChat } from './chat.ts';
import { openChat, withChat } from './chats.ts';

/**
 * Opens the playground: in a lesson that prepares one that lesson's own, elsewhere the general one. A conversation that
 * was begun there goes on.
 */
export function openPlayground(state: State): Step {
  if (state.place.kind === 'playground') return [state, []];
  const item = openItem(state);
  const lesson = item?.kind === 'lesson' && item.playground !== undefined ? item : undefined;
  const id = lesson?.id ?? '';
  const known = state.chats[id];
  const chat = known ?? newChat(id, lesson);
  const text = lesson === undefined ? '' : `This playground is prepared by the lesson "${lesson.title}".`;
  const notice = known === undefined && lesson !== undefined ? { text, kind: 'info' as const } : undefined;
  const place = { kind: 'playground' as const, id, back: state.place };
  return [withChat({ ...state, place, notice }, chat), []];
}

/** Goes back to where the playground was opened. */
export function closePlayground(state: State): Step {
  if (state.place.kind !== 'playground' || openChat(state) === undefined) return [state, []];
  return [{ ...state, place: state.place.back }, []];
}
