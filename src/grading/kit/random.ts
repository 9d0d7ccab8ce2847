import { createHash } from 'node:crypto';

/** Choices that follow from a seed, so that a grade can be replayed. */
export interface Random {
  /** A whole number from 0 to `below` - 1. */
  integer(below: number): number;
  pick<T>(items: readonly [T, ...T[]]): T;
  /** `count` different items in random order; all of them when there are fewer. */
  sample<T>(items: readonly T[], count: number): T[];
}

export function seededRandom(seed: string): Random {
  let drawn = 0;
  const integer = (below: number): number => {
    drawn += 1;
    const digest = createHash('sha256').update(`${seed}\0${drawn}`).digest();
    return Math.floor((digest.readUInt32BE(0) / 2 ** 32) * below);
  };
  return {
    integer,
    pick: (items) => items[integer(items.length)] ?? items[0],
    sample: (items, count) => {
      const left = [...items];
      return Array.from({ length: Math.min(count, left.length) }, () =>
        left.splice(integer(left.length), 1),
      ).flat();
    },
  };
}
