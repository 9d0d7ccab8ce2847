import { chmod, link, mkdir, symlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { execa } from 'execa';
import { expect, onTestFinished, test } from 'vitest';
import {
  collectWithSources,
  exercises,
  type ReadSubmission,
  temporaryFolder,
  write,
} from './folder.fixture.ts';
import type { IntakeLimits } from './limits.ts';

/** What is found of Ada, after making sure that Bob beside her lost nothing. */
async function ofAda(folder: string, limits?: Partial<IntakeLimits>): Promise<ReadSubmission | undefined> {
  await write(folder, { 'bob/single-turn.ts': 'bob' });
  const { submissions } = await collectWithSources(folder, exercises, limits);
  const bob = submissions.find(({ id }) => id === 'bob');
  expect(bob).toEqual({
    id: 'bob',
    path: 'bob',
    sources: new Map([['single-turn', 'bob']]),
    problems: [],
    refused: false,
  });
  return submissions.find(({ id }) => id === 'ada');
}

const linked = 'is a symbolic link, and links are not followed. Hand in the files themselves.';

test('follows no link: not of a submission, a folder, a file, or an archive', async () => {
  const folder = await temporaryFolder();
  const outside = await temporaryFolder();
  await write(outside, { 'secret/single-turn.ts': 'secret', 'secret.ts': 'secret', 'all.zip': 'secret' });
  await write(folder, { 'ada/multi-turn.ts': 'mine' });
  await symlink(path.join(outside, 'secret'), path.join(folder, 'ada/exercises'));
  await symlink(path.join(outside, 'secret.ts'), path.join(folder, 'ada/single-turn.ts'));
  await symlink('/dev/zero', path.join(folder, 'ada/streaming.ts'));
  await symlink('single-turn.ts', path.join(folder, 'ada/circle'));
  expect(await ofAda(folder)).toEqual({
    id: 'ada',
    path: 'ada',
    sources: new Map([['multi-turn', 'mine']]),
    problems: ['circle', 'exercises', 'single-turn.ts', 'streaming.ts'].map((name) => `${name} ${linked}`),
    refused: false,
  });
  await symlink(path.join(outside, 'secret'), path.join(folder, 'eve'));
  await symlink(path.join(outside, 'all.zip'), path.join(folder, 'fay.zip'));
  await symlink('nowhere', path.join(folder, 'gus'));
  const { submissions } = await collectWithSources(folder, exercises);
  const refused = submissions.filter((submission) => submission.refused);
  expect(refused.map(({ id, problems }) => [id, problems])).toEqual([
    ['eve', [`eve ${linked}`]],
    ['fay', [`fay.zip ${linked}`]],
    ['gus', [`gus ${linked}`]],
  ]);
});

test('waits for nobody who would write to a pipe', async (context) => {
  const folder = await temporaryFolder();
  await write(folder, { 'ada/multi-turn.ts': 'mine' });
  const pipes = ['ada/single-turn.ts', 'ada/work.zip', 'eve', 'fay.zip'].map((name) =>
    path.join(folder, name),
  );
  const { failed } = await execa('mkfifo', pipes, { reject: false });
  if (failed) context.skip('no named pipes here');
  const ada = await ofAda(folder);
  expect(ada?.problems).toEqual([
    'single-turn.ts is a named pipe, not a file or folder.',
    'work.zip is a named pipe, not a file or folder.',
  ]);
  expect([...(ada?.sources ?? [])]).toEqual([['multi-turn', 'mine']]);
  const { submissions } = await collectWithSources(folder, exercises);
  expect(submissions.filter(({ refused }) => refused).map(({ problems }) => problems)).toEqual([
    ['eve is a named pipe, not a file or folder.'],
    ['fay.zip is a named pipe, not a file or folder.'],
  ]);
});

test.skipIf(process.platform === 'win32')('takes no sockets', async () => {
  const folder = await temporaryFolder();
  await mkdir(path.join(folder, 'ada'));
  const server = createServer();
  onTestFinished(() => void server.close());
  const socket = path.join(folder, 'ada/single-turn.ts');
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  expect((await ofAda(folder))?.problems).toContain('single-turn.ts is a socket, not a file or folder.');
});

test('takes no devices', async (context) => {
  const folder = await temporaryFolder();
  await mkdir(path.join(folder, 'ada'));
  const device = path.join(folder, 'ada/single-turn.ts');
  const { failed } = await execa('mknod', [device, 'c', '1', '3'], { reject: false });
  if (failed) context.skip('devices are made by root alone');
  expect((await ofAda(folder))?.problems).toContain('single-turn.ts is a device, not a file or folder.');
});

test('says what may not be read', async (context) => {
  const folder = await temporaryFolder();
  await write(folder, {
    'ada/multi-turn.ts': 'mine',
    'ada/single-turn.ts': 'x',
    'ada/deep/x.ts': 'x',
    'eve/x': 'x',
  });
  await write(folder, { 'fay.zip': 'x', 'bob/': '' });
  const closed = ['ada/single-turn.ts', 'ada/deep', 'eve', 'fay.zip'].map((name) => path.join(folder, name));
  await write(folder, { 'bob/single-turn.ts': 'bob' });
  for (const file of closed) await chmod(file, 0);
  onTestFinished(async () => {
    for (const file of closed) await chmod(file, 0o700);
  });
  const me = process.geteuid?.() ?? context.skip('no permissions here');
  // Root may read everything: look at it as somebody else.
  if (me === 0) process.seteuid?.(65534);
  onTestFinished(() => process.seteuid?.(me));
  const { submissions } = await collectWithSources(folder, exercises);
  expect(submissions.map(({ id, problems, refused }) => [id, problems, refused])).toEqual([
    ['ada', ['deep could not be read (EACCES).', 'single-turn.ts could not be read (EACCES).'], false],
    ['bob', [], false],
    ['eve', ['eve could not be read (EACCES).'], true],
    ['fay', ['fay.zip could not be read (EACCES).'], true],
  ]);
});

test('takes sources up to 256 KiB', async () => {
  const folder = await temporaryFolder();
  await write(folder, {
    'ada/single-turn.ts': 'x'.repeat(256 * 1024),
    'ada/multi-turn.ts': 'x'.repeat(256 * 1024 + 1),
    'ada/exercises/multi-turn.ts': 'small enough',
  });
  const ada = await ofAda(folder);
  expect([...(ada?.sources.keys() ?? [])]).toEqual(['single-turn']);
  expect(ada?.problems).toContain('multi-turn.ts is larger than 256 KiB, which no exercise needs.');
});

test('a hard link in a folder is a file like any other', async () => {
  const folder = await temporaryFolder();
  await write(folder, { 'ada/single-turn.ts': 'mine' });
  await link(path.join(folder, 'ada/single-turn.ts'), path.join(folder, 'ada/multi-turn.ts'));
  expect((await ofAda(folder))?.sources.size).toBe(2);
});

test('refuses too many files, but not for what is passed over', async () => {
  const folder = await temporaryFolder();
  const files = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`ada/a/${index}.txt`, '']));
  await write(folder, { ...files, 'ada/single-turn.ts': 'mine', 'ada/node_modules/a/b.txt': '' });
  // Nine texts, their folder, and the source.
  expect((await ofAda(folder, { entries: 11 }))?.problems).toEqual([]);
  expect(await ofAda(folder, { entries: 10 })).toMatchObject({
    refused: true,
    sources: new Map(),
    problems: ['ada has more than 10 files and folders. Hand in the exercises folder alone.'],
  });
});

test('goes no deeper than 12 levels', async () => {
  const folder = await temporaryFolder();
  const levels = (count: number) => Array.from({ length: count }, () => 'd').join('/');
  await write(folder, { [`ada/${levels(11)}/fine.txt`]: '', 'ada/single-turn.ts': 'mine' });
  expect((await ofAda(folder))?.problems).toEqual([]);
  await write(folder, { [`ada/${levels(40)}/deep.txt`]: '' });
  const ada = await ofAda(folder);
  expect(ada?.problems).toEqual([`${levels(12)} goes deeper than 12 levels. What is below was left out.`]);
  expect(ada?.sources.size).toBe(1);
});

test('an archive beside sources is named, not opened', async () => {
  const folder = await temporaryFolder();
  await write(folder, { 'ada/single-turn.ts': 'mine', 'ada/more/rest.zip': 'x', 'ada/a.tgz': 'x' });
  expect((await ofAda(folder))?.problems).toEqual(
    ['a.tgz', 'more/rest.zip'].map(
      (name) => `${name} is an archive within the submission, which is not opened. Unpack it first.`,
    ),
  );
});

test('shows names harmlessly, and tells no more problems than anybody reads', async () => {
  const folder = await temporaryFolder();
  await mkdir(path.join(folder, 'ada'));
  for (let index = 0; index < 40; index++)
    await symlink('x', path.join(folder, `ada/${String(index).padStart(2, '0')}\u001b[2J\n`));
  const problems = (await ofAda(folder))?.problems ?? [];
  expect(problems.at(-1)).toBe('15 more things were not taken.');
  expect(problems.filter((problem) => problem.includes('symbolic link'))).toHaveLength(25);
  expect(problems.join('')).not.toMatch(/\p{Cc}/u);
});
