import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Graders of the workshop that tests use. */
const notTests = ['test/workshop/**'];

/**
 * Three projects. `unit` and `stories` are `npm test`; `all` is what `npm run test:all` has beyond it: every submission,
 * attack and seed, and whatever takes a minute.
 */
export default defineConfig({
  resolve: {
    alias: { '#grading': fileURLToPath(new URL('./src/grading/kit.ts', import.meta.url)) },
  },
  test: {
    globalSetup: './test/build.ts',
    // Under load a process takes its time to go away; only a failure waits this long.
    expect: { poll: { timeout: 15_000 } },
    testTimeout: 180_000,
    hookTimeout: 180_000,
    pool: 'forks',
    // One more than cores, because many tests wait for a process.
    maxWorkers: availableParallelism() + 1,
    reporters: ['default', './test/run/reporter.ts'],
    projects: [
      // A process for each file takes longer to start than most of these files take to run.
      { extends: true, test: { name: 'unit', include: ['src/**/*.test.ts'], isolate: false } },
      {
        extends: true,
        test: {
          name: 'stories',
          include: ['test/**/*.test.ts'],
          exclude: [...notTests, 'test/**/*.all.test.ts'],
        },
      },
      { extends: true, test: { name: 'all', include: ['test/**/*.all.test.ts'], exclude: notTests } },
    ],
  },
});
