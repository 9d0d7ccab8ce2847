import { type ColorDepth, colorRgb, isRgb, reducedColor, rgb, trueColor } from './color.ts';
import { expandTabs, toHarmless } from './sanitize.ts';
import type { Color, Line, Span, Style } from './text.ts';
import { plain } from './text.ts';

/** A span that may be a link; screens that don't know of links see a plain span. */
export interface LinkSpan extends Span {
  readonly href?: string;
}

// Groups: 1 parameters of an SGR sequence; 2 the target of an OSC 8 hyperlink (empty: its end).
const styleOrLink = /\x1b\[([\d;:]*)m|\x1b\]8;[^;\x07\x1b]*;([^\x07\x1b]*)(?:\x07|\x1b\\)/g;

/**
 * Text with ANSI sequences as styled lines. Understands colours (16, 256 and 24-bit), bold, underline and inverse; every
 * other sequence is dropped. Tabs become spaces.
 */
export function fromAnsi(text: string): Line[] {
  return parseAnsi(text).map((line) => line.map(({ text: content, style }) => ({ text: content, style })));
}

/** As `fromAnsi`, and keeps the targets of OSC 8 hyperlinks with their spans. */
export function parseAnsi(text: string): (readonly LinkSpan[])[] {
  let style: Style = {};
  let href: string | undefined;
  return text.split(/\r?\n/).map((row) => {
    const line: LinkSpan[] = [];
    let at = 0;
    for (const match of row.matchAll(styleOrLink)) {
      appendText(line, row.slice(at, match.index), style, href);
      at = match.index + match[0].length;
      if (match[1] !== undefined) style = applySgr(style, match[1]);
      else href = match[2] === '' ? undefined : match[2];
    }
    appendText(line, row.slice(at), style, href);
    return line;
  });
}

function appendText(line: LinkSpan[], raw: string, style: Style, href: string | undefined): void {
  if (raw === '') return;
  // Tab stops count from the start of the line, so the text before matters.
  const before = raw.includes('\t') ? plain(line) : '';
  const text = raw
    .split('\t')
    .map(toHarmless)
    .reduce((done, part) => expandTabs(`${before}${done}\t${part}`).slice(before.length));
  if (text === '') return;
  line.push(href === undefined ? { text, style } : { text, style, href });
}

function applySgr(style: Style, parameters: string): Style {
  // In the form with colons a 24-bit colour may name its colour space first.
  const plainer = parameters.replace(/\b([34]8:2):\d*:(\d+:\d+:\d+)/g, '$1:$2');
  const codes = plainer.split(/[;:]/).map((code) => (code === '' ? 0 : Number(code)));
  let result = style;
  for (let index = 0; index < codes.length; index += 1) {
    const code = codes[index] ?? 0;
    if (code === 38 || code === 48) {
      const { color, used } = extendedColor(codes.slice(index + 1));
      if (color !== undefined) result = code === 38 ? { ...result, fg: color } : { ...result, bg: color };
      index += used;
    } else result = applyCode(result, code);
  }
  return result;
}

function applyCode(style: Style, code: number): Style {
  if (code === 0) return {};
  if (code === 1) return { ...style, bold: true };
  if (code === 4) return { ...style, underline: true };
  if (code === 7) return { ...style, inverse: true };
  if (code === 22) return without(style, 'bold');
  if (code === 24) return without(style, 'underline');
  if (code === 27) return without(style, 'inverse');
  if (code === 39) return without(style, 'fg');
  if (code === 49) return without(style, 'bg');
  if (code >= 30 && code <= 37) return { ...style, fg: code - 30 };
  if (code >= 40 && code <= 47) return { ...style, bg: code - 40 };
  if (code >= 90 && code <= 97) return { ...style, fg: code - 82 };
  if (code >= 100 && code <= 107) return { ...style, bg: code - 92 };
  return style;
}

function without(style: Style, key: keyof Style): Style {
  const { [key]: _, ...rest } = style;
  return rest;
}

function part(value = 0): number {
  return Math.min(255, value);
}

function extendedColor(rest: readonly number[]): { color?: number; used: number } {
  const [mode, first, second, third] = rest;
  if (mode === 5) return first !== undefined && first < 256 ? { color: first, used: 2 } : { used: 2 };
  if (mode === 2 && third !== undefined)
    return { color: rgb(part(first), part(second), part(third)), used: 4 };
  return { used: rest.length };
}

/**
 * The line as text for a terminal, styles switched off again at its end; without colour it is only the text.
 * @param options.color how many colours the terminal has
 * @param options.links whether links to the web and to files are written as such
 */
export function toAnsi(
  line: readonly LinkSpan[],
  options: { readonly color: ColorDepth; readonly links?: boolean },
): string {
  const { color, links } = options;
  if (color === 0 && links !== true) return plain(line);
  return line
    .map(({ text, style, href }) => {
      const painted = color === 0 ? text : paint(text, style, color);
      return links === true ? hyperlink(painted, href) : painted;
    })
    .join('');
}

/** Text that leads to an address (OSC 8, Hyperlinks in Terminal Emulators). Links within the workshop lead nowhere outside of it. */
export function hyperlink(text: string, href: string | undefined): string {
  return href !== undefined && /^(https?|file):\/\/[!-~]+$/.test(href)
    ? `\x1b]8;;${href}\x1b\\${text}\x1b]8;;\x1b\\`
    : text;
}

/** SGR parameters that switch the style on where there are so many colours; empty for the terminal's own. */
export function sgr(style: Style, depth: ColorDepth = trueColor): string {
  const codes: number[] = [];
  if (style.bold === true) codes.push(1);
  if (style.underline === true) codes.push(4);
  // What stands out by its background stands out reversed where there are no colours.
  if (style.inverse === true || (depth === 0 && style.bg !== undefined)) codes.push(7);
  if (style.fg !== undefined) codes.push(...colorCodes(reducedColor(style.fg, depth), 30));
  if (style.bg !== undefined) codes.push(...colorCodes(reducedColor(style.bg, depth), 40));
  return codes.join(';');
}

function colorCodes(color: Color | undefined, base: 30 | 40): readonly number[] {
  if (color === undefined) return [];
  if (isRgb(color)) return [base + 8, 2, ...colorRgb(color)];
  if (color < 8) return [base + color];
  if (color < 16) return [base + 52 + color];
  return [base + 8, 5, color];
}

const reset = '\x1b[0m';

/** The text in a style, in so many colours. Styles inside it stay, laid over this one. */
export function paint(text: string, style: Style, depth: ColorDepth = trueColor): string {
  const codes = sgr(style, depth);
  if (codes === '' || text === '') return text;
  const open = `\x1b[${codes}m`;
  return `${open}${text.replaceAll(reset, reset + open)}${reset}`;
}
