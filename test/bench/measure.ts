/** One thing to time: how long a single run takes, in milliseconds. */
export interface Candidate {
  readonly name: string;
  readonly run: () => Promise<number>;
}

export interface Measured {
  readonly name: string;
  /** The middle of all rounds, in milliseconds. */
  readonly median: number;
}

/**
 * Times candidates side by side: each round runs every one of them once, so that whatever else the machine does meets
 * all alike. The first rounds warm up and do not count.
 */
export async function measure(
  candidates: readonly Candidate[],
  rounds: number,
  warmUps = 1,
): Promise<Measured[]> {
  const times = candidates.map((): number[] => []);
  for (let round = -warmUps; round < rounds; round += 1) {
    for (const [index, candidate] of candidates.entries()) {
      const took = await candidate.run();
      if (round >= 0) times[index]?.push(took);
    }
  }
  return candidates.map(({ name }, index) => ({ name, median: median(times[index] ?? []) }));
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
