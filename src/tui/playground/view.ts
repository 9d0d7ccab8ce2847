import { concat, type Line, pad, span } from '../../render/text.ts';
import { layoutOf } from '../layout.ts';
import type { State } from '../state.ts';
import { block, styled } from '../view/parts.ts';
import type { Chat } from './chat.ts';
import { chatScroll, conversationOf, lastWireScroll, wireLines } from './scrolling.ts';
import { headLines } from './view/head.ts';
import { playgroundLayout, wireRows } from './view/layout.ts';
import { listLines, settingLines, sideBySide } from './view/panel.ts';
import { typingLines } from './view/typing.ts';

/** The body of the screen while the playground is open. */
export function playgroundLines(state: State, chat: Chat): Line[] {
  const { columns } = state.size;
  const middle = chat.wire === undefined ? partsLines(state, chat) : exchangeLines(state, chat, chat.wire);
  return block(
    [...headLines(state, chat, columns), ...middle, ...typingLines(state, chat, columns)],
    columns,
    layoutOf(state).bodyRows,
  );
}

function partsLines(state: State, chat: Chat): Line[] {
  const layout = playgroundLayout(state, chat);
  const { beside, chatColumns, chatRows, panelColumns, listRows, settingRows } = layout;
  const conversation = block(visibleChat(state, chat, chatRows), chatColumns, chatRows);
  const panel = [
    ...block(listLines(state, chat, panelColumns, listRows), panelColumns, listRows),
    ...block(settingLines(state, chat, panelColumns, settingRows), panelColumns, settingRows),
  ];
  return beside ? sideBySide(state, conversation, panel) : [...conversation, ...panel];
}

/** The selected message has a pointer here too. */
function visibleChat(state: State, chat: Chat, rows: number): Line[] {
  const { lines, starts } = conversationOf(state, chat);
  const from = chatScroll(state, chat);
  const marked = chat.focus === 'messages' ? starts[chat.selected] : undefined;
  const pointer = styled(state, 'focus', state.glyphs.pointer);
  return lines
    .slice(from, from + rows)
    .map((line, row) => concat(from + row === marked ? pointer : span(' '), line));
}

function exchangeLines(state: State, chat: Chat, scroll: number): Line[] {
  const rows = wireRows(state);
  const from = Math.min(scroll, lastWireScroll(state, chat));
  const lines = wireLines(state, chat).slice(from, from + rows);
  return Array.from({ length: rows }, (_, row) => pad(lines[row] ?? [], state.size.columns));
}
