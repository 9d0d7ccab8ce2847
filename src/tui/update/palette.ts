import { scrollOf } from '../content.ts';
import type { Action } from '../keys.ts';
import { edited, emptyEditor, type LineEditor } from '../line-editor.ts';
import { type FoundEntry, foundEntries, outlineEntries } from '../palette.ts';
import type { Palette } from '../palette-types.ts';
import { withStop } from '../reading/stops.ts';
import { openItem, type State } from '../state.ts';
import type { Step } from '../step.ts';
import { follow, toLine } from './follow.ts';
import { openAt } from './places.ts';
import { inTheme } from './theme.ts';

export function openPalette(state: State): Step {
  return [{ ...state, palette: { scope: 'all', line: emptyEditor, marked: 0 } }, []];
}

/** The sections of the open text; the one that is read now is marked. */
export function openOutline(state: State): Step {
  const from = scrollOf(state);
  const lines = outlineEntries(state).map(({ choice }) => (choice.type === 'section' ? choice.line : 0));
  if (lines.length === 0) return [state, []];
  const marked = Math.max(
    0,
    lines.findLastIndex((line) => line <= from),
  );
  return [{ ...state, palette: { scope: 'outline', line: emptyEditor, marked } }, []];
}

export function openLinks(state: State): Step {
  if (openItem(state) === undefined) return [state, []];
  return [{ ...state, palette: { scope: 'links', line: emptyEditor, marked: 0 } }, []];
}

/** A key while the palette is open: it types, moves the mark, chooses or closes. */
export function paletteKey(
  state: State,
  palette: Palette,
  key: string,
  perform: (state: State, action: Action) => Step,
): Step {
  const { palette: _, ...closed } = state;
  if (key === 'escape' || key === 'C-p') return [closed, []];
  const found = foundEntries(state, palette);
  if (key === 'enter' || key === 'return') {
    const chosen = found[palette.marked];
    return chosen === undefined ? [closed, []] : choose(closed, chosen, perform);
  }
  const by = moves[key];
  if (by !== undefined) {
    const marked = Math.max(0, Math.min(found.length - 1, palette.marked + by));
    return [{ ...state, palette: { ...palette, marked } }, []];
  }
  const line = edited(palette.line, key);
  if (line === undefined) return [state, []];
  return [withPaletteLine(state, palette, line), []];
}

/** Other words find other entries: then the first one is marked. */
export function withPaletteLine(state: State, palette: Palette, line: LineEditor): State {
  const marked = line.text === palette.line.text ? palette.marked : 0;
  return { ...state, palette: { ...palette, line, marked } };
}

const moves: Readonly<Record<string, number | undefined>> = {
  up: -1,
  down: 1,
  'S-tab': -1,
  tab: 1,
  pageup: -10,
  pagedown: 10,
};

function choose(
  state: State,
  { entry: { choice } }: FoundEntry,
  perform: (state: State, action: Action) => Step,
): Step {
  if (choice.type === 'item') return openAt(withStop(state), choice.index, '');
  if (choice.type === 'section') return toLine(state, choice.line);
  if (choice.type === 'link') return follow(state, choice.href);
  if (choice.type === 'action') return perform(state, choice.action);
  return [inTheme(state, choice.name, state.colors), [{ type: 'theme', name: choice.name }]];
}
