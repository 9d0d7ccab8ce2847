import {
  messagesOf,
  type PlaygroundMessage,
  type PlaygroundSettings,
  settingsOf,
} from '../../model/playground/request.ts';
import type { PlaygroundAnswer } from '../../model/playground/session.ts';
import { type ParameterName, parameterNames } from '../../model/playground/settings.ts';
import type { Lesson } from '../../workshop/types.ts';
import { emptyField, fieldWith, type TextField } from '../text-field.ts';

/** What has the keys in the playground. */
export const focuses = ['input', 'messages', 'settings'] as const;
export type Focus = (typeof focuses)[number];

export type SettingName = 'system' | ParameterName;
export const settingNames: readonly SettingName[] = ['system', ...parameterNames];

/** A message of the list; once made it is never changed, only replaced. */
export interface ListedMessage extends PlaygroundMessage {
  /** Unique in its conversation; another text is another message. */
  readonly id: number;
  /** `undefined` until they are counted. */
  readonly tokens?: number;
  /** Whether the learner has rewritten it. */
  readonly edited?: boolean;
}

/** What is typed in the input line when it is not the next message. */
export interface LineTask {
  readonly for:
    | { readonly kind: 'message'; readonly id: number }
    | { readonly kind: 'setting'; readonly name: SettingName }
    | { readonly kind: 'file' };
  readonly field: TextField;
}

/** A request on its way. */
export interface Pending {
  readonly askId: number;
  readonly startedAt: number;
  /** What has come of the reply. */
  readonly text: string;
}

/** One playground: a conversation with its settings, and where the learner is in it. */
export interface Chat {
  /** The lesson that prepared it, by id; empty for the general one. */
  readonly id: string;
  readonly settings: PlaygroundSettings;
  /** As the next request sends them. */
  readonly messages: readonly ListedMessage[];
  readonly nextId: number;
  /** Earlier lists, the latest last. */
  readonly past: readonly (readonly ListedMessage[])[];
  readonly input: TextField;
  /** What was sent before, the latest last. */
  readonly sent: readonly string[];
  /** Which of them is in the input line, and what was typed there before. */
  readonly recalled?: { readonly index: number; readonly draft: TextField };
  readonly focus: Focus;
  /** Index into the messages. */
  readonly selected: number;
  /** Index into the settings. */
  readonly setting: number;
  readonly line?: LineTask;
  readonly pending?: Pending;
  /** The latest ask, and how it ended. */
  readonly askId?: number;
  readonly answer?: PlaygroundAnswer;
  /** Lines between the end of the conversation and the last one that is visible. */
  readonly scrolledBack: number;
  /** First visible line of the latest exchange, while that is shown. */
  readonly wire?: number;
}

/** A conversation as a lesson prepares it, or an empty one. */
export function newChat(id: string, lesson: Lesson | undefined): Chat {
  const setup = lesson?.playground;
  const messages = messagesOf(setup).map((message, index) => ({ ...message, id: index }));
  return {
    id,
    settings: settingsOf(setup),
    messages,
    nextId: messages.length,
    past: [],
    input: setup?.ask === undefined ? emptyField : fieldWith(setup.ask),
    sent: [],
    focus: 'input',
    selected: Math.max(0, messages.length - 1),
    setting: 0,
    scrolledBack: 0,
  };
}

/** The chat with another list, the one before kept for undo. */
export function withMessages(chat: Chat, messages: readonly ListedMessage[]): Chat {
  return {
    ...chat,
    messages,
    past: [...chat.past, chat.messages].slice(-mostPast),
    selected: Math.max(0, Math.min(messages.length - 1, chat.selected)),
    scrolledBack: 0,
  };
}

const mostPast = 100;

/** The chat with a message at the end of its list. */
export function withNewMessage(chat: Chat, message: PlaygroundMessage): Chat {
  const listed = { ...message, id: chat.nextId };
  const next = withMessages(chat, [...chat.messages, listed]);
  return { ...next, nextId: chat.nextId + 1, selected: next.messages.length - 1 };
}
