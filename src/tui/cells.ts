import { hyperlink, type LinkSpan, sgr } from '../render/ansi.ts';
import type { ColorDepth } from '../render/color.ts';
import type { Line, Style } from '../render/text.ts';
import { graphemes, graphemeWidth, isSimple } from '../render/width.ts';
import type { Size } from './state.ts';

export interface PainterOptions {
  readonly colors: ColorDepth;
  /** Whether links are told to the terminal (OSC 8). */
  readonly links: boolean;
}

/** A row of the screen, cell by cell. */
interface Row {
  /** What is in each cell; the empty string in the rest of a wide one. */
  readonly texts: string[];
  /** SGR parameters of each cell. */
  readonly looks: string[];
}

const blank = ' ';
/** What no cell holds: whatever comes next differs from it. */
const unknown = '\0';

/**
 * Turns frames into what has to be written so that the terminal shows them: only cells that differ from those of the
 * frame before, in as many colours as the terminal has. Pure but for remembering that frame.
 */
export class CellPainter {
  #options: PainterOptions;
  #rows: readonly Row[] = [];

  constructor(options: PainterOptions) {
    this.#options = options;
  }

  /** From now on the terminal has so many colours. */
  setColors(colors: ColorDepth): void {
    this.#options = { ...this.#options, colors };
  }

  /** Nothing is known of what the terminal shows: the next frame is written as a whole. */
  forget(): void {
    this.#rows = [];
  }

  /** @returns what to write; the empty string when nothing has changed */
  paint(lines: readonly Line[], { columns, rows }: Size): string {
    const pen = new Pen();
    const next = Array.from({ length: rows }, (_, y) => this.#rowOf(lines[y] ?? [], columns));
    for (const [y, row] of next.entries()) paintRow(pen, y, row, this.#rows[y]);
    this.#rows = next;
    return pen.finish();
  }

  #rowOf(line: Line, columns: number): Row {
    const { colors, links } = this.#options;
    const texts: string[] = [];
    const looks: string[] = [];
    for (const { text, style, href } of line as readonly LinkSpan[]) {
      const look = lookOf(style, colors);
      const simple = isSimple(text);
      for (const grapheme of graphemes(text)) {
        const width = simple ? 1 : graphemeWidth(grapheme);
        if (width === 0 || texts.length + width > columns) continue;
        // Each cell says by itself where it leads: only those that change are written.
        texts.push(links && isSimple(grapheme) ? hyperlink(grapheme, href) : grapheme);
        looks.push(look);
        for (let rest = 1; rest < width; rest += 1) {
          texts.push('');
          looks.push(look);
        }
      }
    }
    while (texts.length < columns) {
      texts.push(blank);
      looks.push('');
    }
    return { texts, looks };
  }
}

/** Themes have a few styles, which every frame uses again. */
const knownLooks = new WeakMap<Style, { readonly colors: ColorDepth; readonly look: string }>();

function lookOf(style: Style, colors: ColorDepth): string {
  const known = knownLooks.get(style);
  if (known?.colors === colors) return known.look;
  const look = sgr(style, colors);
  knownLooks.set(style, { colors, look });
  return look;
}

function paintRow(pen: Pen, y: number, row: Row, before: Row | undefined): void {
  const { texts, looks } = row;
  const differs = (x: number) =>
    (before?.texts[x] ?? unknown) !== texts[x] || (before?.looks[x] ?? unknown) !== looks[x];
  const end = blankFrom(row);
  let dirty = 0;
  for (let x = 0; x < end; ) {
    const width = widthAt(texts, x);
    const text = texts[x] ?? blank;
    if (x >= dirty && !cellDiffers(differs, x, width)) {
      x += width;
      continue;
    }
    if (isPlain(text)) pen.write(y, x, looks[x] ?? '', text, width);
    else {
      const parts = [...text];
      const widest = parts.reduce((sum, part) => sum + graphemeWidth(part), 0);
      pen.writePinned(y, x, looks[x] ?? '', x + widest > texts.length ? withoutWrap(text) : text, width);
      // A sequence, such as a family, may have been drawn as its parts over all that follows.
      dirty = parts.length > 1 ? texts.length : x + width + 1;
    }
    x += width;
  }
  for (let x = end; x < texts.length; x += 1) {
    if (x >= dirty && !differs(x)) continue;
    pen.clearRest(y, end);
    return;
  }
}

function cellDiffers(differs: (x: number) => boolean, x: number, width: number): boolean {
  for (let cell = x; cell < x + width; cell += 1) if (differs(cell)) return true;
  return false;
}

function widthAt(texts: readonly string[], x: number): number {
  let width = 1;
  while (texts[x + width] === '') width += 1;
  return width;
}

/** The first cell from which on there is nothing. */
function blankFrom({ texts, looks }: Row): number {
  let end = texts.length;
  while (end > 0 && texts[end - 1] === blank && looks[end - 1] === '') end -= 1;
  return end;
}

/** The parts of a sequence that are too many for the line end there, instead of going on in the next one. */
function withoutWrap(text: string): string {
  return `\x1b[?7l${text}\x1b[?7h`;
}

/** One cell on every terminal: a simple character, or one with the sequences of a link around it. */
function isPlain(text: string): boolean {
  return isSimple(text) || text.startsWith('\x1b');
}

/** Collects what is written, and moves the cursor and changes the style only where that is needed. */
class Pen {
  #text = '';
  #look = '';
  #x = -1;
  #y = -1;

  write(y: number, x: number, look: string, text: string, width: number): void {
    this.#go(y, x);
    this.#style(look);
    this.#text += text;
    this.#x += width;
  }

  /**
   * Terminals disagree about the width of emoji and of some scripts. So the cells are cleared first, and afterwards the
   * cursor is put where the next cell is: whatever the terminal thinks, the rest of the line stays in its columns.
   */
  writePinned(y: number, x: number, look: string, text: string, width: number): void {
    this.write(y, x, look, blank.repeat(width), width);
    this.#go(y, x);
    this.#text += text;
    this.#x = -1;
  }

  clearRest(y: number, x: number): void {
    this.#go(y, x);
    this.#style('');
    this.#text += '\x1b[K';
  }

  finish(): string {
    this.#style('');
    return this.#text;
  }

  #go(y: number, x: number): void {
    if (this.#y === y && this.#x === x) return;
    this.#text += `\x1b[${y + 1};${x + 1}H`;
    this.#y = y;
    this.#x = x;
  }

  #style(look: string): void {
    if (this.#look === look) return;
    // Always from the terminal's own: what is switched off never depends on what was on.
    this.#text += look === '' ? '\x1b[m' : `\x1b[0;${look}m`;
    this.#look = look;
  }
}
