import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { execa } from 'execa';
import { root } from '../project.ts';
import { fingerprint } from './fingerprint.ts';
import { type Counts, readRecord, recordFolder, sumOf, tallyText } from './record.ts';
import {
  merged,
  parseShard,
  type Shard,
  type ShardRecord,
  shardRecordSchema,
  type Unit,
  unitsOf,
} from './shards.ts';
import { allUnits, proofFile, proofOf, unitTests } from './units.ts';

const usage = `Usage:
  npm run test:all                        everything
  npm run test:all -- --beyond            what npm test does not run
  npm run test:all -- --shard 2/4         a part of everything, for one of four machines
  npm run test:all -- merge FOLDER…       add up the parts: .tests/shard-*.json of each machine
  npm run test:all -- sum                 add up npm test and --beyond, as they last ran here`;

/** `npm run test:all`: the full proof, whole, in parts, or put together. */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { shard: { type: 'string' }, beyond: { type: 'boolean' }, help: { type: 'boolean' } },
  });
  const [command, ...folders] = positionals;
  if (values.help === true) return say(usage, 0);
  if (command === 'merge') return merge(folders);
  if (command === 'sum') return tell(sumOf([countsOf('fast'), countsOf('beyond')]));
  if (command !== undefined) return say(usage, 2);
  const beyond = values.beyond === true;
  if (values.shard !== undefined) return runShard(parseShard(values.shard), beyond);
  return tell(await run(allUnits(beyond), beyond ? 'beyond' : 'all', beyond));
}

/** Runs units, and keeps the record of the run under a name. */
async function run(units: readonly Unit[], name: string, beyond: boolean): Promise<Counts> {
  const names = units.map((unit) => unit.name);
  const exercises = names
    .filter((each) => each.startsWith(proofOf))
    .map((each) => each.slice(proofOf.length));
  const files = names.filter((each) => each.endsWith('.test.ts'));
  const chosen = [
    ...(names.includes(unitTests) ? [path.join(root, 'src')] : []),
    ...files.map((file) => path.join(root, file)),
    ...(exercises.length > 0 ? [path.join(root, proofFile)] : []),
  ];
  const vitest = path.join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const { exitCode } = await execa(process.execPath, [vitest, 'run', ...chosen], {
    cwd: root,
    stdio: 'inherit',
    reject: false,
    env: {
      AGENTLINGS_RECORD: name,
      AGENTLINGS_EXERCISES: exercises.join(','),
      AGENTLINGS_SIZES: beyond ? 'others' : 'all',
    },
  });
  const counts = countsOf(name);
  // Vitest knows of failures that no test has, such as a file that ends its process.
  return exitCode === 0 || counts.failed > 0 ? counts : { ...counts, failed: 1 };
}

async function runShard(shard: Shard, beyond: boolean): Promise<number> {
  const all = allUnits(beyond);
  const units = unitsOf(all, shard);
  const counts = await run(units, 'shard', beyond);
  const record: ShardRecord = {
    schema: 1,
    ...shard,
    fingerprint: fingerprint(),
    all: all.map(({ name }) => name),
    units: units.map(({ name }) => name),
    counts,
  };
  mkdirSync(recordFolder, { recursive: true });
  const file = path.join(recordFolder, `shard-${shard.index}-of-${shard.count}.json`);
  writeFileSync(file, `${JSON.stringify(record, null, 1)}\n`);
  console.log(
    `Shard ${shard.index}/${shard.count}: ${units.length} of ${all.length} parts. Its record is ${file}.`,
  );
  return tell(counts);
}

function merge(folders: readonly string[]): number {
  if (folders.length === 0) return say(usage, 2);
  const records = folders
    .flatMap(shardFiles)
    .map((file) => shardRecordSchema.parse(JSON.parse(readFileSync(file, 'utf8'))));
  const { counts, problems } = merged(records);
  for (const problem of problems) console.error(problem);
  return tell({ ...counts, failed: counts.failed + problems.length });
}

function shardFiles(folder: string): readonly string[] {
  if (statSync(folder).isFile()) return [folder];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /(^|[\\/])shard-\d+-of-\d+\.json$/.test(name))
    .map((name) => path.join(folder, name));
}

function countsOf(name: string): Counts {
  const { files, errors } = readRecord(name);
  return sumOf(files, errors);
}

function tell(counts: Counts): number {
  console.log(tallyText(counts));
  return counts.failed === 0 && counts.passed > 0 ? 0 : 1;
}

function say(text: string, status: number): number {
  console.log(text);
  return status;
}

process.exitCode = await main();
