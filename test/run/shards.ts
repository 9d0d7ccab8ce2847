import * as z from 'zod';
import { type Counts, sumOf } from './record.ts';

/** A part of the proof that one machine does as a whole: files of tests, or an exercise's submissions. */
export interface Unit {
  readonly name: string;
  /** About how long it takes, in seconds. It only balances the shards. */
  readonly weight: number;
}

/** Which of how many parts, counted from 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

export const shardRecordSchema = z.object({
  schema: z.literal(1),
  index: z.number().int().min(1),
  count: z.number().int().min(1),
  /** Of all sources: parts of different states of the project don't add up. */
  fingerprint: z.string(),
  /** Everything that all shards together have to run. */
  all: z.array(z.string()),
  units: z.array(z.string()),
  counts: z.object({ passed: z.number(), failed: z.number(), skipped: z.number() }),
});

/** What one shard ran. */
export type ShardRecord = z.infer<typeof shardRecordSchema>;

/** @throws Error when it isn't `i/n` with 1 ≤ i ≤ n */
export function parseShard(text: string): Shard {
  const [, index = 0, count = 0] = /^(\d+)\/(\d+)$/.exec(text)?.map(Number) ?? [];
  if (index < 1 || index > count) throw new Error(`--shard wants a part such as 2/4, and not "${text}".`);
  return { index, count };
}

/** The units of one shard: the heaviest first, each to the shard that has least so far. Every machine comes to the same. */
export function unitsOf(units: readonly Unit[], { index, count }: Shard): readonly Unit[] {
  const shards = Array.from({ length: count }, () => ({ weight: 0, units: [] as Unit[] }));
  const heaviestFirst = units.toSorted(
    (one, other) => other.weight - one.weight || (one.name < other.name ? -1 : 1),
  );
  for (const unit of heaviestFirst) {
    const lightest = shards.reduce((least, each) => (each.weight < least.weight ? each : least));
    lightest.weight += unit.weight;
    lightest.units.push(unit);
  }
  return shards[index - 1]?.units ?? [];
}

/** All shards added up, and what keeps them from being the whole proof; nothing but a whole one counts. */
export function merged(records: readonly ShardRecord[]): {
  readonly counts: Counts;
  readonly problems: readonly string[];
} {
  const [first] = records;
  if (first === undefined) return { counts: sumOf([]), problems: ['There are no shards.'] };
  const problems: string[] = [];
  if (records.some(({ count }) => count !== first.count))
    problems.push('The shards are parts of different wholes.');
  if (records.some(({ fingerprint }) => fingerprint !== first.fingerprint))
    problems.push('The shards ran different states of the project.');
  for (let index = 1; index <= first.count; index += 1) {
    const found = records.filter((each) => each.index === index).length;
    if (found === 0) problems.push(`Shard ${index}/${first.count} is missing.`);
    if (found > 1) problems.push(`Shard ${index}/${first.count} is there ${found} times.`);
  }
  const ran = records.flatMap(({ units }) => units);
  const all = new Set(records.flatMap((each) => each.all));
  for (const name of all) if (!ran.includes(name)) problems.push(`Nobody ran ${name}.`);
  for (const name of new Set(ran.filter((each, at) => ran.indexOf(each) !== at)))
    problems.push(`More than one shard ran ${name}.`);
  return { counts: sumOf(records.map(({ counts }) => counts)), problems };
}
