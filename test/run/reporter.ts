import path from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';
import { root } from '../project.ts';
import { type FileRecord, sumOf, tallyText, writeRecord } from './record.ts';

const slowest = 5;

/**
 * Prints the closing line `N passed, N failed, N skipped` that CI reads, whatever else was printed, and keeps what the run
 * came to, under the name in `AGENTLINGS_RECORD` or as `last`.
 */
export default class TallyReporter implements Reporter {
  #began = 0;
  onTestRunStart(): void {
    this.#began = performance.now();
  }

  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const files = modules.map(fileRecord);
    const errors = unhandledErrors.length;
    const seconds = (performance.now() - this.#began) / 1000;
    writeRecord(process.env.AGENTLINGS_RECORD ?? 'last', {
      schema: 1,
      seconds,
      files,
      errors,
    });
    process.on('exit', () => console.log(tallyText(sumOf(files, errors))));
  }
}

function fileRecord(module: TestModule): FileRecord {
  const count = { passed: 0, failed: 0, skipped: 0, pending: 0 };
  const tests = [...module.children.allTests()];
  for (const test of tests) count[test.result().state] += 1;
  // A file that could not even be collected has no tests, but it has failed.
  if (module.state() === 'failed' && module.errors().length > 0) count.failed += 1;
  const { duration, collectDuration, setupDuration } = module.diagnostic();
  return {
    file: path.relative(root, module.moduleId).split(path.sep).join('/'),
    seconds: (duration + collectDuration + setupDuration) / 1000,
    passed: count.passed,
    failed: count.failed,
    skipped: count.skipped + count.pending,
    slowest: tests
      .map((test) => ({ name: test.fullName, seconds: (test.diagnostic()?.duration ?? 0) / 1000 }))
      .sort((one, other) => other.seconds - one.seconds)
      .slice(0, slowest),
  };
}
