/** What a mouse did, in cells from the upper left corner, which is 0, 0. */
export interface MouseReport {
  readonly kind: 'click' | 'wheel-up' | 'wheel-down';
  readonly column: number;
  readonly row: number;
}

/** Presses, releases and the wheel (1000), in the form that has no largest column (1006): xterm's ctlseqs, Mouse Tracking. */
export const reportMouse = '\x1b[?1000h\x1b[?1006h';
export const leaveMouse = '\x1b[?1006l\x1b[?1000l';

const report = /\x1b\[<(\d{1,4});(\d{1,5});(\d{1,5})([Mm])/g;
/** A report whose end has not come yet; a single Escape is a key. */
const begun = /\x1b\[<[\d;]*$/;

/** Takes a mouse's reports out of what a terminal sends. */
export class MouseReader {
  readonly #listener: (report: MouseReport) => void;
  #kept = '';

  constructor(listener: (report: MouseReport) => void) {
    this.#listener = listener;
  }

  /** @returns what is left: keys */
  read(text: string): string {
    const all = this.#kept + text;
    const rest = all.replace(report, (_, button: string, column: string, row: string, end: string) => {
      this.#tell(Number(button), Number(column) - 1, Number(row) - 1, end === 'M');
      return '';
    });
    this.#kept = begun.exec(rest)?.[0] ?? '';
    return rest.slice(0, rest.length - this.#kept.length);
  }

  #tell(button: number, column: number, row: number, pressed: boolean): void {
    // Shift, Alt and Ctrl are bits of their own; motion is one too, and isn't asked for.
    const plain = button & ~28;
    if (plain === 64 || plain === 65) {
      this.#listener({ kind: plain === 64 ? 'wheel-up' : 'wheel-down', column, row });
    } else if (plain === 0 && pressed) this.#listener({ kind: 'click', column, row });
  }
}
