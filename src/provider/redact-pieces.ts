import { redacted } from './secret.ts';

/** So much of a secret's beginning may be chance: shorter ends of a text go on at once. */
const chance = 4;

/**
 * Takes secrets out of a text that comes in pieces, also where a secret is spread over several of them: an end that
 * could be the beginning of one waits for the next piece.
 */
export class PieceRedactor {
  readonly #secrets: readonly string[];
  /** The end of what has gone on, and what waits. */
  #gone = '';
  #waiting = '';

  constructor(secrets: readonly string[]) {
    this.#secrets = secrets;
  }

  /** @returns what may go on */
  add(piece: string): string {
    const clean = this.#cut(this.#gone + this.#waiting + piece);
    const known = this.#gone.length;
    const hold = Math.max(known, clean.length - this.#open(clean));
    return this.#go(clean, known, hold);
  }

  /** @returns what was waiting, when nothing follows */
  end(): string {
    return this.#go(this.#gone + this.#waiting, this.#gone.length);
  }

  #go(text: string, from: number, to = text.length): string {
    this.#waiting = text.slice(to);
    this.#gone = text.slice(Math.max(0, to - chance + 1), to);
    return text.slice(from, to);
  }

  /** The text without secrets; what has gone on already stays as it is. */
  #cut(text: string): string {
    let clean = text;
    for (const secret of this.#secrets) {
      for (let at = clean.indexOf(secret); at !== -1; at = clean.indexOf(secret)) {
        const from = Math.max(at, this.#gone.length);
        clean = clean.slice(0, from) + redacted + clean.slice(at + secret.length);
      }
    }
    return clean;
  }

  /** Length of the longest end that a secret could begin with. */
  #open(text: string): number {
    const longest = Math.max(0, ...this.#secrets.map(({ length }) => length - 1));
    for (let length = Math.min(text.length, longest); length >= chance; length -= 1) {
      const end = text.slice(-length);
      if (this.#secrets.some((secret) => secret.startsWith(end))) return length;
    }
    return 0;
  }
}
