import { concat, type Line, span } from '../../render/text.ts';
import { renderTranscript } from '../../render/transcript.ts';
import { createMemo } from '../memo.ts';
import type { State } from '../state.ts';
import { paragraph } from '../view/parts.ts';
import type { Chat } from './chat.ts';
import { openChat } from './chats.ts';
import { type ConversationLines, conversationLines } from './view/conversation.ts';
import { playgroundLayout, wireRows } from './view/layout.ts';

/** What there is to scroll in the playground, and how far. */

/** The conversation at the width that it has now, with a margin of a cell on each side. */
export function conversationOf(state: State, chat: Chat): ConversationLines {
  return conversationLines(state, chat, Math.max(10, playgroundLayout(state, chat).chatColumns - 2));
}

export function lastChatScroll(state: State, chat: Chat): number {
  return Math.max(0, conversationOf(state, chat).lines.length - playgroundLayout(state, chat).chatRows);
}

/**
 * The first visible line of the conversation: where the selected message is; else, and for the last message, its end,
 * so far back as the learner went.
 */
export function chatScroll(state: State, chat: Chat): number {
  const { lines, starts } = conversationOf(state, chat);
  const { chatRows } = playgroundLayout(state, chat);
  const last = Math.max(0, lines.length - chatRows);
  const earlier = chat.focus === 'messages' && chat.selected < chat.messages.length - 1;
  const selected = earlier && chat.pending === undefined ? starts[chat.selected] : undefined;
  if (selected !== undefined) return Math.min(last, selected);
  // At the very beginning an empty conversation is read from its top.
  const untouched = chat.messages.length === 0 && chat.pending === undefined && chat.answer === undefined;
  const back = Math.min(last, chat.scrolledBack);
  return untouched ? back : last - back;
}

/** The latest exchange as the Wire tab of an exercise shows one. */
export function wireLines(state: State, chat: Chat): readonly Line[] {
  const width = Math.max(20, state.size.columns - 2);
  const exchange = chat.answer?.exchange;
  if (exchange === undefined) {
    const text =
      chat.pending === undefined
        ? 'Nothing has been asked yet. What is sent, and what comes back, will be here.'
        : 'The exchange is here when the reply has come.';
    return paragraph(state, 'muted', text, width);
  }
  const { theme, glyphs } = state;
  return remember(exchange, `${width} ${theme.name} ${glyphs.name}`, () =>
    renderTranscript([exchange], { width, theme, glyphs }).map((line) => concat(span(' '), line)),
  );
}

const remember = createMemo<readonly Line[]>();

export function lastWireScroll(state: State, chat: Chat): number {
  return Math.max(0, wireLines(state, chat).length - wireRows(state));
}

export function pageRows(state: State): number {
  const chat = openChat(state);
  if (chat === undefined) return 1;
  const rows = chat.wire === undefined ? playgroundLayout(state, chat).chatRows : wireRows(state);
  return Math.max(1, rows - 1);
}
