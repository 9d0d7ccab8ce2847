import { createHash } from 'node:crypto';

/** One of several machines that grade a part each. */
export interface Shard {
  /** From 1 to `count`. */
  readonly index: number;
  readonly count: number;
}

/** Reads `2/5`; `undefined` when it isn't one. */
export function parseShard(text: string): Shard | undefined {
  const [, index, count] = /^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? [];
  const shard = { index: Number(index), count: Number(count) };
  return shard.index >= 1 && shard.index <= shard.count ? shard : undefined;
}

/** Whose a person is, from 1. It follows from the id alone, so that all machines agree without talking. */
export function shardIndexOf(id: string, count: number): number {
  return (createHash('sha256').update(id).digest().readUInt32BE(0) % count) + 1;
}

export function isInShard(id: string, { index, count }: Shard): boolean {
  return shardIndexOf(id, count) === index;
}
