import { stripVTControlCharacters } from 'node:util';

/** What an attempt prints, while it prints it: for scenarios that go on only once the learner's program has said something. */
export class LiveOutput {
  #text = '';
  readonly #waiting = new Set<() => void>();

  hear(text: string): void {
    this.#text += text;
    for (const look of this.#waiting) look();
  }

  /**
   * Whether the text is printed within `timeoutMs`; white space and colours don't count, since a program may wrap and indent.
   * Resolves as soon as it is.
   */
  printed(text: string, timeoutMs: number): Promise<boolean> {
    const wanted = withoutSpace(text);
    return new Promise((resolve) => {
      const finish = (printed: boolean) => {
        clearTimeout(timer);
        this.#waiting.delete(look);
        resolve(printed);
      };
      const look = () => {
        // From the whole text, because a colour code may come in two pieces.
        if (withoutSpace(this.#text).includes(wanted)) finish(true);
      };
      const timer = setTimeout(() => finish(false), timeoutMs);
      this.#waiting.add(look);
      look();
    });
  }
}

function withoutSpace(text: string): string {
  return stripVTControlCharacters(text).replace(/\s+/g, '');
}
