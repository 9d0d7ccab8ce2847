import type { GradebookResult } from '../gradebook/types.ts';

/** Far more than the texts that many hand in alike: each exercise's starter, and what went round. */
const usualMost = 256;

/**
 * The verdicts that were asked for last, by key, so that a text that many have handed in is graded once. Only so many,
 * because a verdict has what was sent with it, and a class may have hundreds of thousands.
 */
export class RecentVerdicts {
  readonly #most: number;
  /** The one that was asked for last comes last. */
  readonly #byKey = new Map<string, GradebookResult>();

  constructor(most = usualMost) {
    this.#most = most;
  }

  get(key: string): GradebookResult | undefined {
    const result = this.#byKey.get(key);
    if (result !== undefined) this.#put(key, result);
    return result;
  }

  /** What could not be graded is nobody's verdict: the next one who hands it in is tried anew. */
  add(key: string, result: GradebookResult): void {
    if (result.status !== 'internal') this.#put(key, result);
  }

  #put(key: string, result: GradebookResult): void {
    this.#byKey.delete(key);
    this.#byKey.set(key, result);
    const [oldest] = this.#byKey.keys();
    if (this.#byKey.size > this.#most && oldest !== undefined) this.#byKey.delete(oldest);
  }
}
