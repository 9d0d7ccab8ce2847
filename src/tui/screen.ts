import { createRequire } from 'node:module';
import type Blessed from 'blessed';
import type { Widgets } from 'blessed';
import { hyperlink, type LinkSpan } from '../render/ansi.ts';
import type { Line, Style } from '../render/text.ts';
import { graphemes, graphemeWidth, isSimple } from '../render/width.ts';
import { knowsMouse, leaveMouse, MouseReader, type MouseReport, reportMouse } from './mouse-input.ts';
import { bracketPastes, type KeyInput, leavePastes, readPastes } from './paste-input.ts';
import type { Size } from './state.ts';
import type { Frame } from './view.ts';

export interface ScreenOptions {
  /** Whether links are told to the terminal (OSC 8). */
  readonly links?: boolean;
}

/** The terminal as the app needs it: a frame is drawn, keys and sizes come back. */
export interface TuiScreen {
  size(): Size;
  draw(frame: Frame): void;
  onKey(listener: (key: string) => void): void;
  /** Told of what is pasted, as one text. Nothing of it comes as keys. */
  onPaste(listener: (text: string) => void): void;
  /** Told of clicks and of the wheel, while the mouse is on. */
  onMouse(listener: (report: MouseReport) => void): void;
  /** Asks the terminal for the mouse's reports, where it knows them, or leaves the mouse to it. */
  setMouse(on: boolean): void;
  onResize(listener: (size: Size) => void): void;
  /** Puts a text on the terminal's clipboard (OSC 52). Terminals that can't, or may not, ignore it. */
  copy(text: string): void;
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
  tput: {
    brokenACS: boolean;
    unicode: boolean;
    /** Colours that the terminal has; none or unknown is below 8. */
    colors: number;
    /** The sequence that moves the cursor. */
    cup(y: number, x: number): string;
  };
  alloc(): void;
  program: {
    put: { keypad_local?(): void; keypad_xmit?(): void };
    input: KeyInput;
    _write(text: string): void;
  };
}

/** The sizes of a window that is being dragged follow one another faster than this. */
const settleMs = 60;

/** Characters; terminals drop sequences that are much longer. */
const mostCopied = 50_000;

const defaultColor = 0x1ff;
const plainAttribute = (defaultColor << 9) | defaultColor;

/**
 * Opens the terminal with blessed, which sets it up, reads keys, and sends only the cells that changed. Cells are
 * written here, not by blessed's widgets: those lay text out by their own, older idea of how wide characters are.
 */
export async function openScreen({ links = false }: ScreenOptions = {}): Promise<TuiScreen> {
  // Its widgets, of which there are many, are not needed, and loading them would take longer than the rest.
  const newScreen = createRequire(import.meta.url)('blessed/lib/widgets/screen.js') as typeof Blessed.screen;
  const screen = quietly(() =>
    newScreen({
      smartCSR: false,
      fullUnicode: false,
      autoPadding: false,
      title: 'Agentlings',
      warnings: false,
      dockBorders: false,
      ignoreLocked: ['C-c'],
    }),
  );
  return new BlessedScreen(screen, links);
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
  #settling: NodeJS.Timeout | undefined;
  readonly #links: boolean;
  #closed = false;
  #mouse = false;
  #mouseReader: MouseReader | undefined;
  #away = false;

  constructor(screen: Widgets.Screen, links: boolean) {
    this.#links = links;
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
    // blessed takes what is typed apart into UTF-16 units: the halves of an emoji come one after the other.
    let half = '';
    this.#screen.program.on(
      'keypress',
      (typed: string | undefined, key: { full?: string; name?: string } | undefined) => {
        const character = typed === undefined ? undefined : half + typed;
        half = character !== undefined && /[\uD800-\uDBFF]$/.test(character) ? character : '';
        const name = half === '' ? keyName(character, key) : undefined;
        if (name !== undefined && !this.#away) listener(name);
      },
    );
  }

  onMouse(listener: (report: MouseReport) => void): void {
    this.#mouseReader = new MouseReader((report) => {
      if (!this.#away) listener(report);
    });
  }

  setMouse(on: boolean): void {
    if (!knowsMouse(process.env.TERM)) return;
    this.#mouse = on;
    this.#screen.program._write(on ? reportMouse : leaveMouse);
  }

  onPaste(listener: (text: string) => void): void {
    const withoutMouse = (keys: string) => this.#mouseReader?.read(keys) ?? keys;
    readPastes(
      this.#screen.program.input,
      (text) => {
        if (!this.#away) listener(text);
      },
      withoutMouse,
    );
    this.#screen.program._write(bracketPastes);
  }

  onResize(listener: (size: Size) => void): void {
    const again = () => {
      if (this.#closed || this.#away) return;
      this.#screen.alloc();
      listener(this.size());
    };
    this.#screen.on('resize', again);
    // A size that has changed back before Node looked is not told of, and yet the terminal may have cut lines off.
    process.on('SIGWINCH', () => {
      clearTimeout(this.#settling);
      this.#settling = setTimeout(again, settleMs);
    });
  }

  copy(text: string): void {
    if (text.length > mostCopied) return;
    this.#screen.program._write(`\x1b]52;c;${Buffer.from(text).toString('base64')}\x07`);
  }

  async suspend(work: () => Promise<void>): Promise<void> {
    const comeBack = this.#goAway();
    try {
      await work();
    } finally {
      comeBack();
    }
  }

  stopProcess(): void {
    const comeBack = this.#goAway();
    // With its input paused nothing else may be left to wait for, and Node would end instead of coming back.
    const alive = setInterval(() => undefined, 60_000);
    process.once('SIGCONT', () => {
      clearInterval(alive);
      comeBack();
      this.#screen.emit('resize');
    });
    // The whole group, so that npm, which may have started this, gives the shell its terminal back too.
    process.kill(0, 'SIGTSTP');
  }

  /** Leaves the terminal to others; what is returned takes it back. */
  #goAway(): () => void {
    const { program } = this.#screen;
    this.#away = true;
    // blessed collects what it writes until the next turn, by which time `pause` has closed the way out.
    program.put.keypad_local?.();
    program._write(leavePastes + (this.#mouse ? leaveMouse : ''));
    program.normalBuffer();
    program.showCursor();
    program.flush();
    const resume = program.pause();
    return () => {
      // First of all, because it also keeps the place of the cursor for when the screen is left.
      program.alternateBuffer();
      resume?.();
      program.put.keypad_xmit?.();
      program._write(bracketPastes + (this.#mouse ? reportMouse : ''));
      program.hideCursor();
      this.#away = false;
      this.#screen.alloc();
    };
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#settling);
    this.#screen.program._write(leavePastes + (this.#mouse ? leaveMouse : ''));
    this.#screen.program.showCursor();
    this.#screen.destroy();
  }

  #writeLine(y: number, line: Line, columns: number): void {
    const cells = this.#screen.lines[y];
    const old = this.#screen.olines[y];
    if (cells === undefined || old === undefined) return;
    let x = 0;
    for (const { text, style, href } of line as readonly LinkSpan[]) {
      const attribute = attributeOf(style, this.#screen.tput.colors >= 8);
      const simple = isSimple(text);
      for (const grapheme of graphemes(text)) {
        const width = simple ? 1 : graphemeWidth(grapheme);
        if (width === 0 || x + width > columns) continue;
        // Each cell says by itself where it leads: only those that change are sent.
        if (isSimple(grapheme)) put(cells, x, attribute, this.#links ? hyperlink(grapheme, href) : grapheme);
        else this.#putPinned(y, x, attribute, grapheme, width);
        x += width;
      }
    }
    for (; x < columns; x += 1) put(cells, x, plainAttribute, ' ');
    cells.dirty = true;
  }

  /**
   * Terminals disagree about the width of emoji and of some scripts. So the cells are cleared first, and afterwards
   * the cursor is put where the next cell is: whatever the terminal thinks, the rest of the line stays in its columns.
   */
  #putPinned(y: number, x: number, attribute: number, grapheme: string, width: number): void {
    const { lines, olines, tput } = this.#screen;
    const cells = lines[y] ?? [];
    const after = x + width < cells.length ? tput.cup(y, x + width) : '';
    put(cells, x, attribute, `${' '.repeat(width)}${tput.cup(y, x)}${grapheme}${after}`);
    const before = olines[y]?.[x];
    const changed = before?.[0] !== attribute || before[1] !== cells[x]?.[1];
    for (let next = x + 1; next < x + width; next += 1) put(cells, next, attribute, '');
    if (!changed) return;
    // The cells that it covers count as changed too: blessed would step over them, and the cursor is beyond already.
    // A sequence, such as a family, may have been drawn as its parts over all that follows, which then is sent anew.
    const sequence = [...grapheme].length > 1;
    for (const covered of olines[y]?.slice(x + 1, sequence ? undefined : x + width) ?? []) covered[1] = '\0';
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

/** Blessed's packing: flags, foreground, background. A terminal without colours gets none: black on black is one of them. */
function attributeOf({ fg, bg, bold, underline, inverse }: Style, colors: boolean): number {
  const flags = (bold === true ? 1 : 0) | (underline === true ? 2 : 0) | (inverse === true ? 8 : 0);
  if (colors) return (flags << 18) | ((fg ?? defaultColor) << 9) | (bg ?? defaultColor);
  // What stands out by its background stands out reversed instead.
  return ((bg === undefined ? flags : flags | 8) << 18) | plainAttribute;
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
  // What is typed is its own name, also when it takes several UTF-16 units.
  if (character !== undefined && character > ' ' && !/\p{Cc}/u.test(character)) return character;
  return full;
}
