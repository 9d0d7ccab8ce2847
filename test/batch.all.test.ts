import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { createRoom, type Room, submissionsOf } from './batch-room.ts';
import { launcher, root } from './project.ts';
import type { Workspace } from './workspace.ts';

/** What else an instructor does with a batch: reports, mended graders, machines that share the work. */
let room: Room;
let workspace: Workspace;
beforeAll(() => {
  room = createRoom();
  workspace = room.workspace;
});
afterAll(() => workspace.remove());

const batch = (out: string, ...more: readonly string[]) => room.batch(out, ...more);
const _resultFiles = (out: string) => room.resultFiles(out);

test('the page has what everybody sent, also of who passed', async () => {
  const page = workspace.file('room.html');
  await batch('grades', '--roster', workspace.file('roster.csv'), '--reporter', `html=${page}`);
  // Ada passed, and her program alone makes a travel assistant of the model.
  expect(readFileSync(page, 'utf8')).toContain('You are a helpful travel assistant');
});

test('after a change of a grader just what it decides is graded again, and changed points are told', async () => {
  const grader = workspace.read('exercises', '01-single-turn', 'grader.test.ts');
  const yaml = workspace.read('exercises', '01-single-turn', 'exercise.yaml');
  const points = /^points: (\d+)$/m.exec(yaml)?.[1] ?? '';
  workspace.write(
    grader.replace(/points: 1,/, 'points: 2,'),
    'exercises',
    '01-single-turn',
    'grader.test.ts',
  );
  workspace.write(
    yaml.replace(`points: ${points}`, `points: ${Number(points) + 1}`),
    'exercises',
    '01-single-turn',
    'exercise.yaml',
  );
  try {
    const { stderr, exitCode } = await batch('grades', '--roster', workspace.file('roster.csv'));
    expect(exitCode).toBe(0);
    expect(stderr).toContain('Points that changed');
    expect(stderr).toContain(`ada, single-turn: ${points} -> ${Number(points) + 1}`);
  } finally {
    workspace.write(grader, 'exercises', '01-single-turn', 'grader.test.ts');
    workspace.write(yaml, 'exercises', '01-single-turn', 'exercise.yaml');
  }
});

test('a grader that breaks makes nobody fail: there is no grade, and the exit status says so', async () => {
  const grader = workspace.read('exercises', '01-single-turn', 'grader.test.ts');
  workspace.write(`throw new Error('broken');\n${grader}`, 'exercises', '01-single-turn', 'grader.test.ts');
  try {
    const { stdout, exitCode } = await batch('broken', '--reporter', 'csv');
    expect(exitCode).toBe(3);
    expect(stdout).toMatch(/^ada,,,graded,,\d+,,internal\r$/m);
  } finally {
    workspace.write(grader, 'exercises', '01-single-turn', 'grader.test.ts');
  }
});

test('a thousand who handed in the same are graded once, and everybody is in the reports', async () => {
  const people = 1_000;
  for (let index = 0; index < people; index += 1)
    workspace.write("console.log('no request')\n", 'crowd', `p ${index}`, 'single-turn.ts');
  const crowd = ['grade', 'single-turn', '--submissions', workspace.file('crowd')];
  const out = ['--out', workspace.file('crowd-grades'), '--reporter', 'json'];
  const { stdout, stderr, exitCode } = await workspace.run([...crowd, ...out]);
  expect(exitCode).toBe(0);
  expect(stderr).toContain(`${people} of ${people} submissions`);
  const submissions = submissionsOf(stdout);
  expect(submissions).toHaveLength(people);
  // A verdict of its own would have a duration of its own.
  const told = submissions.map(({ exercises: [result] }) => `${result?.status} ${result?.durationMs}`);
  expect(new Set(told).size).toBe(1);
  expect(told[0]).toMatch(/^failed /);
});

test('everybody gets feedback of their own, under a name that is safe', async () => {
  const out = workspace.file('feedback');
  const roster = ['--roster', workspace.file('roster.csv')];
  const { exitCode } = await batch('grades', ...roster, '--reporter', `feedback=${out}`);
  expect(exitCode).toBe(0);
  const names = readdirSync(out);
  expect(names.filter((name) => name.endsWith('.md'))).toHaveLength(5);
  for (const wanted of [/^ada\.md$/, /^ada\.html$/, /^bob-B-[0-9a-f]{10}\.md$/, /^eve-[0-9a-f]{10}\.html$/])
    expect(names.some((name) => wanted.test(name))).toBe(true);
  const bob = readFileSync(path.join(out, names.find((name) => /^bob.*\.md$/.test(name)) ?? ''), 'utf8');
  expect(bob).toContain('# Feedback for Bob');
  expect(bob).toContain('- ✗ ');
  expect(bob).not.toMatch(/ada|carl|eve/i);
  const without = await batch('grades', '--reporter', 'feedback');
  expect(without).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('feedback=DIR') });
});

test('an export from Canvas is filled in, and other reports name nobody', async () => {
  workspace.write('Student,SIS Login ID,Agentlings (7)\r\n"A, Ada",ada,\r\nCarl,carl,\r\n', 'export.csv');
  const [filled, key, csv] = ['filled.csv', 'key.csv', 'public.csv'].map((name) => workspace.file(name));
  const { exitCode } = await batch(
    ...['grades', '--roster', workspace.file('roster.csv'), '--gradebook', workspace.file('export.csv')],
    ...['--reporter', `canvas=${filled}`, '--pseudonyms', key ?? '', '--reporter', `csv=${csv}`],
  );
  expect(exitCode).toBe(0);
  expect(workspace.read('filled.csv')).toMatch(
    /^Student,SIS Login ID,Agentlings \(7\)\r\n"A, Ada",ada,\d+\r\nCarl,carl,\r\n$/,
  );
  expect(workspace.read('public.csv')).not.toMatch(/\b(ada|carl|bob|eve)\b/i);
  const [, pseudonym = ''] = /^ada,(.+)\r$/m.exec(workspace.read('key.csv')) ?? [];
  expect(workspace.read('public.csv')).toContain(pseudonym);
});

describe('machines that share a room', () => {
  const shard = (index: number, ...more: readonly string[]) =>
    batch(
      `shard-${index}`,
      '--shard',
      `${index}/2`,
      '--seed',
      's',
      '--roster',
      workspace.file('roster.csv'),
      ...more,
    );
  const merge = (...args: readonly string[]) =>
    workspace.run(['grade', 'merge', ...args, '--roster', workspace.file('roster.csv')]);

  test('together they grade everybody once, and the merged gradebook is that of one machine', async () => {
    await shard(1);
    await shard(2);
    const one = await batch(
      'alone',
      '--seed',
      's',
      '--roster',
      workspace.file('roster.csv'),
      '--reporter',
      'csv',
    );
    const both = await merge(workspace.file('shard-1'), workspace.file('shard-2'), '--reporter', 'csv');
    expect(both.exitCode).toBe(0);
    expect(both.stdout).toBe(one.stdout);
  });

  test('a part that is missing, twice there, or of another seed is an error that says which', async () => {
    const missing = await merge(workspace.file('shard-1'));
    expect(missing.exitCode).toBe(3);
    expect(missing.stderr).toContain('The shard 2/2 is missing.');
    const twice = await merge(workspace.file('shard-1'), workspace.file('shard-1'));
    expect(twice.stderr).toContain('is there twice');
    await batch('other', '--shard', '2/2', '--seed', 'another', '--roster', workspace.file('roster.csv'));
    const mixed = await merge(workspace.file('shard-1'), workspace.file('other'));
    expect(mixed.exitCode).toBe(3);
    expect(mixed.stderr).toContain('differ in the seed');
  });

  test('a result that has gone since is an error, not a zero', async () => {
    rmSync(workspace.file('shard-1', 'results'), { recursive: true, force: true });
    rmSync(workspace.file('shard-2', 'results'), { recursive: true, force: true });
    const { exitCode, stderr } = await merge(workspace.file('shard-1'), workspace.file('shard-2'));
    expect(exitCode).toBe(3);
    expect(stderr).toContain('has no result for ada');
  });
});

test('the example of a workflow grades and merges with the commands that stand in it', async () => {
  const { env, jobs } = parse(readFileSync(path.join(root, 'docs', 'grade-matrix.yml'), 'utf8')) as {
    env: Record<string, string>;
    jobs: Record<string, { steps: { run?: string }[]; strategy?: { matrix: { part: number[] } } }>;
  };
  const folder = workspace.file('clone');
  mkdirSync(folder);
  cpSync(workspace.file('room'), path.join(folder, 'submissions'), { recursive: true });
  cpSync(workspace.file('roster.csv'), path.join(folder, 'roster.csv'));
  for (const { steps, strategy } of Object.values(jobs)) {
    for (const part of strategy?.matrix.part ?? [0]) {
      for (const { run } of steps) {
        if (run?.startsWith('npm run grade') !== true) continue;
        const words = run
          .replaceAll('$SEED', env.SEED ?? '')
          .replaceAll(/\$\{\{ matrix.part \}\}/g, String(part));
        const [, , , , ...args] = words.split(' ');
        const done = await execa(process.execPath, [launcher, 'grade', ...args], {
          cwd: folder,
          reject: false,
        });
        expect(`${done.stderr} ${done.exitCode}`).toMatch(/ 0$/);
      }
    }
  }
  expect(readFileSync(path.join(folder, 'gradebook.csv'), 'utf8').trim().split('\n')).toHaveLength(6);
});

test.skipIf(process.platform === 'win32')(
  'Ctrl-C while one workspace is graded ends it without a verdict',
  async () => {
    const loop = workspace.file('loop.ts');
    writeFileSync(loop, "console.log('begun');\nfor (;;);\n");
    const args = ['grade', 'single-turn', '--file', loop, '--workshop', workspace.folder];
    const child = execa(process.execPath, [launcher, ...args], { reject: false });
    // Processes stand by from the moment that it can be stopped.
    const children = () => execa('pgrep', ['-P', String(child.pid)], { reject: false });
    await expect.poll(async () => (await children()).stdout, { timeout: 30_000 }).not.toBe('');
    child.kill('SIGINT');
    const { exitCode, stderr, stdout } = await child;
    expect({ exitCode, stdout }).toEqual({ exitCode: 130, stdout: '' });
    expect(stderr).toContain('there is no verdict');
  },
);
