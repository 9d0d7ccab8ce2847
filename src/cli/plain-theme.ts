import type { ColorDepth } from '../render/color.ts';
import { knowsUnicode } from '../render/terminal.ts';
import { type Glyphs, glyphSets, type Theme, themeFor } from '../render/theme.ts';
import { surroundings } from './terminal.ts';

/** Theme and glyphs for text on standard output, in as many colours as may be written. */
export function plainTheme(color: ColorDepth): { readonly theme: Theme; readonly glyphs: Glyphs } {
  return { theme: themeFor('dark', color), glyphs: terminalGlyphs() };
}

/** The symbols that this terminal can show. */
export function terminalGlyphs(): Glyphs {
  return knowsUnicode(surroundings()) ? glyphSets.unicode : glyphSets.ascii;
}
