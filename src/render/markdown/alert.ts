import type { Token, Tokens } from 'marked';
import { type Line, prefixLines, span } from '../text.ts';
import type { Glyphs, StyleName } from '../theme.ts';
import { type BlockContext, underlay } from './context.ts';

type AlertKind = 'note' | 'tip' | 'important' | 'warning' | 'caution';

/** A block quote, or one of GitHub's alerts: a quote that begins with `[!TIP]` or the like. */
export interface Quote {
  readonly kind?: AlertKind;
  readonly tokens: Token[];
}

type LayOut = (context: BlockContext, tokens: readonly Token[], width: number) => Line[];

const look: Readonly<
  Record<AlertKind, { word: string; style: StyleName; symbol: (glyphs: Glyphs) => string }>
> = {
  note: { word: 'Note', style: 'info', symbol: (glyphs) => glyphs.note },
  tip: { word: 'Tip', style: 'ok', symbol: (glyphs) => glyphs.tip },
  important: { word: 'Important', style: 'system', symbol: (glyphs) => glyphs.important },
  warning: { word: 'Warning', style: 'warn', symbol: (glyphs) => glyphs.warning },
  caution: { word: 'Caution', style: 'bad', symbol: (glyphs) => glyphs.caution },
};

const opening = /^\[!(note|tip|important|warning|caution)\][ \t]*(?:\n|$)?/i;

/** The quote's kind and its content without the `[!…]` line. */
export function alertOf(quote: Tokens.Blockquote): Quote {
  const [first, ...rest] = quote.tokens;
  if (first?.type !== 'paragraph') return { tokens: quote.tokens };
  const [text, ...inline] = first.tokens ?? [];
  const match = text?.type === 'text' ? opening.exec(text.raw) : null;
  if (match === null || text === undefined) return { tokens: quote.tokens };
  const remaining = text.raw.slice(match[0].length);
  const after = inline[0]?.type === 'br' && remaining === '' ? inline.slice(1) : inline;
  const tokens = remaining === '' ? after : [{ ...text, raw: remaining, text: remaining }, ...after];
  const kind = match[1]?.toLowerCase() as AlertKind;
  return { kind, tokens: tokens.length === 0 ? rest : [{ ...first, tokens }, ...rest] };
}

/** The quote behind a bar; an alert also has its symbol and word on a line of its own. */
export function quoteBlock(context: BlockContext, quote: Quote, width: number, layOut: LayOut): Line[] {
  const { theme, glyphs } = context;
  const kind = quote.kind === undefined ? undefined : look[quote.kind];
  const style = theme.styles[kind?.style ?? 'border'];
  const bar = [span(glyphs.bar, style), span(' ')];
  const content = layOut(context, quote.tokens, width - 2);
  if (kind === undefined) return prefixLines(underlay(content, theme.styles.quote), bar);
  const head = [span(`${kind.symbol(glyphs)} ${kind.word}`, style)];
  return prefixLines([head, ...content], bar);
}
