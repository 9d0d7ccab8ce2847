import { concat, type Line, lineWidth, pad, span, truncate } from '../../render/text.ts';
import { graphemes } from '../../render/width.ts';
import { type FoundEntry, foundEntries } from '../palette.ts';
import type { Palette } from '../palette-types.ts';
import type { State } from '../state.ts';
import { styled, typedWords } from './parts.ts';

/** The palette in the place of the body: the line that is typed, and below it what fits. */
export function paletteLines(state: State, palette: Palette, width: number, rows: number): readonly Line[] {
  const found = foundEntries(state, palette);
  const { from, room } = windowOf(palette, found, rows);
  const list = found
    .slice(from, from + room)
    .map((each, index) => entryLine(state, each, from + index === palette.marked, width));
  const none = [styled(state, 'muted', ' Nothing fits. Esc closes this.')];
  return [typedLine(state, palette, width), [], ...(found.length === 0 ? [none] : list)];
}

/** The index of the entry in a row of the body. */
export function entryAt(state: State, palette: Palette, rows: number, row: number): number | undefined {
  const found = foundEntries(state, palette);
  const { from, room } = windowOf(palette, found, rows);
  const index = from + row - listBegin;
  return row >= listBegin && row < listBegin + room && index < found.length ? index : undefined;
}

/** Rows above the list: what is typed, and an empty one. */
const listBegin = 2;

/** The marked one stays in sight, with what comes after it as far as there is room. */
function windowOf(palette: Palette, found: readonly FoundEntry[], rows: number) {
  const room = Math.max(1, rows - listBegin);
  const from = Math.max(0, Math.min(palette.marked - Math.floor(room / 2), found.length - room));
  return { from, room };
}

const prompts = {
  all: { sign: ':', hint: 'a lesson, an exercise, its number, or what to do' },
  outline: { sign: 'o', hint: 'the sections of this text' },
  links: { sign: 'l', hint: 'the links of this text; addresses on the web are copied' },
} as const;

function typedLine(state: State, { line, scope }: Palette, width: number): Line {
  const hint = line.text === '' ? [styled(state, 'muted', ` ${prompts[scope].hint}`)] : [];
  const typed = concat(styled(state, 'key', ` ${prompts[scope].sign} `), typedWords(state, line), hint);
  return truncate(typed, width, state.glyphs.ellipsis);
}

function entryLine(state: State, { entry, at }: FoundEntry, marked: boolean, width: number): Line {
  const pointer = styled(state, marked ? 'focus' : 'text', marked ? ` ${state.glyphs.pointer} ` : '   ');
  const kind = [styled(state, 'muted', ` ${entry.kind} `)];
  const typed = new Set(at);
  const title = graphemes(entry.title).map((cell, index) =>
    styled(state, typed.has(index) ? 'fresh' : marked ? 'strong' : 'text', cell),
  );
  const room = Math.max(1, width - lineWidth(kind));
  const left = pad(truncate(concat(pointer, title), room, state.glyphs.ellipsis), room);
  return truncate(concat(left, lineWidth(kind) < width ? kind : span('')), width);
}
