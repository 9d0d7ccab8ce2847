import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { spawn } from '@lydell/node-pty';
import { execa } from 'execa';
import { ensureBuilt } from '../../src/build.mjs';
import { WorkbenchClient } from '../../src/cli/workbench/client.ts';
import { startEndpoint } from '../../src/model/endpoint.ts';
import { testKnowledge } from '../../src/model/simulated/knowledge.fixture.ts';
import { launcher, root } from '../project.ts';
import { createWorkspace } from '../workspace.ts';
import { keysInLesson, keysInLongLesson, keysInLongTranscript } from './keys.ts';
import { type Candidate, type Measured, measure, timed } from './measure.ts';
import { memoryAfterAnHour } from './memory.ts';

/**
 * `npm run bench`: how fast Agentlings is, as ratios to a yardstick measured side by side in the same run. Exit status 1
 * when a ratio is above its limit.
 */
const rounds = Number(process.argv[2] ?? 7);
const solution = path.join(root, 'solutions', '01-single-turn.ts');
const bin = (name: string) => path.join(root, 'node_modules', '.bin', name);
const scratch = mkdtempSync(path.join(tmpdir(), 'agentlings-bench-'));
const state = path.join(scratch, 'state');

/** A folder with an empty Vitest test in it, for the yardstick; in the project, so that Vitest is found. */
const emptyTests = path.join(root, 'test', '.snippets', 'bench');

await ensureBuilt();
mkdirSync(emptyTests, { recursive: true });
writeFileSync(
  path.join(emptyTests, 'empty.test.ts'),
  "import { test } from 'vitest';\ntest('nothing', () => {});\n",
);
writeFileSync(path.join(emptyTests, 'vitest.config.ts'), 'export default {};\n');
const endpoint = await startEndpoint({ token: 'bench', seed: 'bench', knowledge: testKnowledge });

const bareNode: Candidate = {
  name: 'node -e 0',
  run: () => timed(() => execa(process.execPath, ['-e', '0'])),
};

const firstScreen: Candidate = {
  name: 'first screen',
  run: () =>
    timed(
      () =>
        new Promise<void>((resolve) => {
          const terminal = spawn(process.execPath, [launcher, 'start'], {
            name: 'xterm-256color',
            cols: 120,
            rows: 40,
            env: { ...process.env, AGENTLINGS_HOME: state },
          });
          let seen = '';
          terminal.onData((data) => {
            seen += data;
            if (!seen.includes('Chat completions')) return;
            resolve();
            terminal.kill('SIGKILL');
          });
        }),
    ),
};

const runSolution = () =>
  execa(bin('tsx'), [solution], {
    env: { OPENAI_BASE_URL: endpoint.baseURL, OPENAI_API_KEY: 'bench', OPENAI_MODEL: 'gpt-4o-mini' },
  });

const bareRun: Candidate = { name: 'tsx solution', run: () => timed(runSolution) };

const allSolutions: Candidate = {
  name: 'grade --solutions',
  run: () =>
    timed(() =>
      execa(process.execPath, [launcher, 'grade', '--solutions', '--reporter', 'json'], {
        env: { AGENTLINGS_HOME: state },
      }),
    ),
};

const yardstick: Candidate = {
  name: 'tsx solution && vitest run',
  run: () =>
    timed(async () => {
      await runSolution();
      await execa(bin('vitest'), ['run'], { cwd: emptyTests });
    }),
};

const coldGrade: Candidate = {
  name: 'grade single-turn',
  run: () =>
    timed(() =>
      execa(process.execPath, [launcher, 'grade', 'single-turn', '--file', solution, '--reporter', 'json'], {
        env: { AGENTLINGS_HOME: state },
      }),
    ),
};

let nextId = 1;
const waiting = new Map<number, () => void>();
const workspace = createWorkspace();
workspace.write(readFileSync(solution, 'utf8'), 'exercises', '01-single-turn', 'exercise.ts');
const workbench = new WorkbenchClient(workspace.folder, (message) => {
  if (message.type === 'failed') throw new Error(message.message);
  if (message.type === 'graded') waiting.get(message.id)?.();
});
const warmGrade: Candidate = {
  name: 'rerun in watch mode',
  run: async () => {
    const took = await timed(
      () =>
        new Promise<void>((resolve) => {
          const id = nextId;
          nextId += 1;
          waiting.set(id, resolve);
          workbench.send({ type: 'grade', id, exerciseId: 'single-turn' });
        }),
    );
    // A person needs longer than this between two saves; processes that stand by start up meanwhile.
    await new Promise((resolve) => setTimeout(resolve, 500));
    return took;
  },
};

/** 99th percentiles of the time from a key to what it draws. Large texts may not make keys slow. */
const shortKeys: Candidate = { name: 'keys in a lesson', run: keysInLesson };
const lessonKeys: Candidate = { name: 'keys in 3,000 lines', run: keysInLongLesson };
const wireKeys: Candidate = { name: 'keys in 1,000 exchanges', run: keysInLongTranscript };

const memoryLimitMiB = 200;

interface Row {
  readonly candidate: string;
  readonly yardstick: string;
  readonly limit: number;
}

const rows: readonly Row[] = [
  { candidate: firstScreen.name, yardstick: bareNode.name, limit: 2.5 },
  { candidate: coldGrade.name, yardstick: yardstick.name, limit: 1.5 },
  { candidate: warmGrade.name, yardstick: yardstick.name, limit: 0.3 },
  { candidate: allSolutions.name, yardstick: bareRun.name, limit: 20 },
  { candidate: lessonKeys.name, yardstick: shortKeys.name, limit: 2 },
  { candidate: wireKeys.name, yardstick: shortKeys.name, limit: 2 },
];

try {
  const measured: Measured[] = await measure(
    [bareNode, firstScreen, yardstick, coldGrade, warmGrade, bareRun, allSolutions],
    rounds,
  );
  // Hundreds of presses are in each of these: once is enough.
  const keys = await measure([shortKeys, lessonKeys, wireKeys], 1, 0);
  measured.push(...keys);
  const medianOf = (name: string) => measured.find((each) => each.name === name)?.median ?? Number.NaN;
  for (const { name, median } of measured)
    console.log(`${name.padEnd(28)} ${median.toFixed(0).padStart(6)} ms`);
  console.log();
  for (const { candidate, yardstick: by, limit } of rows) {
    const ratio = medianOf(candidate) / medianOf(by);
    const verdict = ratio <= limit ? 'ok' : 'TOO SLOW';
    console.log(
      `${candidate.padEnd(22)} ${ratio.toFixed(2)} x ${by.padEnd(28)} (limit ${limit})  ${verdict}`,
    );
    if (!(ratio <= limit)) process.exitCode = 1;
  }
  const memory = await memoryAfterAnHour();
  console.log();
  for (const [name, used] of Object.entries(memory)) {
    const ok = used <= memoryLimitMiB;
    console.log(
      `${name.padEnd(22)} ${used.toFixed(0)} MiB after an hour's use (limit ${memoryLimitMiB})  ${ok ? 'ok' : 'TOO MUCH'}`,
    );
    if (!ok) process.exitCode = 1;
  }
} finally {
  workbench.close();
  workspace.remove();
  await endpoint.close();
  rmSync(scratch, { recursive: true, force: true });
  rmSync(emptyTests, { recursive: true, force: true });
}
