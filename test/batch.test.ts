import { mkdirSync, readFileSync } from 'node:fs';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRoom, type Room, submissionsOf } from './batch-room.ts';
import { launcher } from './project.ts';
import type { Workspace } from './workspace.ts';

/** An instructor's batch, through the real command: a room of submissions and a roster. `batch.all.test.ts` goes on. */
let room: Room;
let workspace: Workspace;
beforeAll(() => {
  room = createRoom();
  workspace = room.workspace;
});
afterAll(() => workspace.remove());

const batch = (out: string, ...more: readonly string[]) => room.batch(out, ...more);
const resultFiles = (out: string) => room.resultFiles(out);

test('everybody is graded, or named with the reason; one bad submission costs no other anything', async () => {
  const roster = ['--roster', workspace.file('roster.csv'), '--reporter', 'json', '--seed', 'room'];
  const { stdout, exitCode } = await batch('grades', ...roster);
  expect(exitCode).toBe(0);
  const told = submissionsOf(stdout).map(({ id, state, expected, complete, exercises }) => [
    id,
    state,
    expected,
    complete,
    exercises.map(({ status }) => status).join(),
  ]);
  expect(told).toEqual([
    ['ada', 'graded', true, true, 'passed'],
    ['carl', 'absent', true, false, ''],
    ['=bob "B"', 'graded', true, true, 'failed'],
    ['zoe', 'refused', true, false, ''],
    ['eve 🎉', 'graded', false, true, 'crashed'],
  ]);
  expect(stdout).toContain('symbolic link');
  expect(stdout).toContain('notes.txt');
  expect(stdout).not.toContain('agentlings-batch');
});

test('a second run grades nothing again, and its spreadsheet runs no formula', async () => {
  const before = resultFiles('grades');
  const csv = workspace.file('out.csv');
  const { stderr } = await batch(
    'grades',
    '--roster',
    workspace.file('roster.csv'),
    '--reporter',
    `csv=${csv}`,
  );
  expect(stderr).toContain('3 unchanged');
  expect(resultFiles('grades')).toEqual(before);
  const text = readFileSync(csv, 'utf8');
  expect(text).toContain('"\'=bob ""B"""');
  expect(text).toMatch(/^carl,Carl C,,absent,,\d+,,\r$/m);
});

test('Ctrl-C ends it cleanly, what was graded stays, and the same command goes on', async () => {
  // More than are graded in one go, or nothing would be kept when it is stopped.
  const people = 18;
  const many = workspace.file('many');
  const solution = workspace.read('solutions', '01-single-turn.ts');
  for (let index = 0; index < people; index += 1) {
    // Each is another text, so that each is graded; the last one takes long enough to be interrupted.
    const slow = index === people - 1 ? 'await new Promise((resolve) => setTimeout(resolve, 4_000));\n' : '';
    workspace.write(
      `// ${index}\n${slow}${solution}`,
      'many',
      `p${String(index).padStart(2, '0')}`,
      'single-turn.ts',
    );
  }
  const args = ['grade', 'single-turn', '--submissions', many, '--out', workspace.file('stopped')];
  const child = execa(process.execPath, [launcher, ...args, '--workshop', workspace.folder], {
    reject: false,
  });
  await expect.poll(() => resultFiles('stopped').length, { timeout: 60_000 }).toBeGreaterThan(0);
  child.kill('SIGINT');
  const { exitCode, stderr } = await child;
  expect(exitCode).toBe(130);
  expect(stderr).toContain('the same command goes on from there');
  const kept = resultFiles('stopped').length;
  expect(kept).toBeLessThan(people);
  const again = await workspace.run([...args, '--reporter', 'json']);
  expect(again.exitCode).toBe(0);
  expect(again.stderr).toContain(`${kept} unchanged`);
  expect(submissionsOf(again.stdout).every(({ complete, points }) => complete && points > 0)).toBe(true);
});

test('a shard without a seed would meet other scenarios than the rest', async () => {
  const { exitCode, stderr } = await batch('x', '--shard', '1/2');
  expect(exitCode).toBe(2);
  expect(stderr).toContain('--seed');
});

test.each([
  ['an empty folder', () => mkdirSync(workspace.file('empty')), 'empty'],
  ['no folder', () => undefined, 'nowhere'],
  ['a file', () => workspace.write('x', 'a-file'), 'a-file'],
])('%s in place of a room is a wrong usage that says what to do', async (_what, make, name) => {
  make();
  const { exitCode, stderr, stdout } = await workspace.run(['grade', '--submissions', workspace.file(name)]);
  expect(exitCode).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toContain(name);
  expect(stderr).not.toContain('    at ');
});
