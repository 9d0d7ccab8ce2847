/** A line that is rewritten while something goes on, where somebody watches. On standard error, so that reports can be piped. */
export class ProgressLine {
  readonly #live = process.stderr.isTTY === true;

  show(text: string): void {
    if (this.#live) process.stderr.write(`\r\u001b[2K${text}`);
  }

  clear(): void {
    if (this.#live) process.stderr.write('\r\u001b[2K');
  }
}
