import { symlink } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { tarGzOf, zipOf } from './archives.fixture.ts';
import { IntakeError } from './errors.ts';
import {
  collectWithSources,
  exercises,
  type ReadSubmission,
  temporaryFolder,
  write,
} from './folder.fixture.ts';

type ReadIntake = Awaited<ReturnType<typeof collectWithSources>>;

async function collect(files: Readonly<Record<string, string | Buffer>>): Promise<ReadIntake> {
  const folder = await temporaryFolder();
  await write(folder, files);
  return collectWithSources(folder, exercises);
}

const only = (intake: ReadIntake): ReadSubmission | undefined => intake.submissions[0];
const sources = (submission: ReadSubmission | undefined) => Object.fromEntries(submission?.sources ?? []);

const shapes: Readonly<Record<string, readonly [string, string]>> = {
  'a clone': ['exercises/01-single-turn/exercise.ts', 'exercises/02-multi-turn/exercise.ts'],
  'a wrapped clone': [
    'agentlings-main/exercises/01-single-turn/exercise.ts',
    'agentlings-main/exercises/02-multi-turn/exercise.ts',
  ],
  'a clone wrapped twice': [
    'a/b/exercises/01-single-turn/exercise.ts',
    'a/b/exercises/02-multi-turn/exercise.ts',
  ],
  'folders with numbers': ['01-single-turn/exercise.ts', '02-multi-turn/exercise.ts'],
  'folders without numbers': ['single-turn/exercise.ts', 'multi-turn/exercise.ts'],
  'loose files with numbers': ['01-single-turn.ts', '02-multi-turn.ts'],
  'loose files without numbers': ['single-turn.ts', 'multi-turn.ts'],
  'wrapped loose files': ['mine/single-turn.ts', 'mine/02-multi-turn.ts'],
  'loose files in exercises': ['exercises/single-turn.ts', 'exercises/02-multi-turn.ts'],
};
const packings = {
  folder: (files: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(files).map(([name, text]) => [`ada/${name}`, text])),
  zip: (files: Readonly<Record<string, string>>) => ({
    'ada.zip': zipOf(Object.entries(files).map(([name, text]) => ({ name, text }))),
  }),
  'stored zip with backslashes': (files: Readonly<Record<string, string>>) => ({
    'ada.ZIP': zipOf(
      Object.entries(files).map(([name, text]) => ({ name: name.replaceAll('/', '\\'), text, method: 0 })),
    ),
  }),
  'tar.gz': (files: Readonly<Record<string, string>>) => ({
    'ada.tar.gz': tarGzOf(Object.entries(files).map(([name, text]) => ({ name: `./${name}`, text }))),
  }),
  'a zip in a folder, as Moodle makes them': (files: Readonly<Record<string, string>>) => ({
    'ada/upload.zip': zipOf(Object.entries(files).map(([name, text]) => ({ name, text }))),
  }),
};

for (const [packing, pack] of Object.entries(packings))
  test.each(Object.entries(shapes))(`takes %s from ${packing}`, async (_, [one, two]) => {
    const intake = await collect(pack({ [one]: 'one', 'readme.md': 'x', [two]: '\ufefftwo' }));
    expect(intake.notes).toEqual([]);
    expect(intake.submissions).toHaveLength(1);
    expect(only(intake)).toMatchObject({ id: 'ada', problems: [], refused: false });
    expect(sources(only(intake))).toEqual({ 'single-turn': 'one', 'multi-turn': 'two' });
  });

test.each(Object.keys(packings) as (keyof typeof packings)[])(
  'passes over what tools leave behind, and the reference solutions, in %s',
  async (packing) => {
    const intake = await collect(
      packings[packing]({
        'exercises/01-single-turn/exercise.ts': 'mine',
        'exercises/01-single-turn/.starter.ts': 'x',
        'solutions/02-multi-turn.ts': 'solution',
        'node_modules/02-multi-turn.ts': 'x',
        '.git/multi-turn.ts': 'x',
        '__MACOSX/exercises/02-multi-turn/exercise.ts': 'x',
        '._02-multi-turn.ts': 'x',
        'src/model/contract/streaming.ts': 'x',
      }),
    );
    expect(only(intake)?.problems).toEqual([]);
    expect(sources(only(intake))).toEqual({ 'single-turn': 'mine' });
  },
);

test.each(Object.keys(packings) as (keyof typeof packings)[])(
  'takes the candidate nearest to the root from %s, whatever comes first',
  async (packing) => {
    const files = {
      'exercises/01-single-turn/exercise.ts': 'far',
      'single-turn.ts': 'near',
      'mine/single-turn.ts': 'middle',
    };
    for (const order of [files, Object.fromEntries(Object.entries(files).reverse())]) {
      const intake = await collect(packings[packing](order));
      expect(sources(only(intake))).toEqual({ 'single-turn': 'near' });
      expect(only(intake)?.problems).toEqual([
        'For single-turn, single-turn.ts counts, as the nearest to the root, and not mine/single-turn.ts, exercises/01-single-turn/exercise.ts.',
      ]);
    }
  },
);

test('says of a text that is not UTF-8 so, and takes the rest', async () => {
  const intake = await collect({
    'ada/single-turn.ts': Buffer.from([0x61, 0xff]),
    'ada/multi-turn.ts': 'ok',
  });
  expect(only(intake)?.problems).toEqual(['single-turn.ts is not UTF-8 text. Save it as UTF-8.']);
  expect(sources(only(intake))).toEqual({ 'multi-turn': 'ok' });
});

test('refuses who handed in twice, and nobody else', async () => {
  const intake = await collect({
    'ada/single-turn.ts': 'a',
    'ada.zip': zipOf([{ name: 'single-turn.ts', text: 'b' }]),
    'bob/single-turn.ts': 'c',
  });
  expect(intake.submissions.map(({ id, refused }) => [id, refused])).toEqual([
    ['ada', true],
    ['bob', false],
  ]);
  expect(only(intake)?.problems).toEqual(['ada was handed in twice: ada and ada.zip. Remove one.']);
  expect(only(intake)?.sources.size).toBe(0);
});

test('knows names as one whichever way accents are written', async () => {
  const intake = await collect({ 'Zoe\u0308/single-turn.ts': 'a', 'Zo\u00eb.zip': zipOf([]) });
  expect(intake.submissions.map(({ id }) => id)).toEqual(['Zo\u00eb']);
  expect(only(intake)?.problems[0]).toMatch(/was handed in twice/);
});

test('notes names that differ only in case', async (context) => {
  const intake = await collect({ 'Ada/single-turn.ts': 'a', 'ada/single-turn.ts': 'b' });
  if (intake.submissions.length < 2) context.skip('this disk makes no difference by case');
  expect(intake.notes).toEqual([
    'Ada and ada differ only in case. If they are one person’s, remove all but one.',
  ]);
});

test('takes names with spaces, quotes, emoji and signs; leaves out names with control characters', async () => {
  const names = ["=cmd|' C calc'!A0", '-rf', 'Ada Lovelace', 'o"hara', '👩‍💻'];
  const intake = await collect({
    ...Object.fromEntries(names.map((name) => [`${name}/single-turn.ts`, name])),
    'evil\u001b[2J/single-turn.ts': 'x',
    'evil\n/single-turn.ts': 'x',
  });
  expect(intake.submissions.map(({ id, refused }) => [id, refused])).toEqual(
    names.toSorted().map((name) => [name, false]),
  );
  expect(intake.notes).toHaveLength(2);
  for (const note of intake.notes)
    expect(note).toMatch(/^evil[ -~ ]* has control characters in its name\. Rename it\.$/);
});

test('notes stray files, and dot files not at all', async () => {
  const intake = await collect({
    'notes.txt': 'x',
    '.DS_Store': 'x',
    '.hidden/single-turn.ts': 'x',
    'bob/single-turn.ts': 'x',
  });
  expect(intake.notes).toEqual(['notes.txt is neither a folder nor an archive, and was left out.']);
  expect(intake.submissions.map(({ id }) => id)).toEqual(['bob']);
});

test('says what to hand in when there is nothing of the workshop', async () => {
  const intake = await collect({ 'ada/': '', 'bob.rar': 'Rar!', 'cyd/work.7z': '7z', 'dan.zip': '' });
  expect(intake.submissions.map(({ refused }) => refused)).toEqual([true, true, true, true]);
  expect(intake.submissions.map(({ problems }) => problems)).toEqual([
    [
      'ada has none of the exercises. Hand in the exercises folder, or files named by exercise such as 01-single-turn.ts.',
    ],
    [
      'bob.rar is an archive of a kind which is not opened. Hand in a folder, or pack it as .zip, .tar.gz or .tgz.',
    ],
    [
      'cyd has only work.7z in it, which is not opened. Hand in a folder, or pack it as .zip, .tar.gz or .tgz.',
    ],
    ['dan.zip is an empty file. Hand it in again.'],
  ]);
});

test('an empty folder, a missing one and a file are errors that say what to do', async () => {
  const folder = await temporaryFolder();
  await write(folder, { 'empty/.DS_Store': '', 'all.zip': 'x' });
  const failure = async (name: string) =>
    collectWithSources(path.join(folder, name), exercises).then(
      () => undefined,
      (error: unknown) => (error instanceof IntakeError ? error.message.replace(folder, '') : error),
    );
  expect(await failure('empty')).toBe(
    '/empty is empty. Put one folder, .zip, .tar.gz or .tgz for each attendee in it, named by the attendee.',
  );
  expect(await failure('gone')).toBe('There is no folder /gone. Name the folder that holds the submissions.');
  expect(await failure('all.zip')).toBe(
    '/all.zip is not a folder. Unpack it, and name the folder that holds the submissions.',
  );
});

test('follows a link to the folder itself, which is the instructor’s', async () => {
  const folder = await temporaryFolder();
  await write(folder, { 'all/ada/single-turn.ts': 'a' });
  await symlink(path.join(folder, 'all'), path.join(folder, 'link'));
  expect(sources(only(await collectWithSources(path.join(folder, 'link'), exercises)))).toEqual({
    'single-turn': 'a',
  });
});
