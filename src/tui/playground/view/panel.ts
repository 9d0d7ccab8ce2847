import { shownSetting } from '../../../model/playground/settings.ts';
import { toHarmless } from '../../../render/sanitize.ts';
import { concat, type Line, lineWidth, pad, span, truncate, truncateText } from '../../../render/text.ts';
import { createMemo } from '../../memo.ts';
import type { State } from '../../state.ts';
import { rule, styled } from '../../view/parts.ts';
import { type Chat, type Focus, type ListedMessage, type SettingName, settingNames } from '../chat.ts';

/** The list as the next request sends it: one row for each message. Shows its end, or what is selected. */
export function listLines(state: State, chat: Chat, width: number, rows: number): Line[] {
  const { messages } = chat;
  const head = heading(state, chat, 'messages', `messages (${messages.length})`, width, ' tokens ');
  const room = rows - 1;
  const focused = chat.focus === 'messages';
  const wanted = focused ? chat.selected - Math.floor(room / 2) : messages.length - room;
  const first = Math.max(0, Math.min(wanted, messages.length - room));
  const visible = messages
    .slice(first, first + room)
    .map((message, row) => messageRow(state, chat, message, first + row, width));
  if (messages.length > 0) return [head, ...visible];
  return [head, [styled(state, 'muted', '   [ ]  nothing is sent yet')]];
}

const roleColumns = 10;
/** More of a text than fits into any row. */
const looked = 400;

function messageRow(state: State, chat: Chat, message: ListedMessage, index: number, width: number): Line {
  const { glyphs } = state;
  const selected = chat.focus === 'messages' && index === chat.selected;
  const tokens = ` ${tokensText(message)} `;
  const left = concat(
    span(` ${selected ? glyphs.pointer : ' '}`),
    styled(state, 'muted', `${index + 1}`.padStart(String(chat.messages.length).length)),
    styled(state, message.role, ` ${message.role.padEnd(roleColumns)}`),
    styled(state, 'text', rowText(message, width)),
  );
  const line = concat(
    pad(truncate(left, width - tokens.length, glyphs.ellipsis), width - tokens.length),
    styled(state, 'muted', tokens),
  );
  return selected ? line.map(({ text }) => styled(state, 'selected', text)) : line;
}

/** The beginning of a message, for one row. To measure it takes time where scripts are mixed, so it is kept. */
function rowText(message: ListedMessage, width: number): string {
  return remember(message, String(width), () =>
    truncateText(toHarmless(message.content.slice(0, looked).trimStart()), width, ''),
  );
}

const remember = createMemo<string>();

/** `12`, or `~12` as long as they have not been counted. */
function tokensText(message: ListedMessage): string {
  const count = message.tokens ?? estimated(message.content);
  return `${message.tokens === undefined ? '~' : ''}${count.toLocaleString('en')}`;
}

/** Four characters a token, and what the format adds. */
export function estimated(text: string): number {
  return Math.ceil(text.length / 4) + 4;
}

/** The settings, or a line that sums them up where there is no room. */
export function settingLines(state: State, chat: Chat, width: number, rows: number): Line[] {
  if (rows <= 1) return [summary(state, chat, width)];
  const room = rows - 1;
  const first =
    chat.focus === 'settings'
      ? Math.max(0, Math.min(chat.setting - Math.floor(room / 2), settingNames.length - room))
      : 0;
  const visible = settingNames
    .slice(first, first + room)
    .map((name, row) => settingRow(state, chat, name, first + row, width));
  return [heading(state, chat, 'settings', 'settings', width), ...visible];
}

const nameColumns = 13;

function settingRow(state: State, chat: Chat, name: SettingName, index: number, width: number): Line {
  const { glyphs } = state;
  const selected = chat.focus === 'settings' && index === chat.setting;
  const arrows = selected && name !== 'system';
  const value = concat(
    span(arrows ? `${glyphs.left} ` : ''),
    styled(state, isSet(chat, name) ? 'text' : 'muted', toHarmless(settingText(chat, name))),
    span(arrows ? ` ${glyphs.right}` : ''),
  );
  const label = styled(state, 'muted', name.padEnd(nameColumns));
  const line = truncate(
    concat(span(` ${selected ? glyphs.pointer : ' '}`), label, value),
    width,
    glyphs.ellipsis,
  );
  return selected ? pad(line, width).map(({ text }) => styled(state, 'selected', text)) : line;
}

function settingText(chat: Chat, name: SettingName): string {
  if (name !== 'system') return shownSetting(chat.settings, name);
  const system = chat.messages.find(({ role }) => role === 'system' || role === 'developer');
  return system?.content.slice(0, looked) ?? 'none';
}

function isSet(chat: Chat, name: SettingName): boolean {
  return name === 'system'
    ? settingText(chat, name) !== 'none'
    : shownSetting(chat.settings, name) !== 'default';
}

function summary(state: State, chat: Chat, width: number): Line {
  const { settings } = chat;
  const numbers = (['temperature', 'max_tokens', 'top_p'] as const).flatMap((name) =>
    settings[name] === undefined ? [] : [`${name} ${settings[name]}`],
  );
  const parts = [settings.model, ...numbers, `stream ${settings.stream ? 'on' : 'off'}`];
  const text = toHarmless(` ${parts.join(` ${state.glyphs.dot} `)}`);
  return truncate([styled(state, 'muted', text)], width, state.glyphs.ellipsis);
}

/** The name of a part in a rule; the part that has the keys has a pointer. */
function heading(state: State, chat: Chat, focus: Focus, text: string, width: number, end = ''): Line {
  const has = chat.focus === focus && chat.line === undefined;
  const { horizontal, pointer } = state.glyphs;
  const title = concat(
    styled(state, 'border', has ? '' : horizontal),
    styled(state, 'focus', has ? pointer : ''),
    styled(state, has ? 'focus' : 'subheading', ` ${text} `),
  );
  return concat(title, ...rule(state, width - lineWidth(title) - end.length), styled(state, 'muted', end));
}

/** Two columns as one, with a line between them. */
export function sideBySide(state: State, left: readonly Line[], right: readonly Line[]): Line[] {
  const border = styled(state, 'border', state.glyphs.vertical);
  return left.map((line, row) => concat(line, border, right[row] ?? []));
}
