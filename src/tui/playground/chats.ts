import type { Lesson } from '../../workshop/types.ts';
import { itemByKey, type State } from '../state.ts';
import type { Chat } from './chat.ts';

/** The playground that is open. */
export function openChat(state: State): Chat | undefined {
  return state.place.kind === 'playground' ? state.chats[state.place.id] : undefined;
}

export function withChat(state: State, chat: Chat): State {
  return { ...state, chats: { ...state.chats, [chat.id]: chat } };
}

export function chatAsking(state: State, askId: number): Chat | undefined {
  return Object.values(state.chats).find((chat) => chat.askId === askId);
}

export function isAnswering(state: State): boolean {
  return Object.values(state.chats).some(({ pending }) => pending !== undefined);
}

export function preparingLesson(state: State, chat: Chat): Lesson | undefined {
  const item = itemByKey(state, chat.id);
  return item?.kind === 'lesson' ? item : undefined;
}
