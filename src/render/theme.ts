import { type ColorDepth, trueColor } from './color.ts';
import type { Theme, ThemeName } from './theme-types.ts';
import { darkStyles, lightStyles } from './themes/dark-light.ts';
import { highContrastStyles } from './themes/high-contrast.ts';
import { monoStyles } from './themes/mono.ts';
import { sixteenContrastStyles, sixteenStyles } from './themes/sixteen.ts';

export { type Glyphs, glyphSets } from './glyphs.ts';
export type { StyleName, Styles, Theme, ThemeName } from './theme-types.ts';

const mono: Theme = { name: 'mono', colored: false, styles: monoStyles };

/** The themes for terminals with 256 colours. */
export const themes: Readonly<Record<ThemeName, Theme>> = {
  dark: { name: 'dark', colored: true, styles: darkStyles(256) },
  light: { name: 'light', colored: true, styles: lightStyles(256) },
  mono,
  'high-contrast': { name: 'high-contrast', colored: true, styles: highContrastStyles },
};

const manyColored: Readonly<Record<ThemeName, Theme>> = {
  ...themes,
  dark: { name: 'dark', colored: true, styles: darkStyles(trueColor) },
  light: { name: 'light', colored: true, styles: lightStyles(trueColor) },
};

/** Of 16 colours nobody knows what they look like, so one theme has to do on dark and on light backgrounds. */
const fewColored: Readonly<Record<ThemeName, Theme>> = {
  dark: { name: 'dark', colored: true, styles: sixteenStyles },
  light: { name: 'light', colored: true, styles: sixteenStyles },
  mono,
  'high-contrast': { name: 'high-contrast', colored: true, styles: sixteenContrastStyles },
};

/** A theme as a terminal with so many colours can show it; without any, each is the one without colours. */
export function themeFor(name: ThemeName, depth: ColorDepth): Theme {
  if (depth === 0) return mono;
  if (depth === 16) return fewColored[name];
  return (depth === 256 ? themes : manyColored)[name];
}
