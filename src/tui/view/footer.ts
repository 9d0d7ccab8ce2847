import { concat, type Line, lineWidth, pad, truncate } from '../../render/text.ts';
import { bindings, type Surface } from '../keys.ts';
import { openItem, runningWork, type State } from '../state.ts';
import { paragraph, styled } from './parts.ts';

/** The line for questions and notices. */
export function noticeLine(state: State, width: number): Line {
  if (state.question !== undefined) return [styled(state, 'warn', ` ${state.question.text} (y/n)`)];
  if (state.notice === undefined) return [];
  const style = state.notice.kind === 'info' ? 'info' : state.notice.kind;
  return truncate([styled(state, style, ` ${state.notice.text}`)], width, state.glyphs.ellipsis);
}

export function surfaceOf(state: State): Surface {
  return openItem(state)?.kind ?? 'tree';
}

/** The keys that matter here, as many as fit; help and quit always do. */
export function keysLine(state: State, width: number): Line {
  const surface = surfaceOf(state);
  const shown = bindings.filter(
    (binding) => binding.surfaces.includes(surface) && binding.short !== undefined,
  );
  const running = runningWork(state) !== undefined;
  const always = shown.filter(({ action }) => action === 'help' || action === 'quit');
  const entry = (label: string, short: string): Line =>
    concat(styled(state, 'key', ` ${label}`), styled(state, 'muted', ` ${short} `));
  const entries = shown
    .filter((binding) => !always.includes(binding))
    .map(({ label, short = '', action }) => entry(label, action === 'back' && running ? 'stop' : short));
  const end = always.flatMap(({ label, short = '' }) => entry(label, short));
  let line: Line = [];
  for (const next of entries) {
    if (lineWidth(line) + lineWidth(next) + lineWidth(end) > width) break;
    line = concat(line, next);
  }
  return pad(concat(line, end), width);
}

/** Every key with its meaning, for the help screen. */
export function helpLines(state: State, width: number): Line[] {
  const labelWidth = Math.max(...bindings.map(({ label }) => label.length)) + 2;
  const rows = bindings.map(({ label, help }) =>
    truncate(
      concat(styled(state, 'key', ` ${label.padEnd(labelWidth)}`), styled(state, 'text', help)),
      width,
      state.glyphs.ellipsis,
    ),
  );
  return [
    ...paragraph(state, 'title', ' Keys', width),
    ...rows,
    [],
    ...paragraph(state, 'muted', ' Any key closes this.', width),
  ];
}
