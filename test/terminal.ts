import { setTimeout as delay } from 'node:timers/promises';
import { type IPty, spawn } from '@lydell/node-pty';
import headless from '@xterm/headless';

/** Bytes that a terminal sends for keys that are not characters. */
const keys = {
  enter: '\r',
  tab: '\t',
  'shift-tab': '\x1b[Z',
  escape: '\x1b',
  space: ' ',
  backspace: '\x7f',
  up: '\x1b[A',
  down: '\x1b[B',
  right: '\x1b[C',
  left: '\x1b[D',
  home: '\x1b[H',
  end: '\x1b[F',
  'page-up': '\x1b[5~',
  'page-down': '\x1b[6~',
  'ctrl-c': '\x03',
  'ctrl-p': '\x10',
  'ctrl-z': '\x1a',
} as const;

/** A key by its name, or the character itself. */
export type Key = keyof typeof keys | (string & {});

export interface TerminalOptions {
  readonly columns?: number;
  readonly rows?: number;
  /** The terminal's kind, as `TERM`. */
  readonly term?: string;
  readonly cwd?: string;
  /** Added to PATH, HOME, LANG and TERM: nothing else of this process's environment comes through. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface Exit {
  readonly exitCode: number;
  /** Number of the signal that ended it; 0 for none. */
  readonly signal: number;
}

/** How long something may take to appear. Far more than it takes: only a failure waits for it. */
const patienceMs = 60_000;

/**
 * A program in a pseudo-terminal, with a terminal emulator reading what it draws: press a key, see a text. Use it as
 * `await using terminal = new Terminal(…)`, so that nothing is left running.
 */
export class Terminal {
  readonly exit: Promise<Exit>;
  readonly #pty: IPty;
  readonly #screen: headless.Terminal;
  #raw = '';
  #exited = false;

  constructor(command: string, args: readonly string[], options: TerminalOptions = {}) {
    const { columns = 80, rows = 24, term = 'xterm-256color', cwd = process.cwd(), env = {} } = options;
    const { PATH = '', HOME = '' } = process.env;
    this.#screen = new headless.Terminal({ cols: columns, rows, allowProposedApi: true });
    this.#pty = spawn(command, [...args], {
      name: term,
      cols: columns,
      rows,
      cwd,
      env: { PATH, HOME, LANG: 'C.UTF-8', TERM: term, ...env },
    });
    this.#pty.onData((data) => {
      this.#raw += data;
      this.#screen.write(data);
    });
    // Answers of the terminal to the program's questions, such as where the cursor is.
    this.#screen.onData((data) => {
      if (!this.#exited) this.#pty.write(data);
    });
    this.exit = new Promise((resolve) => {
      this.#pty.onExit(({ exitCode, signal = 0 }) => {
        this.#exited = true;
        this.#screen.write('', () => resolve({ exitCode, signal }));
      });
    });
  }

  get pid(): number {
    return this.#pty.pid;
  }

  /** The emulator itself, for pictures. */
  get emulator(): headless.Terminal {
    return this.#screen;
  }

  /** Everything the program has written so far, as it was. */
  get raw(): string {
    return this.#raw;
  }

  /** The screen's rows, without spaces at their ends. */
  rows(): string[] {
    const { active } = this.#screen.buffer;
    return Array.from({ length: this.#screen.rows }, (_, y) =>
      (active.getLine(active.baseY + y)?.translateToString(true) ?? '').trimEnd(),
    );
  }

  screenText(): string {
    return this.rows().join('\n');
  }

  /** What is in a cell: a character, or the empty string for nothing and for the second half of a wide one. */
  cell(column: number, row: number): string {
    const { active } = this.#screen.buffer;
    return (
      active
        .getLine(active.baseY + row)
        ?.getCell(column)
        ?.getChars() ?? ''
    );
  }

  /** Whether the program has the alternate screen, which full-screen programs leave when they end. */
  get alternate(): boolean {
    return this.#screen.buffer.active.type === 'alternate';
  }

  get cursorVisible(): boolean {
    const shown = Math.max(
      ...['\x1b[?25h', '\x1b[?12;25h'].map((sequence) => this.#raw.lastIndexOf(sequence)),
    );
    return shown >= this.#raw.lastIndexOf('\x1b[?25l');
  }

  /** The modes a program can leave behind, such as mouse reports. */
  get modes(): headless.IModes {
    return this.#screen.modes;
  }

  press(...pressed: readonly Key[]): void {
    for (const key of pressed) this.#pty.write(key in keys ? keys[key as keyof typeof keys] : key);
  }

  /** Waits until the text, or a match, is on the screen. */
  async see(text: string | RegExp): Promise<void> {
    const found = () =>
      typeof text === 'string' ? this.screenText().includes(text) : text.test(this.screenText());
    await this.until(found, `to see ${text}`);
  }

  /** Waits until the text, or a match, is no longer on the screen. */
  async seeNo(text: string | RegExp): Promise<void> {
    const found = () =>
      typeof text === 'string' ? this.screenText().includes(text) : text.test(this.screenText());
    await this.until(() => !found(), `not to see ${text}`);
  }

  /** Waits until something holds; the error shows the screen. */
  async until(holds: () => boolean, what: string): Promise<void> {
    const deadline = Date.now() + patienceMs;
    while (!holds()) {
      if (Date.now() > deadline)
        throw new Error(`Waited ${patienceMs} ms ${what}. The screen:\n${this.#dump()}`);
      await delay(10);
    }
  }

  resize(columns: number, rows: number): void {
    this.#screen.resize(columns, rows);
    this.#pty.resize(columns, rows);
  }

  signal(name: NodeJS.Signals): void {
    this.#pty.kill(name);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#exited) {
      this.#pty.kill('SIGKILL');
      await this.exit;
    }
    this.#screen.dispose();
  }

  #dump(): string {
    const edge = '-'.repeat(this.#screen.cols);
    const end = this.#exited ? ' (the program has ended)' : '';
    return `${edge}${end}\n${this.screenText()}\n${edge}`;
  }
}
