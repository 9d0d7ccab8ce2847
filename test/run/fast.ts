import { readdirSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { root } from '../project.ts';
import { type Passed, PassedFiles } from './passed.ts';
import { readRecord, sumOf, tallyText } from './record.ts';

/**
 * `npm test`: unit tests, whole-program stories, and the proof of graders in short. Files of tests that have passed, and
 * of which nothing has changed since, are not run again; `--fresh`, and continuous integration, run them all. With other
 * arguments it is Vitest itself: `npm test -- screens -u`.
 */
const proof = 'test/proof.test.ts';

async function main(args: readonly string[]): Promise<number> {
  const others = args.filter((each) => each !== '--fresh');
  if (others.length > 0) return vitest(others, 'last');
  const passed = new PassedFiles();
  const files = testFiles();
  const fresh = args.includes('--fresh') || process.env.CI !== undefined;
  // The proof has a memory of its own, for each submission.
  const known = fresh ? new Map<string, number>() : passed.unchanged(files.filter((file) => file !== proof));
  const open = files.filter((file) => !known.has(file));
  const keys = new Map(open.map((file) => [file, passed.keyOf(file)]));
  const status = await vitest(known.size === 0 ? [] : open.map((file) => path.join(root, file)), 'fast');
  return tell(status, keys, known);
}

function tell(status: number, keys: ReadonlyMap<string, string>, known: ReadonlyMap<string, number>): number {
  const { files, errors } = readRecord('fast');
  if (errors === 0) {
    const now = new PassedFiles();
    const good: Record<string, Passed> = {};
    for (const { file, passed, failed, skipped } of files) {
      const key = keys.get(file);
      // What was skipped may run elsewhere; what was changed meanwhile has not passed as it is now.
      if (passed > 0 && failed + skipped === 0 && key !== undefined && key === now.keyOf(file))
        good[file] = { key, tests: passed };
    }
    now.add(good);
  }
  const kept = [...known.values()].reduce((sum, tests) => sum + tests, 0);
  if (kept > 0)
    console.log(
      `${kept} tests passed before, and nothing has changed that they depend on. \`npm test -- --fresh\` runs them too.`,
    );
  const counts = sumOf([...files, { passed: kept, failed: 0, skipped: 0 }], errors);
  console.log(tallyText(counts));
  return status;
}

async function vitest(args: readonly string[], record: string): Promise<number> {
  const program = path.join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const all = [program, 'run', '--project', 'unit', '--project', 'stories', ...args];
  const env = { AGENTLINGS_RECORD: record };
  const { exitCode } = await execa(process.execPath, all, {
    cwd: root,
    stdio: 'inherit',
    reject: false,
    env,
  });
  return exitCode ?? 1;
}

/** As the projects `unit` and `stories` of vitest.config.ts. */
function testFiles(): readonly string[] {
  return ['src', 'test'].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((file) => `${folder}/${file.split(path.sep).join('/')}`)
      .filter((file) => file.endsWith('.test.ts') && !/\.all\.test\.ts$|^test\/workshop\//.test(file))
      .sort(),
  );
}

process.exitCode = await main(process.argv.slice(2));
