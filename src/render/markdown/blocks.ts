import type { MarkedToken, Token, Tokens } from 'marked';
import { concat, type Line, lineWidth, plain, prefixLines, span, wrapLine } from '../text.ts';
import { alertOf, quoteBlock } from './alert.ts';
import { codeBlock } from './code.ts';
import { type BlockContext, type HeadingSpan, underlay } from './context.ts';
import { inlineLines, withoutTags } from './inline.ts';
import { tableBlock } from './table.ts';

/** Block tokens as lines of at most `width` cells, with an empty line between blocks unless they stand tight. */
export function blockLines(
  context: BlockContext,
  tokens: readonly Token[],
  width: number,
  tight = false,
): Line[] {
  const lines: Line[] = [];
  for (const token of tokens) {
    const block = oneBlock(context, token as MarkedToken, Math.max(1, width));
    if (block.length === 0) continue;
    if (lines.length > 0 && !(tight && (token.type === 'list' || token.type === 'text'))) lines.push([]);
    lines.push(...block);
  }
  return lines;
}

function oneBlock(context: BlockContext, token: MarkedToken, width: number): Line[] {
  switch (token.type) {
    case 'heading':
      return headingBlock(context, token, width);
    case 'paragraph':
      return paragraph(context, token.tokens, width);
    case 'text':
      return paragraph(context, token.tokens ?? [token], width);
    case 'code':
      return codeBlock(context, token.text, token.lang ?? '', width);
    case 'table':
      return tableBlock(context, token, width);
    case 'list':
      return listBlock(context, token, width);
    case 'blockquote':
      return quoteBlock(context, alertOf(token), width, blockLines);
    case 'hr':
      return [[span(context.glyphs.horizontal.repeat(width), context.theme.styles.border)]];
    case 'html':
      return htmlBlock(context, token, width);
    default:
      return [];
  }
}

function paragraph({ parser }: BlockContext, tokens: Token[], width: number): Line[] {
  const lines = inlineLines(parser, tokens).flatMap((line) => wrapLine(line, width));
  return lines.every((line) => plain(line).trim() === '') ? [] : lines;
}

/** Levels are told apart without colour: a rule below, or a stroke before the text. */
function headingBlock(context: BlockContext, token: Tokens.Heading, width: number): Line[] {
  const { theme, glyphs, parser } = context;
  const { title, heading, subheading, border } = theme.styles;
  const style = token.depth === 1 ? title : token.depth === 2 ? heading : subheading;
  const text = underlay(inlineLines(parser, token.tokens), style);
  const stroke = (token.depth === 3 ? glyphs.doubleHorizontal : glyphs.horizontal).repeat(2);
  const marker = token.depth < 3 || context.linear ? [] : [span(`${stroke} `, border)];
  const room = Math.max(1, width - lineWidth(marker));
  const lines = prefixLines(
    text.flatMap((line) => wrapLine(line, room)),
    marker,
    [span(' '.repeat(lineWidth(marker)))],
  );
  const [first, ...rest] = lines;
  if (first === undefined || plain(first).trim() === '') return [];
  const mark = { level: token.depth, title: text.map((line) => plain(line).trim()).join(' ') };
  const marked: readonly HeadingSpan[] = first.map((part) => ({ ...part, heading: mark }));
  if (token.depth > 2 || context.linear) return [marked, ...rest];
  const rule = token.depth === 1 ? glyphs.doubleHorizontal : glyphs.horizontal;
  const longest = Math.max(...lines.map(lineWidth));
  return [marked, ...rest, [span(rule.repeat(longest), border)]];
}

function listBlock(context: BlockContext, token: Tokens.List, width: number): Line[] {
  const { theme, glyphs } = context;
  const start = token.start === '' ? 1 : token.start;
  const bullet = context.depth % 2 === 0 ? glyphs.bullet : glyphs.innerBullet;
  const markers = token.items.map((_, index) => (token.ordered ? `${start + index}.` : bullet));
  const widest = Math.max(...markers.map((marker) => marker.length));
  const inner = { ...context, depth: context.depth + 1 };
  return token.items.flatMap((item, index) => {
    const box = item.checked === true ? '[x] ' : '[ ] ';
    const marker = `${(markers[index] ?? '').padStart(widest)} `;
    // A task's box stands for the bullet.
    const head = [
      span(item.task && !token.ordered ? '' : marker, theme.styles.muted),
      span(item.task ? box : ''),
    ];
    const hang = lineWidth(head);
    const body = blockLines(inner, item.tokens, width - hang, !token.loose);
    const lines = prefixLines(body.length > 0 ? body : [[]], head, [span(' '.repeat(hang))]);
    return token.loose && index > 0 ? [[], ...lines] : lines;
  });
}

function htmlBlock(context: BlockContext, token: Tokens.HTML | Tokens.Tag, width: number): Line[] {
  const text = withoutTags(token.text).trim();
  if (text === '') return [];
  return paragraph(context, [{ type: 'text', raw: text, text, escaped: true }], width).map((line) =>
    concat(line),
  );
}
