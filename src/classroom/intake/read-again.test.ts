import { rename, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { tarGzOf, zipOf } from './archives.fixture.ts';
import { collectSubmissions } from './collect.ts';
import { exercises, temporaryFolder, write } from './folder.fixture.ts';

/** Two exercises of one person, and what is read of them after something has happened to the folder. */
async function readAfter(
  files: Readonly<Record<string, string | Buffer>>,
  change: (folder: string) => Promise<unknown>,
): Promise<Readonly<Record<string, string>>> {
  const folder = await temporaryFolder();
  await write(folder, files);
  const { submissions } = await collectSubmissions(folder, exercises);
  const [only] = submissions;
  expect([...(only?.digests.keys() ?? [])].sort()).toEqual(['multi-turn', 'single-turn']);
  await change(folder);
  return Object.fromEntries((await only?.read()) ?? []);
}

const both = { 'ada/single-turn.ts': 'one', 'ada/multi-turn.ts': 'two' };
const zip = (one: string) =>
  zipOf([
    { name: 'single-turn.ts', text: one },
    { name: 'multi-turn.ts', text: 'two' },
  ]);
const tar = (one: string) =>
  tarGzOf([
    { name: 'single-turn.ts', text: one },
    { name: 'multi-turn.ts', text: 'two' },
  ]);

test.each([
  ['a folder', both],
  ['a zip', { 'ada.zip': zip('one') }],
  ['a tar.gz', { 'ada.tar.gz': tar('one') }],
])('of %s that has not changed, every text is read again', async (_what, files) => {
  expect(await readAfter(files, async () => undefined)).toEqual({
    'single-turn': 'one',
    'multi-turn': 'two',
  });
});

test.each<[string, Readonly<Record<string, string | Buffer>>, (folder: string) => Promise<unknown>]>([
  ['changed', both, (folder) => writeFile(path.join(folder, 'ada/single-turn.ts'), 'other')],
  ['removed', both, (folder) => rm(path.join(folder, 'ada/single-turn.ts'))],
  [
    'replaced by a link to the same text',
    both,
    async (folder) => {
      await rename(path.join(folder, 'ada/single-turn.ts'), path.join(folder, 'kept'));
      await symlink(path.join(folder, 'kept'), path.join(folder, 'ada/single-turn.ts'));
    },
  ],
  [
    'changed in its zip',
    { 'ada.zip': zip('one') },
    (folder) => writeFile(path.join(folder, 'ada.zip'), zip('x')),
  ],
  [
    'changed in its tar.gz',
    { 'ada.tar.gz': tar('one') },
    (folder) => writeFile(path.join(folder, 'ada.tar.gz'), tar('x')),
  ],
  [
    'overtaken by one nearer to the root',
    { 'ada/exercises/single-turn.ts': 'one', 'ada/multi-turn.ts': 'two' },
    (folder) => writeFile(path.join(folder, 'ada/single-turn.ts'), 'other'),
  ],
])('a text that was %s is not read, and the others are', async (_what, files, change) => {
  expect(await readAfter(files, change)).toEqual({ 'multi-turn': 'two' });
});

test('of a submission, or a whole folder, that has gone nothing is read', async () => {
  expect(await readAfter(both, (folder) => rm(path.join(folder, 'ada'), { recursive: true }))).toEqual({});
  expect(await readAfter(both, (folder) => rm(folder, { recursive: true }))).toEqual({});
});
