import type headless from '@xterm/headless';

/** A terminal's screen as an SVG picture: every cell where it is, in its colours. */

const cell = { width: 8.4, height: 18 } as const;
const margin = 14;
const barHeight = 30;
const background = '#16181d';
const foreground = '#d7dae0';

/** The first sixteen colours; the rest of the palette follows from its rule. */
const named = [
  '#1c1f26',
  '#f07178',
  '#a5d6a7',
  '#ffcb6b',
  '#82aaff',
  '#c792ea',
  '#89ddff',
  '#d7dae0',
  '#676e7b',
  '#ff8b92',
  '#b9f6ca',
  '#ffe082',
  '#a6c1ff',
  '#dbb1ff',
  '#a6ecff',
  '#ffffff',
] as const;

function paletteColor(index: number): string {
  const first = named[index];
  if (first !== undefined) return first;
  if (index >= 232) {
    const level = 8 + (index - 232) * 10;
    return `rgb(${level},${level},${level})`;
  }
  const level = (part: number) => (part === 0 ? 0 : 55 + part * 40);
  const n = index - 16;
  return `rgb(${level(Math.floor(n / 36))},${level(Math.floor(n / 6) % 6)},${level(n % 6)})`;
}

interface Look {
  readonly fg: string;
  readonly bg: string | undefined;
  readonly bold: boolean;
  readonly underline: boolean;
}

function lookOf(buffered: headless.IBufferCell): Look {
  const fg = buffered.isFgDefault() ? foreground : paletteColor(buffered.getFgColor());
  const bg = buffered.isBgDefault() ? undefined : paletteColor(buffered.getBgColor());
  const inverse = buffered.isInverse() !== 0;
  return {
    fg: inverse ? (bg ?? background) : fg,
    bg: inverse ? fg : bg,
    bold: buffered.isBold() !== 0,
    underline: buffered.isUnderline() !== 0,
  };
}

/** @param title text in the window's title bar */
export function screenSvg(terminal: headless.Terminal, title: string): string {
  const { cols, rows } = terminal;
  const width = cols * cell.width + 2 * margin;
  const height = rows * cell.height + 2 * margin + barHeight;
  const parts: string[] = [];
  for (let y = 0; y < rows; y += 1) parts.push(...rowParts(terminal, y));
  const dots = ['#ff5f57', '#febc2e', '#28c840'].map(
    (color, index) => `<circle cx="${20 + index * 20}" cy="${barHeight / 2 + 2}" r="6" fill="${color}"/>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeXml(title)}">`,
    `<rect width="100%" height="100%" rx="10" fill="${background}"/>`,
    ...dots,
    `<text x="50%" y="${barHeight / 2 + 7}" fill="#8a909c" text-anchor="middle" font-family="system-ui, sans-serif" font-size="13">${escapeXml(title)}</text>`,
    `<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14" xml:space="preserve">`,
    ...parts,
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

function rowParts(terminal: headless.Terminal, y: number): string[] {
  const { active } = terminal.buffer;
  const line = active.getLine(active.baseY + y);
  const parts: string[] = [];
  let x = 0;
  while (line !== undefined && x < terminal.cols) {
    const first = line.getCell(x);
    if (first === undefined) break;
    const look = lookOf(first);
    let text = '';
    const start = x;
    // Cells that look alike become one piece of text.
    for (; x < terminal.cols; x += 1) {
      const next = line.getCell(x);
      if (next === undefined || JSON.stringify(lookOf(next)) !== JSON.stringify(look)) break;
      if (next.getWidth() > 0) text += next.getChars() === '' ? ' ' : next.getChars();
    }
    const left = margin + start * cell.width;
    const top = margin + barHeight + y * cell.height;
    const span = (x - start) * cell.width;
    if (look.bg !== undefined) {
      parts.push(
        `<rect x="${left.toFixed(1)}" y="${top}" width="${span.toFixed(1)}" height="${cell.height}" fill="${look.bg}"/>`,
      );
    }
    if (text.trim() !== '') parts.push(textPart(text, left, top, look));
  }
  return parts;
}

/** Renderers fold spaces, so those at the ends become a place further right, and those inside don't break. */
function textPart(text: string, left: number, top: number, look: Look): string {
  const leading = text.length - text.trimStart().length;
  const trimmed = text.trim().replaceAll(' ', '\u00a0');
  const x = (left + leading * cell.width).toFixed(1);
  const styles = `${look.bold ? ' font-weight="700"' : ''}${look.underline ? ' text-decoration="underline"' : ''}`;
  const length = (trimmed.length * cell.width).toFixed(1);
  return `<text x="${x}" y="${top + 13.5}" textLength="${length}" lengthAdjust="spacingAndGlyphs" fill="${look.fg}"${styles}>${escapeXml(trimmed)}</text>`;
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
