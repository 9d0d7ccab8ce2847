import { type RenderedDocument, renderMarkdown } from './markdown.ts';
import { plain, type Style } from './text.ts';
import { type Glyphs, glyphSets, type ThemeName, themes } from './theme.ts';

/** A document at a width, without colours unless told otherwise. */
export async function rendered(
  source: string,
  width: number,
  theme: ThemeName = 'mono',
  glyphs: Glyphs = glyphSets.unicode,
): Promise<RenderedDocument> {
  return renderMarkdown(source, { width, theme: themes[theme], glyphs });
}

/** The document as plain text. */
export async function text(
  source: string,
  width = 40,
  theme: ThemeName = 'mono',
  glyphs: Glyphs = glyphSets.unicode,
): Promise<string> {
  const { lines } = await rendered(source, width, theme, glyphs);
  return lines.map(plain).join('\n');
}

/** The style of the first run of text that holds `word`. */
export async function styleOf(
  source: string,
  word: string,
  theme: ThemeName = 'dark',
): Promise<Style | undefined> {
  const { lines } = await rendered(source, 80, theme);
  return lines.flat().find((span) => span.text.includes(word))?.style;
}
