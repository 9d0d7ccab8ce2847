import { expect, test } from 'vitest';
import { merged, parseShard, type ShardRecord, unitsOf } from './shards.ts';

const units = Array.from({ length: 40 }, (_, index) => ({ name: `unit ${index}`, weight: (index * 7) % 13 }));

test('shards have everything between them, each once, and about as much to do', () => {
  const shards = [1, 2, 3].map((index) => unitsOf(units, { index, count: 3 }));
  expect(
    shards
      .flat()
      .map(({ name }) => name)
      .sort(),
  ).toEqual(units.map(({ name }) => name).sort());
  const weights = shards.map((shard) => shard.reduce((sum, { weight }) => sum + weight, 0));
  expect(Math.max(...weights) - Math.min(...weights)).toBeLessThanOrEqual(13);
});

test('the order in which units are found decides nothing', () => {
  const shard = { index: 2, count: 4 };
  expect(unitsOf(units.toReversed(), shard)).toEqual(unitsOf(units, shard));
});

test.each(['', '0/2', '3/2', '1', '1/2/3', 'a/b', '-1/2'])('"%s" is no shard', (text) => {
  expect(() => parseShard(text)).toThrow('--shard wants a part such as 2/4');
});

function record(index: number, change: Partial<ShardRecord> = {}): ShardRecord {
  return {
    schema: 1,
    index,
    count: 2,
    fingerprint: 'f',
    all: ['a', 'b'],
    units: [index === 1 ? 'a' : 'b'],
    counts: { passed: 3, failed: 0, skipped: 1 },
    ...change,
  };
}

test('all shards add up', () => {
  expect(merged([record(1), record(2)])).toEqual({
    counts: { passed: 6, failed: 0, skipped: 2 },
    problems: [],
  });
});

test.each([
  ['none', [], 'There are no shards.'],
  ['one that is missing', [record(1)], 'Shard 2/2 is missing.'],
  ['one that is there twice', [record(1), record(1), record(2)], 'Shard 1/2 is there 2 times.'],
  [
    'parts of another whole',
    [record(1), record(2, { count: 3 })],
    'The shards are parts of different wholes.',
  ],
  [
    'another state of the project',
    [record(1), record(2, { fingerprint: 'g' })],
    'The shards ran different states of the project.',
  ],
  ['something that nobody ran', [record(1), record(2, { units: [] })], 'Nobody ran b.'],
  ['something that two ran', [record(1), record(2, { units: ['a', 'b'] })], 'More than one shard ran a.'],
])('%s is a problem, and is named', (_what, records, problem) => {
  expect(merged(records).problems).toContain(problem);
});
