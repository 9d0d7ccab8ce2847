import { withoutLastReply } from '../../model/playground/request.ts';
import type { PlaygroundAnswer } from '../../model/playground/session.ts';
import { liveProvider } from '../answerer.ts';
import type { Effect } from '../effects.ts';
import type { State } from '../state.ts';
import type { Step } from '../step.ts';
import { emptyField, textIn } from '../text-field.ts';
import { type Chat, withMessages, withNewMessage } from './chat.ts';
import { chatAsking, withChat } from './chats.ts';

/** So many of the messages that were sent come back with the Up key. */
const mostSent = 100;

/** Puts what was typed at the end of the list, and asks. */
export function send(state: State, chat: Chat): Step {
  if (chat.pending !== undefined) return info(state, 'A reply is coming. Esc stops it.');
  const text = textIn(chat.input);
  if (text.trim() === '') {
    const again = chat.messages.some(({ role }) => role === 'user')
      ? ' C-r asks again with the list as it is.'
      : '';
    return info(state, `Type a message first.${again}`);
  }
  const cleared = {
    ...chat,
    input: emptyField,
    recalled: undefined,
    sent: [...chat.sent, text].slice(-mostSent),
  };
  return ask(state, withNewMessage(cleared, { role: 'user', content: text }));
}

/** Sends the list once more without the last reply; one that is coming is given up. */
export function askAgain(state: State, chat: Chat): Step {
  const messages = withoutLastReply(chat.messages);
  if (messages.length === 0) return info(state, 'There is nothing to ask yet: type a message first.');
  const list = messages.length === chat.messages.length ? chat : withMessages(chat, messages);
  const [asked, effects] = ask(state, { ...list, pending: undefined });
  return [asked, [...stopping(chat), ...effects]];
}

function ask(state: State, chat: Chat): Step {
  const askId = state.nextRunId;
  const pending = { askId, startedAt: state.now, text: '' };
  const selected = Math.max(0, chat.messages.length - 1);
  const asking = { ...chat, pending, askId, answer: undefined, scrolledBack: 0, selected };
  const request = {
    settings: chat.settings,
    messages: chat.messages.map(({ role, content }) => ({ role, content })),
  };
  return [
    withChat({ ...state, nextRunId: askId + 1 }, asking),
    [{ type: 'ask', askId, request, live: liveProvider(state) !== undefined }],
  ];
}

/** Gives the reply up that is coming; what has come of it stays. */
export function stopReply(state: State, chat: Chat): Step {
  const { pending } = chat;
  if (pending === undefined) return [state, []];
  const idle = { ...chat, pending: undefined };
  const kept =
    pending.text === '' ? idle : withNewMessage(idle, { role: 'assistant', content: pending.text });
  const text =
    pending.text === ''
      ? 'Stopped before anything came. C-r asks again.'
      : 'Stopped. What had come is in the list; C-r asks again.';
  return [withChat({ ...state, notice: { text, kind: 'info' } }, kept), stopping(chat)];
}

/** What it takes to stop a chat's request; nothing when there is none. */
export function stopping({ pending }: Chat): readonly Effect[] {
  return pending === undefined ? [] : [{ type: 'stop', runId: pending.askId }];
}

export function withPiece(state: State, askId: number, text: string): State {
  const chat = chatAsking(state, askId);
  if (chat?.pending === undefined) return state;
  return withChat(state, { ...chat, pending: { ...chat.pending, text: chat.pending.text + text } });
}

/** The reply joins the list. Of one that was stopped only the exchange is kept; a stale one changes nothing. */
export function withAnswer(state: State, askId: number, answer: PlaygroundAnswer): State {
  const chat = chatAsking(state, askId);
  if (chat === undefined) return state;
  const { pending, ...rest } = chat;
  const idle = { ...rest, answer };
  const joins = pending !== undefined && (answer.text !== '' || answer.problem === undefined);
  return withChat(state, joins ? withReply(idle, answer.text) : idle);
}

/** A reply moves neither the selection nor what is being read, unless the learner is at the end. */
function withReply(chat: Chat, content: string): Chat {
  const atEnd = chat.focus === 'input' || chat.selected >= chat.messages.length - 1;
  const next = withNewMessage(chat, { role: 'assistant', content });
  return { ...next, selected: atEnd ? next.selected : chat.selected, scrolledBack: chat.scrolledBack };
}

/** It could not be asked at all, for example because the workbench has ended. */
export function withFailure(state: State, askId: number, message: string): State {
  const chat = chatAsking(state, askId);
  if (chat?.pending === undefined) return state;
  const durationMs = state.now - chat.pending.startedAt;
  const { text } = chat.pending;
  const problem = { code: null, message };
  return withAnswer(state, askId, { text, finishReason: null, durationMs, stopped: false, problem });
}

function info(state: State, text: string): Step {
  return [{ ...state, notice: { text, kind: 'info' } }, []];
}
