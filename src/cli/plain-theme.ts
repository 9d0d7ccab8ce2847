import { type Glyphs, glyphSets, type Theme, themes } from '../render/theme.ts';

/** Theme and glyphs for text on standard output: colours only where they may be written. */
export function plainTheme(color: boolean): { readonly theme: Theme; readonly glyphs: Glyphs } {
  return {
    theme: color ? themes.dark : themes.mono,
    glyphs: supportsUnicode() ? glyphSets.unicode : glyphSets.ascii,
  };
}

/** Whether the locale and the terminal can show more than ASCII. */
export function supportsUnicode(): boolean {
  const { TERM, LC_ALL, LC_CTYPE, LANG, WT_SESSION, TERM_PROGRAM } = process.env;
  if (process.platform === 'win32') return WT_SESSION !== undefined || TERM_PROGRAM === 'vscode';
  if (TERM === 'linux' || TERM === 'vt100' || TERM === 'vt220') return false;
  const locale = [LC_ALL, LC_CTYPE, LANG].find((value) => value !== undefined && value !== '') ?? '';
  return /utf-?8/i.test(locale);
}
