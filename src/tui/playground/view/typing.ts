import { toHarmless } from '../../../render/sanitize.ts';
import { concat, type Line, lineWidth, pad, slice, span } from '../../../render/text.ts';
import { cellWidth, graphemes } from '../../../render/width.ts';
import type { State } from '../../state.ts';
import type { TextField } from '../../text-field.ts';
import { rule, styled } from '../../view/parts.ts';
import type { Chat, LineTask } from '../chat.ts';

/** The line in which one types, with a rule above it. Long texts scroll sideways with the cursor. */
export function typingLines(state: State, chat: Chat, width: number): Line[] {
  const has = chat.wire === undefined && (chat.line !== undefined || chat.focus === 'input');
  const label = concat(
    span(' '),
    styled(state, has ? 'focus' : 'muted', `${labelOf(chat)}${has ? state.glyphs.pointer : ' '} `),
  );
  const field = chat.line?.field ?? chat.input;
  const size = sizeOf(field);
  const room = Math.max(8, width - lineWidth(label) - cellWidth(size) - 1);
  const empty = field.before === '' && field.after === '';
  const hint = has && empty && chat.line === undefined ? 'say something' : '';
  const text = has
    ? fieldLine(state, field, room, hint)
    : [styled(state, 'muted', visible(field.before, room))];
  return [rule(state, width), concat(label, pad(text, room), styled(state, 'muted', size))];
}

function labelOf({ line, messages }: Chat): string {
  return line === undefined ? '' : `${taskName(line.for, messages)} `;
}

function taskName(target: LineTask['for'], messages: Chat['messages']): string {
  if (target.kind === 'file') return 'save as playground/';
  if (target.kind === 'setting') return target.name;
  const index = messages.findIndex(({ id }) => id === target.id);
  return `message ${index + 1}, ${messages[index]?.role ?? ''}`;
}

/** Only what is near the cursor is looked at: a pasted megabyte costs no more than a word. */
function fieldLine(state: State, { before, after }: TextField, room: number, hint: string): Line {
  const cursorRoom = 2;
  const near = shown(state, before.slice(-room * 4));
  const nearWidth = cellWidth(near);
  const hidden = Math.max(0, nearWidth - (room - cursorRoom));
  const { ellipsis } = state.glyphs;
  const left =
    hidden === 0
      ? [span(near)]
      : [styled(state, 'muted', ellipsis), ...slice([span(near)], hidden + 1, nearWidth)];
  const next = graphemes(shown(state, after.slice(0, room * 4)));
  const cursor = span(next[0] ?? ' ', { ...state.theme.styles.text, inverse: true });
  return concat(
    left,
    cursor,
    styled(state, hint === '' ? 'text' : 'muted', hint === '' ? next.slice(1).join('') : hint),
  );
}

/** The beginning of a text, while something else has the keys. */
function visible(text: string, room: number): string {
  return toHarmless(text.slice(0, room * 2));
}

function shown(state: State, text: string): string {
  const lineEnd = state.glyphs.name === 'unicode' ? '↵' : '\\';
  return toHarmless(text.replace(/\n/g, lineEnd));
}

/** How much it is, where one can't see it. */
function sizeOf({ before, after }: TextField): string {
  const length = before.length + after.length;
  return length < 1_000 ? '' : ` ${length.toLocaleString('en')} characters `;
}
