import { concat, type Line, span, truncate } from '../../render/text.ts';
import { type Binding, bindings, labelOf } from '../keys.ts';
import { openChat } from '../playground/chats.ts';
import { playgroundHelp } from '../playground/view/keys.ts';
import type { State } from '../state.ts';
import { surfaceOf } from '../surface.ts';
import { styled } from './parts.ts';

/** Every key with its meaning, those of this screen first. */
export function helpLines(state: State, width: number): readonly Line[] {
  const chat = openChat(state);
  if (chat !== undefined) return playgroundHelp(state, chat, width);
  const surface = surfaceOf(state);
  const all = bindings.filter(({ action }) => action !== 'suspend' || state.canSuspend);
  const here = all.filter(({ surfaces }) => surfaces.includes(surface));
  const elsewhere = all.filter(({ surfaces }) => !surfaces.includes(surface));
  const rows = [...helpRows(state, here), ...helpRows(state, elsewhere)];
  const labelWidth = Math.max(...rows.map(({ label }) => label.length)) + 2;
  return rows.map(({ label, help }) =>
    truncate(
      concat(span(' '), styled(state, 'key', label.padEnd(labelWidth)), styled(state, 'text', help)),
      width,
      state.glyphs.ellipsis,
    ),
  );
}

/** Keys that belong together, such as up and down, share a row. */
function helpRows(state: State, some: readonly Binding[]): { label: string; help: string }[] {
  const labels = new Map<string, string>();
  for (const binding of some) {
    const before = labels.get(binding.help);
    const label = labelOf(binding, state.glyphs);
    labels.set(binding.help, before === undefined ? label : `${before} ${label}`);
  }
  return Array.from(labels, ([help, label]) => ({ label, help }));
}
