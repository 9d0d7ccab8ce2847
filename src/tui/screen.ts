import type { Widgets } from 'blessed';
import type { Line, Style } from '../render/text.ts';
import { graphemes, graphemeWidth } from '../render/width.ts';
import type { Size } from './state.ts';
import type { Frame } from './view.ts';

/** The terminal as the app needs it: a frame is drawn, keys and sizes come back. */
export interface TuiScreen {
  size(): Size;
  draw(frame: Frame): void;
  onKey(listener: (key: string) => void): void;
  onResize(listener: (size: Size) => void): void;
  /** Gives the terminal to something else, such as an editor, and takes it back afterwards. */
  suspend(work: () => Promise<void>): Promise<void>;
  /** Stops this process as Ctrl-Z does; `fg` brings the screen back. */
  stopProcess(): void;
  /** Leaves the alternate screen and puts the terminal back as it was. May be called more than once. */
  close(): void;
}

type Cell = [attribute: number, character: string];
type CellLine = Cell[] & { dirty?: boolean };

/** The parts of blessed's screen that its type declarations leave out. */
interface Internals {
  lines: CellLine[];
  olines: CellLine[];
  draw(start: number, end: number): void;
  tput: { brokenACS: boolean; unicode: boolean };
  alloc(): void;
  realloc(): void;
  leave(): void;
  enter(): void;
}

const defaultColor = 0x1ff;
const plainAttribute = (defaultColor << 9) | defaultColor;

/**
 * Opens the terminal with blessed, which sets it up, reads keys, and sends only the cells that changed. Cells are
 * written here, not by blessed's widgets: those lay text out by their own, older idea of how wide characters are.
 */
export async function openScreen(): Promise<TuiScreen> {
  const { default: blessed } = await import('blessed');
  const screen = quietly(() =>
    blessed.screen({
      smartCSR: false,
      fullUnicode: false,
      autoPadding: false,
      title: 'Agentlings',
      warnings: false,
      dockBorders: false,
      ignoreLocked: ['C-c'],
    }),
  );
  return new BlessedScreen(screen);
}

/** Blessed reports terminfo entries that it can't parse on standard error, in the middle of the screen. */
function quietly<T>(make: () => T): T {
  const { error, log } = console;
  console.error = () => undefined;
  console.log = () => undefined;
  try {
    return make();
  } finally {
    console.error = error;
    console.log = log;
  }
}

class BlessedScreen implements TuiScreen {
  readonly #screen: Widgets.Screen & Internals;
  #closed = false;
  #away = false;

  constructor(screen: Widgets.Screen) {
    this.#screen = screen as Widgets.Screen & Internals;
    // Line drawing is sent as the characters it is: which set to use was decided before, by locale and terminal.
    this.#screen.tput.brokenACS = true;
    this.#screen.tput.unicode = true;
    this.#screen.program.hideCursor();
  }

  size(): Size {
    return { columns: Number(this.#screen.width), rows: Number(this.#screen.height) };
  }

  draw({ lines }: Frame): void {
    if (this.#closed || this.#away) return;
    const { columns, rows } = this.size();
    for (let y = 0; y < rows; y += 1) this.#writeLine(y, lines[y] ?? [], columns);
    this.#screen.draw(0, rows - 1);
  }

  onKey(listener: (key: string) => void): void {
    this.#screen.program.on(
      'keypress',
      (character: string | undefined, key: { full?: string; name?: string } | undefined) => {
        const name = keyName(character, key);
        if (name !== undefined && !this.#away) listener(name);
      },
    );
  }

  onResize(listener: (size: Size) => void): void {
    this.#screen.on('resize', () => {
      this.#screen.alloc();
      listener(this.size());
    });
  }

  async suspend(work: () => Promise<void>): Promise<void> {
    this.#away = true;
    const resume = this.#screen.program.pause();
    try {
      await work();
    } finally {
      resume?.();
      this.#away = false;
      this.#screen.program.hideCursor();
      this.#screen.alloc();
    }
  }

  stopProcess(): void {
    this.#away = true;
    const resume = this.#screen.program.pause();
    process.once('SIGCONT', () => {
      resume?.();
      this.#away = false;
      this.#screen.program.hideCursor();
      this.#screen.alloc();
      this.#screen.emit('resize');
    });
    // The whole group, so that npm, which may have started this, gives the shell its terminal back too.
    process.kill(0, 'SIGTSTP');
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#screen.program.showCursor();
    this.#screen.destroy();
  }

  #writeLine(y: number, line: Line, columns: number): void {
    const cells = this.#screen.lines[y];
    const old = this.#screen.olines[y];
    if (cells === undefined || old === undefined) return;
    let x = 0;
    for (const { text, style } of line) {
      const attribute = attributeOf(style);
      for (const grapheme of graphemes(text)) {
        const width = graphemeWidth(grapheme);
        if (width === 0 || x + width > columns) continue;
        put(cells, x, attribute, grapheme);
        if (width === 2) {
          put(cells, x + 1, attribute, '');
          // Where the wide character is sent anew, its second half must count as changed too, or blessed would
          // step over it with a cursor that has already moved.
          const before = old[x];
          const after = old[x + 1];
          if (after !== undefined && (before?.[0] !== attribute || before[1] !== grapheme)) after[1] = '\0';
        }
        x += width;
      }
    }
    for (; x < columns; x += 1) put(cells, x, plainAttribute, ' ');
    cells.dirty = true;
  }
}

function put(cells: CellLine, x: number, attribute: number, character: string): void {
  const cell = cells[x];
  if (cell === undefined) cells[x] = [attribute, character];
  else {
    cell[0] = attribute;
    cell[1] = character;
  }
}

/** Blessed's packing: flags, foreground, background. */
function attributeOf({ fg, bg, bold, underline, inverse }: Style): number {
  const flags = (bold === true ? 1 : 0) | (underline === true ? 2 : 0) | (inverse === true ? 8 : 0);
  return (flags << 18) | ((fg ?? defaultColor) << 9) | (bg ?? defaultColor);
}

/** One name for a key: `j`, `up`, `C-c`, `S-tab`, `space`. */
function keyName(
  character: string | undefined,
  key: { full?: string; name?: string } | undefined,
): string | undefined {
  if (character === ' ' || key?.full === 'space') return 'space';
  // blessed tells of Enter twice: as `enter` and as `return`.
  if (key?.name === 'enter') return undefined;
  const full = key?.full;
  if (character !== undefined && character.length === 1 && character > ' ' && character !== '\x7f')
    return character;
  return full;
}
