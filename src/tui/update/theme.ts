import type { ColorDepth } from '../../render/color.ts';
import { type ThemeName, themeFor } from '../../render/theme.ts';
import type { State } from '../state.ts';
import type { Step } from '../step.ts';

/** The screen in a theme, for so many colours. What was laid out before has the old colours in it. */
export function inTheme(state: State, name: ThemeName, colors: ColorDepth): State {
  return { ...state, colors, theme: themeFor(name, colors), documents: {}, solutions: {} };
}

/** The terminal has said how many colours it has. */
export function withColors(state: State, colors: ColorDepth): Step {
  if (colors === state.colors) return [state, []];
  return [inTheme(state, state.theme.name, colors), [{ type: 'colors', colors }]];
}
