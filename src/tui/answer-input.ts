/** Asks for the terminal's name and version (XTVERSION). Those that don't know the question ignore it, as any CSI. */
export const askName = '\x1b[>0q';

const answer = /\x1bP>\|([ -~]*)(?:\x1b\\|\x07)/;
/** An answer whose end has not come yet. */
const begun = /\x1bP(?:>(?:\|[ -~]*\x1b?)?)?$/;

/**
 * Takes the answer to `askName` out of what a terminal sends. It may come at any time, or never; whoever answers knows
 * 24-bit colours, because both are of the same years.
 */
export class AnswerReader {
  readonly #listener: (name: string) => void;
  #kept = '';
  #answered = false;

  constructor(listener: (name: string) => void) {
    this.#listener = listener;
  }

  /** @returns what is left: keys */
  read(text: string): string {
    if (this.#answered) return text;
    const all = this.#kept + text;
    const found = answer.exec(all);
    if (found !== null) {
      this.#answered = true;
      this.#kept = '';
      this.#listener(found[1] ?? '');
      return all.replace(answer, '');
    }
    this.#kept = begun.exec(all)?.[0] ?? '';
    return all.slice(0, all.length - this.#kept.length);
  }
}
