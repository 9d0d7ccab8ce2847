import { concat, type Line, lineWidth, pad, truncate } from '../../../render/text.ts';
import { labelOf } from '../../keys.ts';
import type { State } from '../../state.ts';
import { styled } from '../../view/parts.ts';
import type { Chat } from '../chat.ts';
import { type PlaygroundBinding, playgroundBindings, playgroundSurface } from '../keys.ts';

/** The playground's keys that matter now, as many as fit. */
export function playgroundKeys(state: State, chat: Chat, width: number): Line {
  const surface = playgroundSurface(chat);
  const answering = chat.pending !== undefined;
  const shown = playgroundBindings.filter(
    ({ short, surfaces }) => short !== undefined && surfaces.includes(surface),
  );
  // What can be done about a reply that is coming comes first.
  const isFirst = ({ action }: PlaygroundBinding) => answering && action === 'back';
  const ordered = [...shown.filter(isFirst), ...shown.filter((each) => !isFirst(each))];
  const end =
    surface === 'messages' || surface === 'settings'
      ? concat(entry(state, '?', 'help'), entry(state, 'q', 'quit'))
      : [];
  let line: Line = [];
  for (const binding of ordered) {
    const next = keyEntry(state, chat, binding, answering);
    if (lineWidth(line) + lineWidth(next) + lineWidth(end) > width) break;
    line = concat(line, next);
  }
  return pad(concat(line, end), width);
}

function keyEntry(state: State, chat: Chat, binding: PlaygroundBinding, answering: boolean): Line {
  const [label = ''] = playgroundLabel(state, binding).split(' ');
  if (binding.action === 'back' && answering) return entry(state, label, 'stop');
  const next = { input: 'messages', messages: 'settings', settings: 'input' }[chat.focus];
  return entry(state, label, binding.action === 'next-part' ? next : (binding.short ?? ''));
}

function entry(state: State, label: string, short: string): Line {
  return concat(styled(state, 'key', ` ${label}`), styled(state, 'muted', ` ${short} `));
}

/** Every key of the playground, those of the part that has the keys first. */
export function playgroundHelp(state: State, chat: Chat, width: number): readonly Line[] {
  const surface = playgroundSurface(chat);
  const here = playgroundBindings.filter(({ surfaces }) => surfaces.includes(surface));
  const elsewhere = playgroundBindings.filter(({ surfaces }) => !surfaces.includes(surface));
  const rows = [
    ...grouped(state, here),
    ...grouped(state, elsewhere),
    { label: 's ? q', help: 'in the lists: save, these keys, quit' },
    { label: 'Ctrl-C', help: 'quit at once' },
  ];
  const columns = Math.max(...rows.map(({ label }) => label.length)) + 2;
  return rows.map(({ label, help }) =>
    truncate(
      concat(styled(state, 'key', ` ${label.padEnd(columns)}`), styled(state, 'text', help)),
      width,
      state.glyphs.ellipsis,
    ),
  );
}

function grouped(state: State, some: readonly PlaygroundBinding[]): { label: string; help: string }[] {
  const labels = new Map<string, string>();
  for (const binding of some) {
    const before = labels.get(binding.help);
    const label = playgroundLabel(state, binding);
    labels.set(binding.help, before === undefined ? label : `${before} ${label}`);
  }
  return Array.from(labels, ([help, label]) => ({ label, help }));
}

/** Labels as this terminal can show them. */
function playgroundLabel(state: State, { label }: PlaygroundBinding): string {
  const plain = labelOf({ label }, state.glyphs);
  return state.glyphs.name === 'unicode' ? plain : plain.replace('←', 'Left').replace('→', 'Right');
}
