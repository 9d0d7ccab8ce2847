import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadWorkshop } from '../src/workshop/load.ts';
import { selectExercises } from '../src/workshop/lookup.ts';
import type { Exercise } from '../src/workshop/types.ts';
import { expectVerdict } from './verdicts.ts';
import { createWorkspace, smallWorkshop, type Workspace } from './workspace.ts';

/** Every command as a learner types it, in a child process. */
let workspace: Workspace;
beforeAll(() => {
  workspace = createWorkspace();
});
afterAll(() => workspace.remove());

const curriculum = loadWorkshop(smallWorkshop);
const sumOf = (exercises: readonly Exercise[]) => exercises.reduce((sum, { points }) => sum + points, 0);
const escapeCode = '\u001b';

describe('list', () => {
  test('shows every chapter and item with what was done, in words', async () => {
    const { stdout, exitCode } = await workspace.run(['list']);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/Setup \(0\/2\)/);
    expect(stdout).toMatch(/exercise +single-turn +Single turn: 10 points, not started/);
    expect(stdout).toMatch(/lesson +chat-completions .*unread/);
  });
});

describe('lesson', () => {
  test('prints the lesson with its diagram, within 80 columns, and remembers that it was read', async () => {
    const { stdout, exitCode } = await workspace.run(['lesson', 'chat-completions']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('stateless');
    expect(stdout).toContain('Chat Completions API');
    const text = stdout.split('\n').filter((line) => !line.includes('https://'));
    expect(Math.max(...text.map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(stdout).not.toContain(escapeCode);
    expect((await workspace.run(['list'])).stdout).toMatch(/lesson +chat-completions .*11 minutes, read/);
  });

  test('names the nearest lesson when there is none of that name', async () => {
    const { stderr, exitCode } = await workspace.run(['lesson', 'chat-completion-api']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('Did you mean chat-completions?');
  });

  test('colours only where they are wanted', async () => {
    const coloured = await workspace.run(['lesson', 'setup'], { env: { FORCE_COLOR: '1' } });
    expect(coloured.stdout).toContain(escapeCode);
    const plain = await workspace.run(['lesson', 'setup'], { env: { FORCE_COLOR: '1', NO_COLOR: '1' } });
    expect(plain.stdout).not.toContain(escapeCode);
  });
});

describe('run', () => {
  test('--input gives the program lines on its standard input', async () => {
    workspace.write(
      "process.stdin.on('data', (text) => process.stdout.write('heard ' + text));\n",
      'exercises',
      '00-hello-model',
      'exercise.ts',
    );
    const { stdout } = await workspace.run(['run', 'hello-model', '--input', 'yes', '--input', 'no']);
    expect(stdout).toContain('heard yes\nno');
  });

  test('prints what the program prints, and who answered', async () => {
    workspace.write(
      workspace.read('solutions', '00-hello-model.ts'),
      'exercises',
      '00-hello-model',
      'exercise.ts',
    );
    const { stdout, stderr, exitCode } = await workspace.run(['run', 'hello-model', '--', 'Who are you?']);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/simulat/);
    expect(stdout).toMatch(/Answered by gpt-4o-mini-simulated-\w+/);
    expect(stderr).toContain('answered by the simulated model');
    const wire = await workspace.run(['run', 'hello-model', '--wire', '--', 'Who are you?']);
    expect(wire.stdout).toMatch(/POST \/v1\/chat\/completions[\s\S]*user +Who are you\?[\s\S]*prompt \+/);
  });

  test('names the line of a crash and what to do about a syntax error', async () => {
    workspace.write('const broken = ;\n', 'exercises', '00-hello-model', 'exercise.ts');
    const syntax = await workspace.run(['run', 'hello']);
    expect(syntax.exitCode).toBe(1);
    expect(syntax.stderr).toContain('exercise.ts:1:16');
    workspace.write(
      'const list: string[] = [];\nconsole.log(list[3].length);\n',
      'exercises',
      '00-hello-model',
      'exercise.ts',
    );
    const crash = await workspace.run(['run', '0']);
    expect(crash.exitCode).toBe(1);
    expect(crash.stderr).toContain('exercise.ts:2:21');
  });

  test('shows escape sequences of a program harmlessly', async () => {
    workspace.write(
      "console.log('\\u001b[2J\\u001b]0;title\\u0007visible');\n",
      'exercises',
      '00-hello-model',
      'exercise.ts',
    );
    const { stdout } = await workspace.run(['run', 'hello-model']);
    expect(stdout).toContain('visible');
    expect(stdout).not.toContain(escapeCode);
  });
});

describe('hint', () => {
  test('gives one more hint each time, and keeps the ones before', async () => {
    const first = await workspace.run(['hint', 'single-turn']);
    expect(first.stdout).toMatch(/Hint 1 of 3/);
    expect(first.stdout).not.toMatch(/Hint 2 of 3/);
    const second = await workspace.run(['hint', '01']);
    expect(second.stdout).toMatch(/Hint 1 of 3[\s\S]*Hint 2 of 3/);
  });
});

describe('reset, diff and undo', () => {
  test('a reset keeps a copy that undo brings back', async () => {
    const mine = "// my own work\nconsole.log('almost there');\n";
    workspace.write(mine, 'exercises', '02-multi-turn', 'exercise.ts');
    const diff = await workspace.run(['diff', 'multi-turn']);
    expect(diff.stdout).toMatch(/^\+.*my own work/m);
    const reset = await workspace.run(['reset', 'multi-turn']);
    expect(reset.exitCode).toBe(0);
    expect(workspace.read('exercises', '02-multi-turn', 'exercise.ts')).toBe(
      workspace.read('exercises', '02-multi-turn', '.starter.ts'),
    );
    const undo = await workspace.run(['undo']);
    expect(undo.stdout).toContain('reset multi-turn');
    expect(workspace.read('exercises', '02-multi-turn', 'exercise.ts')).toBe(mine);
    expect((await workspace.run(['undo'])).stdout).toContain('nothing to undo');
  });
});

describe('mistakes on the command line', () => {
  test.each([
    [['lst'], 'Did you mean list?'],
    [['grade', 'singel-turn'], 'Did you mean single-turn?'],
    [['grade', '--reporterr', 'json'], 'Did you mean --reporter?'],
    [['grade', '--reporter', 'yaml'], 'pretty, json, junit'],
    [['grade', '--file', 'x.ts'], 'name the one exercise'],
    [['grade', 'single-turn', '--file', 'not-there.ts'], 'There is no file not-there.ts'],
    [['grade', '--sandbox', 'moon'], 'no sandbox level "moon"'],
    [['run'], 'Usage:'],
  ])('%j is answered with what to type instead', async (args, told) => {
    const { stderr, stdout, exitCode } = await workspace.run(args);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(told);
    expect(stdout).toBe('');
  });

  test('a mistake in a YAML file names file, line and what was expected', async () => {
    const broken = createWorkspace();
    try {
      broken.write(
        'title: x\nsummary: y\npoints: lots\nhints: [a, b]\n',
        'exercises',
        '01-single-turn',
        'exercise.yaml',
      );
      const { stderr, exitCode } = await broken.run(['list']);
      expect(exitCode).toBe(2);
      expect(stderr).toContain(
        'exercises/01-single-turn/exercise.yaml:3: "points": expected a number of points',
      );
      expect(stderr).toContain(
        'exercises/01-single-turn/exercise.yaml:4: "hints": expected exactly three hints',
      );
    } finally {
      broken.remove();
    }
  });
});

describe('start without a terminal', () => {
  test('is a plain session that reads commands from standard input', async () => {
    const { stdout, exitCode } = await workspace.run(['start'], {
      input: 'task single-turn\nlits\nhelp\nquit\nlist\n',
    });
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Type a command and press Enter');
    expect(stdout).toContain('Build a travel assistant that answers one question');
    expect(stdout).toContain('Did you mean list?');
    expect(stdout).not.toContain(escapeCode);
    expect(stdout).not.toMatch(/[│┌┐└┘]/);
  });

  test('ends by itself when there is nothing to read', async () => {
    const { stdout, exitCode } = await workspace.run(['start', '--plain'], { env: { TERM: 'dumb' } });
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Setup (');
  });
});

describe('grade', () => {
  test('the starters fail with status 1, and say what to do', async () => {
    const fresh = createWorkspace();
    try {
      const { stdout, exitCode } = await fresh.run(['grade', 'single-turn', 'hello-model']);
      expect(exitCode).toBe(1);
      expect(stdout).toContain('✗ hello-model');
      expect(stdout).toContain('✗ single-turn');
      expect(stdout).toMatch(/expected +1 chat completion request/);
      expect(stdout).toMatch(/seed [0-9a-f]{8}/);
    } finally {
      fresh.remove();
    }
  });

  test('the reference solutions pass in full; json alone is one document on standard output', async () => {
    const { stdout, exitCode } = await workspace.run([
      'grade',
      'hello-model',
      'single-turn',
      '--solutions',
      '--reporter',
      'json',
      '--seed',
      'abc',
    ]);
    expect(exitCode).toBe(0);
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({ schema: 1, seed: 'abc', provider: 'simulated' });
    expect(report.submissions).toHaveLength(1);
    const points = sumOf(selectExercises(curriculum, ['hello-model', 'single-turn']));
    expect(report.submissions[0]).toMatchObject({ id: 'solutions', points, maxPoints: points });
    for (const exercise of report.submissions[0].exercises) expect(exercise.status).toBe('passed');
  });

  test('a chapter name grades its exercises, and a second report goes to a file', async () => {
    const file = path.join(workspace.folder, 'out', 'report.xml');
    const { stdout, exitCode } = await workspace.run([
      'grade',
      'setup',
      '--solutions',
      '--reporter',
      'pretty',
      '--reporter',
      `junit=${file}`,
    ]);
    expect(exitCode).toBe(0);
    const points = sumOf(selectExercises(curriculum, ['setup']));
    expect(stdout).toContain(`${points} of ${points} points`);
    expect(stdout).not.toContain('single-turn');
    expect(existsSync(file)).toBe(true);
  });

  test('equal seeds give equal grades, to the last word of what was seen', async () => {
    const file = path.join(workspace.folder, 'mine.ts');
    writeFileSync(
      file,
      workspace.read('solutions', '01-single-turn.ts').replace('max_tokens: 500', 'max_tokens: 5000'),
    );
    const grade = async (seed: string) => {
      const { stdout } = await workspace.run([
        'grade',
        '1',
        '--file',
        file,
        '--reporter',
        'json',
        '--seed',
        seed,
      ]);
      return JSON.parse(stdout).submissions[0].exercises[0].checks;
    };
    const once = await grade('one');
    expect(once.find((check: { id: string }) => check.id === 'limits-the-reply')).toMatchObject({
      status: 'failed',
      points: 0,
      expected: '`max_tokens` between 100 and 4096',
    });
    expect(await grade('one')).toEqual(once);
  });

  test.each([
    ['invalid', 'const x = ;\n', 'does not compile'],
    ['timeout', 'for (;;) {}\n', 'endless loop'],
    ['failed', '', 'checks failed'],
  ])('a submission that ends as %s gets that verdict', (status, text, told) =>
    expectVerdict(status, text, told),
  );

  test('a missing submission is missing, and a broken grader is nobody else’s fault', async () => {
    const own = createWorkspace();
    try {
      own.write('grader("single-turn", 5);\n', 'exercises', '01-single-turn', 'grader.test.ts');
      const some = ['hello-model', 'single-turn', 'multi-turn'];
      const { stdout, exitCode } = await own.run(['grade', ...some, '--solutions', '--reporter', 'json']);
      expect(exitCode).toBe(3);
      const statuses = JSON.parse(stdout).submissions[0].exercises.map(
        (each: { status: string }) => each.status,
      );
      expect(statuses).toEqual(['passed', 'internal', 'passed']);
    } finally {
      own.remove();
    }
  });
});
