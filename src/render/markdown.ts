import type { Token } from 'marked';
import type { LinkSpan } from './ansi.ts';
import { blockLines } from './markdown/blocks.ts';
import { type BlockContext, type HeadingSpan, underlay, type WideSpan } from './markdown/context.ts';
import { toAsciiPunctuation } from './markdown/entities.ts';
import { loadParser } from './markdown/inline.ts';
import { drawMermaid, loadMermaid, type MermaidLibrary, type MermaidOptions } from './mermaid.ts';
import { toHarmlessSource } from './sanitize.ts';
import { type Line, lineWidth, plain, slice } from './text.ts';
import type { Glyphs, Theme } from './theme.ts';
import { cellWidth } from './width.ts';

export interface RenderOptions {
  /** Cells that a line may take. */
  readonly width: number;
  readonly theme: Theme;
  readonly glyphs: Glyphs;
  /** For screen readers and pipes: nothing is drawn. Tables become lists of records, diagrams lists of arrows. */
  readonly linear?: boolean;
  /**
   * Code, tables and diagrams that are wider keep their lines, which then have more cells than `width`: `wide` says
   * which. Otherwise they are wrapped, or told in another way.
   */
  readonly sideways?: boolean;
}

/** A markdown document laid out at a width. Line numbers and columns count from 0. */
export interface RenderedDocument {
  readonly lines: Line[];
  readonly outline: OutlineEntry[];
  readonly links: DocumentLink[];
  /** With `sideways` only: what is wider than the text. */
  readonly wide?: readonly WideBlock[];
}

/** Lines that are scrolled sideways together. */
export interface WideBlock {
  readonly from: number;
  /** The line after the last. */
  readonly to: number;
  /** Cells of the widest line. */
  readonly width: number;
}

export interface OutlineEntry {
  /** 1 to 6. */
  readonly level: number;
  readonly title: string;
  readonly line: number;
  /** As GitHub makes anchors of headings; unique within the document. */
  readonly slug: string;
}

/** A run of link text on one line; a link that wraps has one entry for each of its lines. */
export interface DocumentLink {
  readonly line: number;
  readonly column: number;
  /** In cells. */
  readonly width: number;
  readonly href: string;
  readonly text: string;
}

/**
 * Markdown (without front matter) as styled lines of at most `width` cells. Harmless whatever the source holds: its
 * control characters are shown, and HTML is reduced to its text.
 */
export async function renderMarkdown(source: string, options: RenderOptions): Promise<RenderedDocument> {
  const { theme, glyphs, linear = false, sideways = false } = options;
  const width = Math.max(1, Math.floor(options.width));
  const [parser, { highlightLines }] = await Promise.all([loadParser(theme), import('./highlight.ts')]);
  const harmless = toHarmlessSource(source.replace(/^\ufeff/, ''));
  const tokens = parser.lexer(glyphs.name === 'ascii' ? toAsciiPunctuation(harmless) : harmless);
  const mermaid = hasDiagram(tokens) ? await loadMermaid() : undefined;
  const context: BlockContext = {
    parser,
    theme,
    glyphs,
    linear,
    sideways: sideways && !linear,
    depth: 0,
    highlight: (code, language) => highlightLines(code, language, theme),
    diagram: (code, room) => diagram(mermaid, code, { width: room, glyphs, linear }),
  };
  const laidOut = blockLines(context, tokens, width);
  // Deeply nested blocks in a very narrow window have prefixes wider than the window.
  const fitting = laidOut.map((line) =>
    lineWidth(line) > width && !isWide(line) ? slice(line, 0, width) : line,
  );
  return {
    lines: underlay(fitting, theme.styles.text),
    outline: outlineOf(laidOut),
    links: linksOf(fitting),
    ...(sideways ? { wide: wideBlocks(fitting) } : {}),
  };
}

function isWide(line: Line): boolean {
  return (line as readonly WideSpan[]).some(({ wide }) => wide === true);
}

function wideBlocks(lines: readonly Line[]): WideBlock[] {
  const blocks: WideBlock[] = [];
  for (const [index, line] of lines.entries()) {
    if (!isWide(line)) continue;
    const last = blocks.at(-1);
    if (last?.to !== index) blocks.push({ from: index, to: index + 1, width: lineWidth(line) });
    else blocks[blocks.length - 1] = { ...last, to: index + 1, width: Math.max(last.width, lineWidth(line)) };
  }
  return blocks;
}

function diagram(
  mermaid: MermaidLibrary | undefined,
  source: string,
  options: MermaidOptions,
): string[] | undefined {
  return mermaid === undefined ? undefined : drawMermaid(mermaid, source, options);
}

function hasDiagram(tokens: readonly Token[]): boolean {
  return tokens.some((token) => {
    if (token.type === 'code') return /^mermaid\b/i.test(String(token.lang ?? '').trim());
    const inside: unknown =
      token.type === 'list' ? token.items : 'tokens' in token ? token.tokens : undefined;
    return Array.isArray(inside) && hasDiagram(inside);
  });
}

function outlineOf(lines: readonly Line[]): OutlineEntry[] {
  const taken = new Map<string, number>();
  return lines.flatMap((line, index) => {
    const heading = (line as readonly HeadingSpan[]).find((part) => part.heading !== undefined)?.heading;
    return heading === undefined ? [] : [{ ...heading, line: index, slug: uniqueSlug(heading.title, taken) }];
  });
}

function uniqueSlug(title: string, taken: Map<string, number>): string {
  const slug = title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');
  const count = taken.get(slug) ?? 0;
  taken.set(slug, count + 1);
  return count === 0 ? slug : `${slug}-${count}`;
}

function linksOf(lines: readonly Line[]): DocumentLink[] {
  return lines.flatMap((line, index) => {
    const links: DocumentLink[] = [];
    let column = 0;
    for (const part of line as readonly LinkSpan[]) {
      const width = cellWidth(part.text);
      const last = links.at(-1);
      if (part.href !== undefined) {
        if (last !== undefined && last.href === part.href && last.column + last.width === column) {
          links[links.length - 1] = { ...last, width: last.width + width, text: last.text + part.text };
        } else links.push({ line: index, column, width, href: part.href, text: plain([part]) });
      }
      column += width;
    }
    return links;
  });
}
