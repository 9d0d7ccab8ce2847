import { messagesOf, settingsOf } from '../../model/playground/request.ts';
import { stepped, withSetting } from '../../model/playground/settings.ts';
import type { State } from '../state.ts';
import type { Step } from '../step.ts';
import { emptyField, fieldWith, textIn } from '../text-field.ts';
import { stopping } from './asking.ts';
import {
  type Chat,
  type LineTask,
  type ListedMessage,
  type SettingName,
  settingNames,
  withMessages,
} from './chat.ts';
import { preparingLesson, withChat } from './chats.ts';

/** What a learner does to the list of messages, the settings and the file, other than asking. */

export function deleteSelected(state: State, chat: Chat): Step {
  const message = chat.messages[chat.selected];
  if (message === undefined) return told(state, 'There is no message to delete.');
  const messages = chat.messages.filter((each) => each !== message);
  const text = `Deleted. The next request doesn't send it: the model has never heard it. u brings it back.`;
  return told(withChat(state, withMessages(chat, messages)), text);
}

export function editSelected(state: State, chat: Chat): Step {
  const message = chat.messages[chat.selected];
  if (message === undefined) return told(state, 'There is no message to edit.');
  return typing(state, chat, { for: { kind: 'message', id: message.id }, field: fieldWith(message.content) });
}

export function typeSetting(state: State, chat: Chat): Step {
  const name = settingNames[chat.setting] ?? 'model';
  const text = name === 'system' ? (systemMessage(chat)?.content ?? '') : String(chat.settings[name] ?? '');
  if (name === 'stream') return stepSetting(state, chat, 1);
  return typing(state, chat, { for: { kind: 'setting', name }, field: fieldWith(text) });
}

export function stepSetting(state: State, chat: Chat, by: 1 | -1): Step {
  const name = settingNames[chat.setting] ?? 'model';
  if (name === 'system') return told(state, 'Enter types the system message.');
  return [withChat(state, { ...chat, settings: stepped(chat.settings, name, by) }), []];
}

export function typeFileName(state: State, chat: Chat): Step {
  if (chat.messages.length === 0) return told(state, 'There is nothing to save yet: type a message first.');
  return typing(state, chat, { for: { kind: 'file' }, field: fieldWith(fileNameAt(state.now)) });
}

function typing(state: State, chat: Chat, line: LineTask): Step {
  return [withChat(state, { ...chat, line }), []];
}

/** Takes what was typed in the line, if it makes sense; else says what would. */
export function keepLine(state: State, chat: Chat): Step {
  if (chat.line === undefined) return [state, []];
  const { for: target, field } = chat.line;
  const text = textIn(field);
  const idle = { ...chat, line: undefined };
  switch (target.kind) {
    case 'message':
      return withText(state, idle, target.id, text);
    case 'setting':
      return withTyped(state, chat, target.name, text);
    case 'file':
      return saved(state, chat, text.trim());
  }
}

function withText(state: State, chat: Chat, id: number, text: string): Step {
  const before = chat.messages.find((message) => message.id === id);
  if (before === undefined || before.content === text) return [withChat(state, chat), []];
  if (text.trim() === '') {
    const messages = chat.messages.filter((message) => message !== before);
    return told(
      withChat(state, withMessages(chat, messages)),
      'An empty message is no message: it is deleted. u brings it back.',
    );
  }
  const after: ListedMessage = { role: before.role, content: text, id: chat.nextId, edited: true };
  const messages = chat.messages.map((message) => (message === before ? after : message));
  const changed = { ...withMessages(chat, messages), nextId: chat.nextId + 1 };
  const hint = before.role === 'assistant' ? 'From now on the model believes that it said this.' : 'Changed.';
  return told(withChat(state, changed), `${hint} C-r asks again.`);
}

function withTyped(state: State, chat: Chat, name: SettingName, text: string): Step {
  const idle = { ...chat, line: undefined };
  if (name === 'system') return [withChat(state, withSystem(idle, text)), []];
  const changed = withSetting(chat.settings, name, text);
  if ('problem' in changed) return [{ ...state, notice: { text: changed.problem, kind: 'bad' } }, []];
  return [withChat(state, { ...idle, settings: changed.settings }), []];
}

function systemMessage(chat: Chat): ListedMessage | undefined {
  return chat.messages.find(({ role }) => role === 'system' || role === 'developer');
}

/** The chat with another system message: in its place, at the top when there was none, or taken away when it is empty. */
function withSystem(chat: Chat, text: string): Chat {
  const before = systemMessage(chat);
  if ((before?.content ?? '') === text) return chat;
  const rest = chat.messages.filter((message) => message !== before);
  if (text.trim() === '') return withMessages(chat, rest);
  const after: ListedMessage = { role: before?.role ?? 'system', content: text, id: chat.nextId };
  const messages =
    before === undefined
      ? [after, ...rest]
      : chat.messages.map((message) => (message === before ? after : message));
  return { ...withMessages(chat, messages), nextId: chat.nextId + 1 };
}

export function undoChange(state: State, chat: Chat): Step {
  const before = chat.past.at(-1);
  if (before === undefined) return told(state, 'There is nothing to undo.');
  const undone = { ...withMessages(chat, before), past: chat.past.slice(0, -1) };
  return told(withChat(state, undone), 'The list is as it was before.');
}

/** A new conversation: in a lesson as it is prepared there, elsewhere with the system message and the settings. */
export function newConversation(state: State, chat: Chat): Step {
  const setup = preparingLesson(state, chat)?.playground;
  const prepared = messagesOf(setup).map((message, index) => ({ ...message, id: chat.nextId + index }));
  const kept = chat.messages.filter(({ role }) => role === 'system' || role === 'developer');
  const messages = setup === undefined ? kept : prepared;
  const begun: Chat = {
    ...withMessages({ ...chat, pending: undefined }, messages),
    nextId: chat.nextId + prepared.length,
    settings: setup === undefined ? chat.settings : settingsOf(setup),
    input: setup?.ask === undefined ? emptyField : fieldWith(setup.ask),
    recalled: undefined,
    answer: undefined,
    askId: undefined,
    focus: 'input',
  };
  const [next] = told(withChat(state, begun), 'A new conversation. Tab, then u brings the one before back.');
  return [next, stopping(chat)];
}

function saved(state: State, chat: Chat, typed: string): Step {
  if (!/^[\p{L}\p{N}_][\p{L}\p{N}_. -]*$/u.test(typed) || typed.length > 100) {
    const text = 'A file name has letters, digits, "-", "_" and "." only, for example my-chat.ts.';
    return [{ ...state, notice: { text, kind: 'bad' } }, []];
  }
  const name = typed.endsWith('.ts') ? typed : `${typed}.ts`;
  const request = {
    settings: chat.settings,
    messages: chat.messages.map(({ role, content }) => ({ role, content })),
  };
  return [withChat(state, { ...chat, line: undefined }), [{ type: 'save-program', name, request }]];
}

/** `chat-2026-01-02-1422.ts`, in local time. */
export function fileNameAt(at: number): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `chat-${day}-${two(date.getHours())}${two(date.getMinutes())}.ts`;
}

function told(state: State, text: string): Step {
  return [{ ...state, notice: { text, kind: 'info' } }, []];
}
