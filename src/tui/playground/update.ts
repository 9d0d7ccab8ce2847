import type { Effect } from '../effects.ts';
import type { Event } from '../events.ts';
import type { State } from '../state.ts';
import type { Step } from '../step.ts';
import { editedField, emptyField, fieldWith, inserted, type TextField } from '../text-field.ts';
import { switchAnswerer } from '../update/answerer.ts';
import { askAgain, send, stopReply, withAnswer, withPiece } from './asking.ts';
import {
  deleteSelected,
  editSelected,
  keepLine,
  newConversation,
  stepSetting,
  typeFileName,
  typeSetting,
  undoChange,
} from './changes.ts';
import { type Chat, focuses, settingNames } from './chat.ts';
import { openChat, withChat } from './chats.ts';
import { type PlaygroundAction, playgroundActionOf, playgroundSurface } from './keys.ts';
import { closePlayground } from './places.ts';
import { lastChatScroll, lastWireScroll, pageRows } from './scrolling.ts';

/**
 * What a key does in the playground: on its lists and lines what `keys.ts` says, else it types.
 * @returns undefined when no playground is open, and for the key that quits the program
 */
export function playgroundKey(before: State, key: string): Step | undefined {
  const chat = openChat(before);
  if (chat === undefined) return undefined;
  const state = { ...before, notice: undefined };
  const surface = playgroundSurface(chat);
  const action = playgroundActionOf(key, surface);
  if (action === 'quit') return undefined;
  if (action !== undefined) return actions[action](state, chat);
  if (surface === 'input' || surface === 'line') return [typed(state, chat, key), []];
  return [state, []];
}

const actions: Readonly<Record<Exclude<PlaygroundAction, 'quit'>, (state: State, chat: Chat) => Step>> = {
  send,
  keep: keepLine,
  cancel: (state, chat) => [withChat(state, { ...chat, line: undefined }), []],
  edit: editSelected,
  delete: deleteSelected,
  lower: (state, chat) => stepSetting(state, chat, -1),
  higher: (state, chat) => stepSetting(state, chat, 1),
  type: typeSetting,
  'next-part': (state, chat) => turnPart(state, chat, 1),
  'previous-part': (state, chat) => turnPart(state, chat, -1),
  back: (state, chat) => (chat.pending === undefined ? closePlayground(state) : stopReply(state, chat)),
  'close-wire': (state, chat) => [withChat(state, { ...chat, wire: undefined }), []],
  up: (state, chat) => move(state, chat, -1),
  down: (state, chat) => move(state, chat, 1),
  'page-up': (state, chat) => page(state, chat, -1),
  'page-down': (state, chat) => page(state, chat, 1),
  first: (state, chat) => move(state, chat, Number.NEGATIVE_INFINITY),
  last: (state, chat) => move(state, chat, Number.POSITIVE_INFINITY),
  again: askAgain,
  new: newConversation,
  save: typeFileName,
  wire: (state, chat) => [withChat(state, { ...chat, wire: 0 }), []],
  undo: undoChange,
  'switch-answerer': switchAnswerer,
  help: (state) => [{ ...state, help: true, helpScroll: 0 }, []],
};

function turnPart(state: State, chat: Chat, by: number): Step {
  const at = focuses.indexOf(chat.focus);
  const focus = focuses[(at + by + focuses.length) % focuses.length] ?? 'input';
  return [withChat(state, { ...chat, focus, scrolledBack: 0 }), []];
}

function move(state: State, chat: Chat, by: number): Step {
  return [withChat(state, moved(state, chat, by)), []];
}

function moved(state: State, chat: Chat, by: number): Chat {
  if (chat.wire !== undefined) return { ...chat, wire: clamped(chat.wire + by, lastWireScroll(state, chat)) };
  switch (chat.focus) {
    case 'input':
      return recalled(chat, by);
    case 'messages':
      return { ...chat, selected: clamped(chat.selected + by, chat.messages.length - 1), scrolledBack: 0 };
    case 'settings':
      return { ...chat, setting: clamped(chat.setting + by, settingNames.length - 1) };
  }
}

/** What was sent before comes back; after the latest of it, what had been typed. */
function recalled(chat: Chat, by: number): Chat {
  const from = chat.recalled?.index ?? chat.sent.length;
  const index = clamped(from + by, chat.sent.length);
  if (index === from) return chat;
  const draft = chat.recalled?.draft ?? chat.input;
  const text = chat.sent[index];
  if (text === undefined) return { ...chat, recalled: undefined, input: draft };
  return { ...chat, recalled: { index, draft }, input: fieldWith(text) };
}

function page(state: State, chat: Chat, by: 1 | -1): Step {
  const rows = pageRows(state);
  if (chat.wire !== undefined) return move(state, chat, by * rows);
  if (chat.focus === 'messages') return move(state, chat, by * 10);
  const scrolledBack = clamped(chat.scrolledBack - by * rows, lastChatScroll(state, chat));
  return [withChat(state, { ...chat, scrolledBack }), []];
}

function clamped(value: number, last: number): number {
  return Math.max(0, Math.min(last, value));
}

/**
 * Puts a pasted text where one can type; line ends stay line ends, and nothing is sent.
 * @returns undefined where one can't
 */
export function pastedIntoPlayground(state: State, text: string): State | undefined {
  const chat = openChat(state);
  const surface = chat === undefined ? undefined : playgroundSurface(chat);
  if (chat === undefined || (surface !== 'input' && surface !== 'line')) return undefined;
  const clean = text.toWellFormed().replace(/\r\n?/g, '\n');
  return withField(state, chat, (field) => inserted(field, clean));
}

function typed(state: State, chat: Chat, key: string): State {
  return withField(state, chat, (field) => editedField(field, key) ?? field);
}

function withField(state: State, chat: Chat, change: (field: TextField) => TextField): State {
  const { line } = chat;
  return withChat(
    state,
    line === undefined
      ? { ...chat, input: change(chat.input ?? emptyField) }
      : { ...chat, line: { ...line, field: change(line.field) } },
  );
}

type PlaygroundEvent = Extract<Event, { type: 'chunk' | 'answered' | 'counted' | 'paste' }>;

export function updatePlayground(state: State, event: Exclude<PlaygroundEvent, { type: 'paste' }>): State {
  switch (event.type) {
    case 'chunk':
      return withPiece(state, event.askId, event.text);
    case 'answered':
      return withAnswer(state, event.askId, event.answer);
    case 'counted':
      return withCounts(state, event.chatId, event.tokens);
  }
}

function withCounts(state: State, chatId: string, counts: ReadonlyMap<number, number>): State {
  const chat = state.chats[chatId];
  if (chat === undefined) return state;
  const messages = chat.messages.map((message) => {
    const tokens = counts.get(message.id);
    return tokens === undefined || message.tokens !== undefined ? message : { ...message, tokens };
  });
  return withChat(state, { ...chat, messages });
}

/** Messages that are new to a list are counted elsewhere: the table for it is too large for the screen's process. */
export function countIfNeeded(before: State, state: State): readonly Effect[] {
  if (before.chats === state.chats) return [];
  return Object.values(state.chats).flatMap((chat): Effect[] => {
    const earlier = before.chats[chat.id]?.messages;
    if (earlier === chat.messages) return [];
    const known = new Set(earlier);
    const messages = chat.messages.filter((each) => each.tokens === undefined && !known.has(each));
    return messages.length === 0 ? [] : [{ type: 'count-tokens', chatId: chat.id, messages }];
  });
}
