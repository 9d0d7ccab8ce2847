import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { execa } from 'execa';
import { ensureBuilt } from '../../src/build.mjs';
import { GradingEngine } from '../../src/grading/engine.ts';
import { startEndpoint } from '../../src/model/endpoint.ts';
import { defaultSandbox } from '../../src/runner/sandbox.ts';
import { loadWorkshop } from '../../src/workshop/load.ts';
import { findExercise } from '../../src/workshop/lookup.ts';
import type { Exercise } from '../../src/workshop/types.ts';
import { kit, launcher, root } from '../project.ts';
import { timed } from './measure.ts';

/**
 * `npm run bench:batch -- [SUBMISSIONS [EXERCISE…]]`: a room of so many people, each with some exercises, beside the bare
 * processes that it takes: what is on top of them is ours. Exit status 1 when a ratio is above its limit.
 */
const [count = '300', ...named] = process.argv.slice(2);
const people = Number(count);
const names = named.length > 0 ? named : ['hello-model', 'single-turn', 'multi-turn'];
/** What memory is compared with. */
const few = Math.max(1, Math.min(100, Math.round(people / 3)));
const cores = availableParallelism();
const scratch = mkdtempSync(path.join(tmpdir(), 'agentlings-bench-'));
const knowledge = ['general.yaml', 'travel.yaml'].map((file) =>
  path.join(root, 'lessons', 'knowledge', file),
);

await ensureBuilt();
const workshop = loadWorkshop(root);
const exercises = names.map((name) => findExercise(workshop, name));

/** Everybody's own text: verdicts are kept by content, and equal ones would be graded once. */
function room(name: string, size: number): string {
  const folder = path.join(scratch, name);
  for (let person = 0; person < size; person += 1) {
    const own = path.join(folder, `person-${person}`);
    mkdirSync(own, { recursive: true });
    for (const { id, solutionPath } of exercises) {
      writeFileSync(
        path.join(own, `${id}.ts`),
        `${readFileSync(solutionPath, 'utf8')}\n// ${name} ${person}\n`,
      );
    }
  }
  return folder;
}

/** Kilobytes, as long as the process lives. */
function peakOf(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0);
  } catch {
    return 0;
  }
}

/** Grades a room as an instructor does. */
async function gradeRoom(folder: string, out: string): Promise<{ ms: number; peakMB: number }> {
  let peak = 0;
  const ms = await timed(async () => {
    const child = execa(
      process.execPath,
      [launcher, 'grade', ...names, '--submissions', folder, '--out', out, '--reporter', `json=${out}.json`],
      { env: { AGENTLINGS_HOME: path.join(scratch, 'state') } },
    );
    const looking = setInterval(() => {
      peak = Math.max(peak, peakOf(child.pid ?? 0));
    }, 100);
    await child;
    clearInterval(looking);
  });
  return { ms, peakMB: peak / 1024 };
}

/** How many processes a grade of this exercise takes, and with which arguments. */
async function attemptsOf(
  engine: GradingEngine,
  exercise: Exercise,
): Promise<readonly (readonly string[])[]> {
  const all: (readonly string[])[] = [];
  await engine.grade([{ exercise, file: exercise.solutionPath }], {
    seed: 'bench',
    sandbox: defaultSandbox(),
    revealHidden: true,
    onEvent: (_id, event) => {
      if (event.type === 'attempt-started') all.push(event.args);
    },
  });
  return all;
}

/** The solution as plain JavaScript, run by Node with nothing around it, once for each attempt of a grade. */
async function bareMs(
  exercise: Exercise,
  attempts: readonly (readonly string[])[],
  baseURL: string,
): Promise<number> {
  const program = path.join(root, 'test', '.snippets', `${exercise.id}.mjs`);
  await build({ entryPoints: [exercise.solutionPath], outfile: program, format: 'esm', platform: 'node' });
  const env = {
    PATH: process.env.PATH ?? '',
    OPENAI_BASE_URL: baseURL,
    OPENAI_API_KEY: 'bench',
    OPENAI_MODEL: 'gpt-4o-mini',
  };
  let sum = 0;
  for (const args of attempts) {
    sum += await timed(() =>
      execa(process.execPath, [program, ...args], { env, extendEnv: false, reject: false }),
    );
  }
  rmSync(program);
  return sum;
}

/** The solution as somebody without a build runs it. */
function tsxMs({ solutionPath }: Exercise, baseURL: string): Promise<number> {
  const env = { OPENAI_BASE_URL: baseURL, OPENAI_API_KEY: 'bench', OPENAI_MODEL: 'gpt-4o-mini' };
  return timed(() =>
    execa(path.join(root, 'node_modules', '.bin', 'tsx'), [solutionPath], { env, reject: false }),
  );
}

function row(what: string, value: number, limit: number, ok: boolean): void {
  console.log(
    `${what.padEnd(62)} ${value.toFixed(3).padStart(8)}  (limit ${limit})  ${ok ? 'ok' : 'TOO SLOW'}`,
  );
  if (!ok) process.exitCode = 1;
}

const engine = new GradingEngine(workshop, kit);
const endpoint = await startEndpoint({ token: 'bench', seed: 'bench', knowledge });
try {
  let processes = 0;
  let perPerson = 0;
  let loop = 0;
  for (const exercise of exercises) {
    const attempts = await attemptsOf(engine, exercise);
    processes += attempts.length;
    await bareMs(exercise, attempts.slice(0, 1), endpoint.baseURL);
    perPerson += await bareMs(exercise, attempts, endpoint.baseURL);
    loop += (await tsxMs(exercise, endpoint.baseURL)) * attempts.length;
  }
  const empty = path.join(root, 'test', '.snippets', 'bench-batch');
  mkdirSync(empty, { recursive: true });
  writeFileSync(
    path.join(empty, 'empty.test.ts'),
    "import { test } from 'vitest';\ntest('nothing', () => {});\n",
  );
  writeFileSync(path.join(empty, 'vitest.config.ts'), 'export default {};\n');
  const vitest = () => execa(path.join(root, 'node_modules', '.bin', 'vitest'), ['run'], { cwd: empty });
  await vitest();
  const vitestMs = await timed(vitest);
  rmSync(empty, { recursive: true });

  const small = await gradeRoom(room('small', few), path.join(scratch, 'out-small'));
  const folder = room('large', people);
  const out = path.join(scratch, 'out-large');
  const large = await gradeRoom(folder, out);
  const again = await gradeRoom(folder, out);

  const bare = (perPerson * people) / cores;
  // As a script would do it, one after the other: a `vitest run`, whose tests start the submission with tsx.
  const onePerRun = (vitestMs * exercises.length + loop) * people;
  console.log(
    `${people} submissions of ${names.join(', ')}: ${processes} processes each, on ${cores} cores: ${(large.ms / 1000).toFixed(1)} s\n`,
  );
  row('time : bare processes of the submissions / cores', large.ms / bare, 1.3, large.ms / bare <= 1.3);
  row('times as fast as a vitest run for each', onePerRun / large.ms, 6, onePerRun / large.ms >= 6);
  row(
    `peak memory : that of ${few} submissions`,
    large.peakMB / small.peakMB,
    1.25,
    large.peakMB / small.peakMB <= 1.25,
  );
  row('second run : the first', again.ms / large.ms, 0.02, again.ms / large.ms <= 0.02);
  console.log(`\npeak memory ${large.peakMB.toFixed(0)} MB; second run ${again.ms.toFixed(0)} ms`);
} finally {
  await engine.close();
  await endpoint.close();
  rmSync(scratch, { recursive: true, force: true });
}
