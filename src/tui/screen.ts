import { createRequire } from 'node:module';
import type { Widgets } from 'blessed';
import { type ColorDepth, trueColor } from '../render/color.ts';
import { AnswerReader, askName } from './answer-input.ts';
import { CellPainter } from './cells.ts';
import { leaveMouse, MouseReader, type MouseReport, reportMouse } from './mouse-input.ts';
import { type KeyInput, readPastes } from './paste-input.ts';
import type { Size } from './state.ts';
import { clearScreen, enterTerminal, leaveTerminal } from './terminal-modes.ts';
import type { Frame } from './view.ts';

export interface ScreenOptions {
  /** How many colours the terminal has, by what is known before it is asked. */
  readonly colors: ColorDepth;
  /** Whether to ask it for more. */
  readonly askForColors?: boolean;
  /** Whether links are told to the terminal (OSC 8). */
  readonly links?: boolean;
  /** Whether the terminal has a mouse. */
  readonly hasMouse?: boolean;
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
  /** Told when the terminal answers that it has more colours than were known. */
  onColors(listener: (colors: ColorDepth) => void): void;
  /** Told of each new size, and when the terminal is ours again: then too everything has to be drawn. */
  onResize(listener: (size: Size) => void): void;
  /** Puts a text on the terminal's clipboard (OSC 52). Terminals that can't, or may not, ignore it. */
  copy(text: string): void;
  /**
   * Gives the terminal to something else, such as an editor, and takes it back afterwards. It is given to one at a time.
   * @param work ends when the signal is aborted: then the screen is closed, and nothing is taken back
   * @throws Error when the terminal is with somebody else, or closed
   */
  suspend(work: (signal: AbortSignal) => Promise<void>): Promise<void>;
  /** Stops this process as Ctrl-Z does; `fg` brings the screen back. */
  stopProcess(): void;
  /** Leaves the alternate screen and puts the terminal back as it was. May be called more than once. */
  close(): void;
}

/** Blessed's lower half: it reads keys and knows the size. Its type declarations leave some of it out. */
interface Program {
  readonly cols: number;
  readonly rows: number;
  readonly input: KeyInput;
  readonly output: NodeJS.WritableStream;
  on(
    event: 'keypress',
    listener: (typed: string | undefined, key: Widgets.Events.IKeyEventArg | undefined) => void,
  ): void;
  on(event: 'resize', listener: () => void): void;
  destroy(): void;
}

/** The sizes of a window that is being dragged follow one another faster than this. */
const settleMs = 60;

/** Characters; terminals drop sequences that are much longer. */
const mostCopied = 50_000;

/**
 * Opens the terminal. Blessed reads its keys and its size. What is written is made here and in `cells.ts`, and needs no
 * terminfo: blessed takes that from files, which are missing for most of today's terminals, and then knows 8 colours.
 */
export async function openScreen(options: ScreenOptions): Promise<TuiScreen> {
  // Its widgets, of which there are many, are not needed, and loading them would take longer than the rest.
  const newProgram = createRequire(import.meta.url)('blessed/lib/program.js') as (options: object) => Program;
  return new BlessedScreen(newProgram({ tput: false, buffer: false }), options);
}

/**
 * Whose the terminal is. Every way in and out of it goes through here, so that it is taken once and given back once,
 * whatever comes together: an editor and the end, the end and a crash, Ctrl-Z and an editor.
 */
type Owner = 'us' | 'other' | 'closed';

class BlessedScreen implements TuiScreen {
  readonly #program: Program;
  readonly #painter: CellPainter;
  readonly #hasMouse: boolean;
  readonly #askForColors: boolean;
  #owner: Owner = 'us';
  #mouse = false;
  #mouseReader: MouseReader | undefined;
  #answerReader: AnswerReader | undefined;
  #settling: NodeJS.Timeout | undefined;
  #resized: (size: Size) => void = () => {};
  /** Ends what has the terminal meanwhile. */
  #lent: AbortController | undefined;

  constructor(
    program: Program,
    { colors, links = false, hasMouse = false, askForColors = false }: ScreenOptions,
  ) {
    this.#program = program;
    this.#painter = new CellPainter({ colors, links });
    this.#hasMouse = hasMouse;
    this.#askForColors = askForColors;
    this.#write(enterTerminal('Agentlings', false));
    // Somebody may have stopped this process without asking it, and have had the terminal since.
    process.on('SIGCONT', this.#continued);
    process.on('SIGTSTP', this.#stopAlone);
  }

  size(): Size {
    return { columns: this.#program.cols, rows: this.#program.rows };
  }

  draw({ lines }: Frame): void {
    if (this.#owner === 'us') this.#write(this.#painter.paint(lines, this.size()));
  }

  onKey(listener: (key: string) => void): void {
    // blessed takes what is typed apart into UTF-16 units: the halves of an emoji come one after the other.
    let half = '';
    this.#program.on('keypress', (typed, key) => {
      const character = typed === undefined ? undefined : half + typed;
      half = character !== undefined && /[\uD800-\uDBFF]$/.test(character) ? character : '';
      const name = half === '' ? keyName(character, key) : undefined;
      if (name !== undefined && this.#owner === 'us') listener(name);
    });
  }

  onMouse(listener: (report: MouseReport) => void): void {
    this.#mouseReader = new MouseReader((report) => {
      if (this.#owner === 'us') listener(report);
    });
  }

  setMouse(on: boolean): void {
    if (!this.#hasMouse) return;
    this.#mouse = on;
    if (this.#owner === 'us') this.#write(on ? reportMouse : leaveMouse);
  }

  onColors(listener: (colors: ColorDepth) => void): void {
    if (!this.#askForColors) return;
    this.#answerReader = new AnswerReader(() => {
      this.#painter.setColors(trueColor);
      listener(trueColor);
    });
    this.#write(askName);
  }

  onPaste(listener: (text: string) => void): void {
    const onlyKeys = (text: string) => {
      const keys = this.#answerReader?.read(text) ?? text;
      return this.#mouseReader?.read(keys) ?? keys;
    };
    readPastes(
      this.#program.input,
      (text) => {
        if (this.#owner === 'us') listener(text);
      },
      onlyKeys,
    );
  }

  onResize(listener: (size: Size) => void): void {
    this.#resized = listener;
    this.#program.on('resize', () => this.#again());
    // A size that has changed back before Node looked is not told of, and yet the terminal may have cut lines off.
    process.on('SIGWINCH', () => {
      clearTimeout(this.#settling);
      this.#settling = setTimeout(() => this.#again(), settleMs);
    });
  }

  copy(text: string): void {
    if (text.length > mostCopied || this.#owner !== 'us') return;
    this.#write(`\x1b]52;c;${Buffer.from(text).toString('base64')}\x07`);
  }

  async suspend(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    if (this.#owner !== 'us') throw new Error('the terminal is in use');
    this.#lent = new AbortController();
    this.#give();
    try {
      await work(this.#lent.signal);
    } finally {
      this.#lent = undefined;
      this.#take();
    }
  }

  // The whole group, so that npm, which may have started this, gives the shell its terminal back too.
  stopProcess(): void {
    this.#stop(0);
  }

  readonly #stopAlone = (): void => this.#stop(process.pid);

  readonly #continued = (): void => {
    // After an editor it is taken back anyway.
    if (this.#owner === 'closed' || this.#lent !== undefined) return;
    this.#owner = 'other';
    this.#program.input.setRawMode?.(false);
    this.#take();
  };

  /** Stops a process, or with 0 the whole group, until somebody has it go on. */
  #stop(pid: number): void {
    if (this.#owner !== 'us' || process.platform === 'win32') return;
    this.#give();
    process.off('SIGTSTP', this.#stopAlone);
    try {
      // It returns when this process goes on: or at once, where there is no shell that could have it go on.
      process.kill(pid, 'SIGTSTP');
    } finally {
      process.on('SIGTSTP', this.#stopAlone);
      this.#take();
    }
  }

  /** Leaves the terminal to others. */
  #give(): void {
    this.#owner = 'other';
    this.#write(leaveTerminal);
    this.#program.input.setRawMode?.(false);
    this.#program.input.pause();
  }

  /** Takes the terminal back from others, unless the screen was closed meanwhile. */
  #take(): void {
    if (this.#owner !== 'other') return;
    this.#owner = 'us';
    this.#program.input.setRawMode?.(true);
    this.#program.input.resume();
    this.#write(enterTerminal('Agentlings', this.#mouse));
    this.#again();
  }

  close(): void {
    if (this.#owner === 'closed') return;
    const had = this.#owner;
    this.#owner = 'closed';
    clearTimeout(this.#settling);
    process.off('SIGCONT', this.#continued);
    process.off('SIGTSTP', this.#stopAlone);
    if (had === 'us') this.#write(leaveTerminal);
    this.#lent?.abort();
    this.#program.destroy();
  }

  /** Everything is drawn anew, for the size that there is now. */
  #again(): void {
    if (this.#owner !== 'us') return;
    this.#painter.forget();
    this.#write(clearScreen);
    this.#resized(this.size());
  }

  #write(text: string): void {
    if (text !== '') this.#program.output.write(text);
  }
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
