import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt } from '../../src/build.mjs';
import { root } from '../project.ts';
import { attemptCost, many } from './attempt-cost.ts';
import { type FileRecord, type RunRecord, readRecord } from './record.ts';

/**
 * `npm run bench:tests`: where the time of the tests goes. It shows the last `npm test` and the last `npm run test:all`
 * of this clone, file by file, and what one attempt costs. `--fresh` runs `npm test` first.
 */
const { values } = parseArgs({
  options: { fresh: { type: 'boolean' }, most: { type: 'string', default: '25' } },
});
const most = Number(values.most);
if (values.fresh === true) runTests();

for (const [name, command] of [
  ['fast', 'npm test'],
  ['beyond', 'npm run test:all -- --beyond'],
  ['all', 'npm run test:all'],
] as const) {
  const record = known(name);
  if (record === undefined) console.log(`\n${command}: it has not run here yet.`);
  else show(command, record);
}
await ensureBuilt();
await showAttempts();

function runTests(): void {
  const args = ['--import', 'tsx', path.join(root, 'test', 'run', 'fast.ts'), '--fresh'];
  execFileSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
}

function known(name: string): RunRecord | undefined {
  try {
    return readRecord(name);
  } catch {
    return undefined;
  }
}

function show(command: string, { seconds, files }: RunRecord): void {
  const sum = files.reduce((total, file) => total + file.seconds, 0);
  console.log(`\n${command}: ${seconds.toFixed(0)} s; ${files.length} files that took ${sum.toFixed(0)} s`);
  const slowestFirst = files.toSorted((one, other) => other.seconds - one.seconds);
  for (const file of slowestFirst.slice(0, most)) showFile(file, sum);
  const rest = slowestFirst.slice(most).reduce((total, file) => total + file.seconds, 0);
  if (rest > 0) console.log(`${row(rest, rest / sum)}  the other ${files.length - most}`);
}

function showFile({ file, seconds, slowest }: FileRecord, sum: number): void {
  console.log(`${row(seconds, seconds / sum)}  ${file}`);
  for (const test of slowest.filter((each) => each.seconds > 1).slice(0, 3))
    console.log(`${row(test.seconds)}           ${test.name}`);
}

function row(seconds: number, share?: number): string {
  const percent = share === undefined ? '' : `${(share * 100).toFixed(0)} %`;
  return `${seconds.toFixed(1).padStart(8)} s ${percent.padStart(5)}`;
}

/** Beside a bare Node process of the same minute, because machines differ. */
async function showAttempts(): Promise<void> {
  const times = 40;
  const bare = performance.now();
  for (let count = 0; count < times; count += 1) execFileSync(process.execPath, ['-e', '0']);
  const bareMs = (performance.now() - bare) / times;
  console.log(`\nOne attempt with one request, beside a bare Node process (${bareMs.toFixed(0)} ms):`);
  for (const [name, sideBySide] of [
    ['one after the other', 1],
    [`${many} side by side`, many],
  ] as const) {
    const { wallMs, cpuMs } = await attemptCost(times, sideBySide);
    const cpu = cpuMs === undefined ? '' : `, ${cpuMs.toFixed(0)} ms of CPU time`;
    console.log(`  ${name}: ${wallMs.toFixed(0)} ms (${(wallMs / bareMs).toFixed(1)} of it)${cpu}`);
  }
}
