/** How many attempts run side by side. */
export interface LaneLimits {
  /** Of all, while nothing is timed. */
  readonly all: number;
  /** Of those that are timed. */
  readonly timed: number;
  /** Of the others, beside those that are timed: so few that each finds a core. */
  readonly beside: number;
}

interface Work {
  readonly run: () => Promise<void>;
  readonly timed: boolean;
}

/**
 * Starts attempts in their order, some side by side. Most wait for the endpoint or for a process, so there are many more
 * than cores. An attempt whose waits are measured would be held up by so many: beside it only a few others run, and it
 * starts when no more than that are left.
 */
export class Lanes {
  readonly #limits: LaneLimits;
  readonly #waiting: { readonly timed: Work[]; readonly others: Work[] } = { timed: [], others: [] };
  #timed = 0;
  #others = 0;

  constructor(limits: LaneLimits) {
    this.#limits = limits;
  }

  add(run: () => Promise<void>, timed: boolean): void {
    this.#waiting[timed ? 'timed' : 'others'].push({ run, timed });
    this.#start();
  }

  /** Forgets what has not begun. */
  clear(): void {
    this.#waiting.timed.length = 0;
    this.#waiting.others.length = 0;
  }

  #start(): void {
    for (let work = this.#next(); work !== undefined; work = this.#next()) void this.#run(work);
  }

  #next(): Work | undefined {
    const { all, timed, beside } = this.#limits;
    const { timed: waiting, others } = this.#waiting;
    if (waiting.length > 0 && this.#timed < timed && this.#others <= beside) return waiting.shift();
    const anyTimed = waiting.length > 0 || this.#timed > 0;
    if (others.length > 0 && this.#others < (anyTimed ? beside : all)) return others.shift();
    return undefined;
  }

  async #run({ run, timed }: Work): Promise<void> {
    this.#count(timed, 1);
    try {
      await run();
    } finally {
      this.#count(timed, -1);
      this.#start();
    }
  }

  #count(timed: boolean, change: number): void {
    if (timed) this.#timed += change;
    else this.#others += change;
  }
}
