import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { sandboxAvailable } from '../src/runner/sandbox.ts';
import { launcher, root } from './project.ts';

/**
 * What a hostile submission may try, each kind a program in `attacks/`, graded beside an honest neighbour. Levels: all
 * of it holds under `permission`, which is Node's permission model and a seat belt, and under `bwrap`. What that level does not promise is
 * not asserted here: on Node 20 to 24 a submission can reach the network, and every level shares the machine's CPU.
 */
const corpus = path.join(root, 'test', 'attacks');
const canary = 'canary-6b20f1c4';
const points = { target: 4, neighbour: 4 };

const report = z.object({
  sandbox: z.string(),
  submissions: z.array(
    z.object({
      exercises: z.array(
        z.looseObject({ id: z.string(), status: z.string(), points: z.number(), durationMs: z.number() }),
      ),
    }),
  ),
});

/** Bubblewrap where it is; `bwrap.test.ts` says what it keeps from a program by itself. */
const levels = (['permission', 'bwrap'] as const).filter(sandboxAvailable);
let level: (typeof levels)[number];
let folder: string;
let canaryFile: string;

beforeEach(() => {
  level = 'permission';
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'agentlings-attacks-')));
  canaryFile = path.join(folder, 'elsewhere', 'secret.txt');
  put('elsewhere/secret.txt', canary);
  put(
    'lessons/workshop.yaml',
    'title: A\nsummary: B\nchapters:\n  - id: c\n    title: C\n    items:\n      - lesson: l\n      - exercise: target\n      - exercise: neighbour\n',
  );
  put(
    'lessons/c/l.md',
    '---\ntitle: L\nminutes: 1\nexercises: [target, neighbour]\n---\n\n## Asking\n\nAsk.\n',
  );
  for (const id of ['target', 'neighbour']) {
    put(
      `exercises/${id}/exercise.yaml`,
      `title: ${id}\nsummary: Ask\npoints: ${points.target}\nhints: [a, b, c]\nlessons: [l]\nlimits: { seconds: 4, memoryMiB: 300, outputKiB: 64, requests: 20 }\n`,
    );
    put(`exercises/${id}/README.md`, 'Ask the argument, print the reply.\n');
    put(`exercises/${id}/.starter.ts`, 'export {};\n');
    put(`exercises/${id}/exercise.ts`, honest);
    put(`exercises/${id}/grader.test.ts`, grader(id));
    put(`solutions/${id}.ts`, `// ${canary}\n${honest}`);
  }
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const honest = `import OpenAI from 'openai';
const completion = await new OpenAI().chat.completions.create({
  model: 'gpt-4o-mini',
  messages: [{ role: 'user', content: process.argv[2] ?? 'Hello!' }],
});
console.log(completion.choices[0]?.message.content);
`;

/** Its first failure quotes all that was printed, so that whatever an attack has read is in the report. */
const grader = (id: string) => `// ${canary}
import { fail, grader, requireRequest, requireText } from '#grading';
grader('${id}', ({ scenario, check }) => {
  scenario('a question', ({ integer }) => ({ args: ['What is ' + integer(1000) + '?'] }));
  check('answers', { title: 'Answers', points: 3, help: 'Print.', verify: (evidence) => {
    const reply = evidence.requests[0]?.reply ?? '';
    if (reply === '' || !evidence.output.includes(reply)) fail({ expected: 'the reply', actual: evidence.output });
  } });
  check('asks', { title: 'Asks', points: 1, help: 'Ask.', verify: (evidence) => {
    requireText(requireRequest(evidence, 1), 0, evidence.args[0] ?? '', 'the question');
  } });
});
`;

function put(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), text);
}

function grade(...args: readonly string[]) {
  return execa(
    process.execPath,
    [launcher, 'grade', ...args, '--seed', 'attack', '--sandbox', level, '--workshop', folder],
    {
      reject: false,
      env: { AGENTLINGS_HOME: path.join(folder, 'state'), REAL_API_KEY: canary, FORCE_COLOR: undefined },
    },
  );
}

async function verdicts(...args: readonly string[]) {
  const { stdout } = await grade(...args, '--reporter', 'json');
  const [submission] = report.parse(JSON.parse(stdout)).submissions;
  const of = (id: string) => submission?.exercises.find((each) => each.id === id);
  return { stdout, target: of('target'), neighbour: withoutTime(of('neighbour')) };
}

function withoutTime(verdict: { readonly durationMs: number } | undefined): string {
  return JSON.stringify({ ...verdict, durationMs: 0 });
}

/** What an attack says of itself in its first lines. */
function attackOf(file: string): { readonly kind: string; readonly status: string; readonly text: string } {
  const text = readFileSync(path.join(corpus, file), 'utf8');
  const kind = /^\/\/ attack: (.+)$/m.exec(text)?.[1] ?? '';
  const status = /^\/\/ verdict: (.+)$/m.exec(text)?.[1] ?? '';
  return { kind, status, text };
}

function withPlaces(text: string): string {
  return text
    .replaceAll('CANARY_FILE', canaryFile)
    .replaceAll('GRADER_FILE', path.join(folder, 'exercises', 'target', 'grader.test.ts'))
    .replaceAll('SOLUTION_FILE', path.join(folder, 'solutions', 'target.ts'));
}

/** Processes whose command line or environment is an attack's. */
function survivors(): readonly string[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => {
      try {
        const seen = ['cmdline', 'environ']
          .map((name) => readFileSync(`/proc/${pid}/${name}`, 'utf8'))
          .join();
        return (
          seen.includes('SURVIVOR_MARK') || seen.includes(`AGENTLINGS_HOME=${path.join(folder, 'state')}`)
        );
      } catch {
        return false;
      }
    });
}

const attacks = readdirSync(corpus).map((file) => ({ file, ...attackOf(file) }));

describe.each(levels)('under the level %s', (each) => {
  beforeEach(() => {
    level = each;
  });

  test.each(attacks)('$kind', async ({ text, status }) => {
    const alone = await verdicts();
    expect(alone.target).toMatchObject({ status: 'passed', points: points.target });
    const before = readFileSync(path.join(folder, 'exercises', 'target', 'grader.test.ts'), 'utf8');

    put('exercises/target/exercise.ts', withPlaces(text));
    const { stdout, target, neighbour } = await verdicts();
    expect(target).toMatchObject({ status, points: 0 });
    expect(neighbour).toBe(alone.neighbour);
    expect(stdout).not.toContain(canary);
    // What an attack prints where nothing stopped it.
    expect(stdout).not.toContain('GOT THROUGH');
    expect(readFileSync(canaryFile, 'utf8')).toBe(canary);
    expect(readFileSync(path.join(folder, 'exercises', 'target', 'grader.test.ts'), 'utf8')).toBe(before);
    expect(readdirSync(path.join(folder, 'elsewhere'))).toEqual(['secret.txt']);
    expect(survivors()).toEqual([]);
  });
});

describe('what is handed in', () => {
  test('A15, a link to somebody else’s work or to a secret is no submission', async () => {
    rmSync(path.join(folder, 'exercises', 'target', 'exercise.ts'));
    symlinkSync(canaryFile, path.join(folder, 'exercises', 'target', 'exercise.ts'));
    const { target, stdout } = await verdicts();
    expect(target).toMatchObject({ status: 'invalid', points: 0 });
    expect(stdout).not.toContain(canary);
  });

  test.runIf(process.platform === 'linux')('A15, a pipe that nobody writes to holds nobody up', async () => {
    const file = path.join(folder, 'exercises', 'target', 'exercise.ts');
    rmSync(file);
    expect(spawnSync('mkfifo', [file]).status).toBe(0);
    const { target } = await verdicts();
    expect(target).toMatchObject({ status: 'invalid', points: 0 });
  });

  test('A16, settings of tools beside the program change nothing', async () => {
    const evil = "throw new Error('owned');\n";
    put('exercises/target/vitest.config.ts', evil);
    put('exercises/target/vitest.setup.ts', evil);
    put('exercises/target/package.json', '{"type":"commonjs","imports":{"#grading":"./evil.js"}}');
    put('exercises/target/tsconfig.json', '{"compilerOptions":{"paths":{"openai":["./evil.ts"]}}}');
    put('exercises/target/.npmrc', 'node-options=--require ./evil.js\n');
    put('exercises/target/node_modules/openai/index.js', evil);
    const { target } = await verdicts();
    expect(target).toMatchObject({ status: 'passed', points: points.target });
  });

  test('B8, printing what was answered last time is no answer, also where the seed is kept', async () => {
    const asking = honest.replace(/^console.*$/m, '');
    const telling = "Buffer.from(completion.choices[0]?.message.content ?? '').toString('hex')";
    put('exercises/target/exercise.ts', `${asking}console.log('SAID ' + ${telling});\n`);
    const [, said = ''] = /SAID ([0-9a-f]+)/.exec((await verdicts()).stdout) ?? [];
    expect(said).not.toBe('');
    put('exercises/target/exercise.ts', `${asking}console.log(Buffer.from('${said}', 'hex').toString());\n`);
    const { target } = await verdicts();
    // The request that it did send is worth its point.
    expect(target).toMatchObject({ status: 'failed', points: 1 });
  });

  test('A21, what is missing is missing, and no points', async () => {
    rmSync(path.join(folder, 'exercises', 'target', 'exercise.ts'));
    const { target } = await verdicts();
    expect(target).toMatchObject({ status: 'missing', points: 0 });
  });
});

describe('what people read', () => {
  test.each(['A18-ci-commands.ts', 'A19-escapes.ts'])(
    '%s: the report has no command and no sequence in it',
    async (file) => {
      copyFileSync(path.join(corpus, file), path.join(folder, 'exercises', 'target', 'exercise.ts'));
      const { stdout } = await grade('target');
      expect(stdout).toContain('target');
      expect(stdout).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
      expect(stdout).not.toMatch(/^(::|##vso)/m);
      expect(stdout).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
    },
  );
});
