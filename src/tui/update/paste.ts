import { tooSmall } from '../layout.ts';
import { pastedIntoLine } from '../line-editor.ts';
import { pastedIntoPlayground } from '../playground/update.ts';
import type { State } from '../state.ts';
import { withPaletteLine } from './palette.ts';
import { withSearchLine } from './search.ts';

/**
 * A pasted text is typed where text is typed, and nothing anywhere else: nobody who pastes means the keys that its
 * letters happen to be.
 */
export function pasted(state: State, text: string): State {
  return intoField(state, text) ?? { ...state, notice: { text: ignored, kind: 'info' } };
}

const ignored = 'What you pasted is ignored: there is no text field here.';

/** @returns undefined where no text is typed */
function intoField(state: State, text: string): State | undefined {
  if (tooSmall(state) || state.help || state.question !== undefined) return undefined;
  const { palette, search } = state;
  if (palette !== undefined) return withPaletteLine(state, palette, pastedIntoLine(palette.line, text));
  if (search?.typing === true) return withSearchLine(state, search, pastedIntoLine(search.line, text));
  return state.place.kind === 'playground' ? pastedIntoPlayground(state, text) : undefined;
}
