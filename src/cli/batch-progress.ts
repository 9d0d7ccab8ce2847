import type { BatchProgress } from '../classroom/batch/batch.ts';

/** Between two lines where nobody watches, such as in continuous integration. */
const plainEveryMs = 10_000;

/**
 * How far a batch is, with its rate and the time that is left: one line that is rewritten in a terminal, now and then a
 * new one elsewhere. On standard error, so that reports can be piped.
 */
export class BatchProgressLine {
  readonly #total: number;
  readonly #began = performance.now();
  readonly #live = process.stderr.isTTY === true;
  /** Not with the first news after so long: submissions come in groups, and the first of one says nothing about speed. */
  readonly #telling = setInterval(() => this.#tellPlainly(), plainEveryMs);
  #done = 0;
  #told = 0;
  #graded = 0;

  constructor(total: number) {
    this.#total = total;
  }

  tell({ done, graded }: BatchProgress): void {
    this.#done = done;
    if (graded.length > 0) this.#graded += 1;
    if (this.#live) process.stderr.write(`\r\u001b[2K${this.#text()}`);
    else if (done === this.#total) this.#tellPlainly();
  }

  #tellPlainly(): void {
    if (this.#live || this.#told === this.#done) return;
    this.#told = this.#done;
    process.stderr.write(`${this.#text()}\n`);
  }

  say(text: string): void {
    process.stderr.write(this.#live ? `\r\u001b[2K${text}\n` : `${text}\n`);
  }

  end(): void {
    clearInterval(this.#telling);
    if (this.#live) process.stderr.write('\r\u001b[2K');
  }

  #text(): string {
    const done = this.#done;
    const head = `${done} of ${this.#total} submissions`;
    const kept = done - this.#graded;
    const unchanged = kept > 0 ? `, ${kept} unchanged` : '';
    const seconds = (performance.now() - this.#began) / 1000;
    // What was kept takes no time and says nothing about the rest.
    if (this.#graded === 0 || done === this.#total) return `${head}${unchanged}`;
    const rate = this.#graded / seconds;
    return `${head}${unchanged}, ${rate.toFixed(1)}/s, about ${duration((this.#total - done) / rate)} left`;
  }
}

function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
