import type { MarkedExtension, Token, Tokens } from 'marked';
import { type LinkSpan, paint, parseAnsi } from '../ansi.ts';
import { toHarmless } from '../sanitize.ts';
import type { Theme } from '../theme.ts';
import { decodeEntities } from './entities.ts';

/** The two calls of a `Marked` instance that rendering needs. */
export interface MarkdownParser {
  /** Markdown to block tokens. */
  lexer(source: string): Token[];
  /** Tokens to text with ANSI styles, by marked-terminal. */
  parser(tokens: Token[]): string;
}

interface RendererContext {
  readonly parser: { parseInline(tokens: readonly Token[]): string };
}

/** marked with marked-terminal in the theme's styles; imported on first use, since that takes a while. */
export async function loadParser(theme: Theme): Promise<MarkdownParser> {
  const [{ Marked }, { markedTerminal }] = await Promise.all([import('marked'), import('marked-terminal')]);
  const { styles, colored } = theme;
  const same = (text: string): string => text;
  const options = {
    firstHeading: (text: string) => paint(text, styles.title),
    heading: same,
    paragraph: same,
    strong: (text: string) => paint(text, styles.strong),
    em: (text: string) => (colored ? paint(text, styles.emphasis) : `*${text}*`),
    del: (text: string) => `~~${text}~~`,
    text: same,
    html: same,
    showSectionPrefix: false,
    reflowText: false,
    emoji: false,
    // Entities are decoded where text is rendered: later, code such as `&lt;` could not be told from text.
    unescape: false,
  };
  const marked = new Marked();
  // Its type declarations are of an older marked.
  marked.use(markedTerminal(options) as unknown as MarkedExtension);
  marked.use({ renderer: mendedRenderer(theme) });
  return marked;
}

/** What marked-terminal gets wrong or leaves out: nested inline text, entities, tags, links, images. */
function mendedRenderer({ styles, colored }: Theme): MarkedExtension['renderer'] {
  return {
    text(this: RendererContext, token: Tokens.Text | Tokens.Escape | Tokens.Tag): string {
      // A list item's text holds inline tokens, which marked-terminal prints as source.
      if ('tokens' in token && token.tokens !== undefined) return this.parser.parseInline(token.tokens);
      return toHarmless(token.type === 'escape' ? token.text : decodeEntities(token.text));
    },
    codespan({ text }: Tokens.Codespan): string {
      const code = toHarmless(text);
      return paint(colored ? code : `\`${code}\``, styles.code);
    },
    html({ text }: Tokens.HTML | Tokens.Tag): string {
      return withoutTags(text).split('\n').map(toHarmless).join('\n');
    },
    br: () => '\n',
    checkbox: () => '',
    link(this: RendererContext, { href, tokens }: Tokens.Link): string {
      const text = this.parser.parseInline(tokens);
      const target = toHarmless(href).replace(/[\s;]/g, (character) => encodeURIComponent(character));
      return `\x1b]8;;${target}\x07${paint(text, styles.link)}\x1b]8;;\x07`;
    },
    image: ({ text }: Tokens.Image): string => paint(toHarmless(decodeEntities(text)), styles.muted),
  };
}

const knownTag =
  /<\/?(?:a|abbr|b|blockquote|center|code|dd|del|details|dfn|div|dl|dt|em|h[1-6]|i|img|input|ins|kbd|li|mark|ol|p|picture|pre|q|s|samp|section|small|source|span|strong|sub|summary|sup|table|tbody|td|tfoot|th|thead|tr|u|ul|var)(?:\s[^>]*)?\/?>/gi;

/** Comments and HTML's own tags removed, `<br>` as a line break; `<your-name>` and the like are text. */
export function withoutTags(html: string): string {
  return decodeEntities(
    html
      .replace(/<!--[\s\S]*?(?:-->|$)/g, '')
      .replace(/<br\s*\/?>/gi, '\n')
      .replace(knownTag, ''),
  );
}

/** A paragraph's, heading's or cell's inline tokens as unwrapped styled lines; several after hard line breaks. */
export function inlineLines(parser: MarkdownParser, tokens: Token[]): (readonly LinkSpan[])[] {
  const paragraph: Tokens.Paragraph = { type: 'paragraph', raw: '', text: '', tokens };
  const lines = parseAnsi(parser.parser([paragraph]).replace(/\n+$/, ''));
  return lines.map((line, index) => (index === 0 ? line : withoutIndent(line)));
}

function withoutIndent(line: readonly LinkSpan[]): readonly LinkSpan[] {
  const [first, ...rest] = line;
  return first === undefined ? line : [{ ...first, text: first.text.trimStart() }, ...rest];
}
