import { readdir } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { tarGzOf, tarOf, zipOf, zipWithFarEndRecord } from './archives.fixture.ts';
import {
  collectWithSources,
  exercises,
  type ReadSubmission,
  temporaryFolder,
  write,
} from './folder.fixture.ts';
import type { IntakeLimits } from './limits.ts';

/** What is found in an archive of Ada's; Bob beside her must lose nothing, and no file may be written. */
async function read(name: string, bytes: Buffer, limits?: Partial<IntakeLimits>) {
  const folder = await temporaryFolder();
  await write(folder, { [name]: bytes, 'bob.zip': zipOf([{ name: 'single-turn.ts', text: 'bob' }]) });
  const { submissions } = await collectWithSources(folder, exercises, limits);
  expect(submissions.map(({ id }) => id)).toEqual(['ada', 'bob']);
  expect(submissions[1]).toMatchObject({ sources: new Map([['single-turn', 'bob']]), problems: [] });
  expect((await readdir(folder, { recursive: true })).toSorted()).toEqual([name, 'bob.zip']);
  return submissions[0];
}

const summary = (submission: ReadSubmission | undefined) => ({
  sources: Object.fromEntries(submission?.sources ?? []),
  problems: submission?.problems,
  refused: submission?.refused,
});

const mine = { name: 'multi-turn.ts', text: 'mine' };
const good = { 'multi-turn': 'mine' };
const linked = 'is a symbolic link, and links are not followed. Hand in the files themselves.';
const climbs = 'climbs out of the archive by its path. Pack the folder itself.';
const absolute = 'has an absolute path. Pack the folder itself.';
const nested = 'is an archive within the submission, which is not opened. Unpack it first.';
const tooLarge = 'is larger than 256 KiB, which no exercise needs.';

const paths: Readonly<Record<string, string>> = {
  '../single-turn.ts': climbs,
  'a/../../single-turn.ts': climbs,
  '..\\single-turn.ts': climbs,
  'node_modules/../../single-turn.ts': climbs,
  '/single-turn.ts': absolute,
  '\\single-turn.ts': absolute,
  'C:\\single-turn.ts': absolute,
  'c:single-turn.ts': absolute,
  'work.zip': nested,
  'work.TGZ': nested,
};

test.each(Object.entries(paths))('%s is named and not taken from archives', async (name, reason) => {
  const expected = { sources: good, problems: [`${name} ${reason}`], refused: false };
  expect(summary(await read('ada.zip', zipOf([{ name, text: 'evil' }, mine])))).toEqual(expected);
  expect(summary(await read('ada.tgz', tarGzOf([{ name, text: 'evil' }, mine])))).toEqual(expected);
});

test.each([
  [0o120777, linked],
  [0o010644, 'is a named pipe, not a file or folder.'],
  [0o020644, 'is a device, not a file or folder.'],
  [0o060644, 'is a device, not a file or folder.'],
  [0o140644, 'is a socket, not a file or folder.'],
  [0o030644, 'is of a kind that is not read. Hand in ordinary files.'],
])('a zip entry of mode %o is named and not taken', async (mode, reason) => {
  const zip = zipOf([
    { name: 'single-turn.ts', text: '/etc/passwd', mode },
    { ...mine, mode: 0o100644 },
  ]);
  expect(summary(await read('ada.zip', zip))).toEqual({
    sources: good,
    problems: [`single-turn.ts ${reason}`],
    refused: false,
  });
});

test.each([
  ['1', 'is a hard link, and links are not followed. Hand in the files themselves.'],
  ['2', linked],
  ['3', 'is a device, not a file or folder.'],
  ['4', 'is a device, not a file or folder.'],
  ['6', 'is a named pipe, not a file or folder.'],
  ['S', 'is of a kind that is not read. Hand in ordinary files.'],
])('a tar entry of type %s is named and not taken', async (type, reason) => {
  const tar = tarGzOf([{ name: 'single-turn.ts', type, link: 'multi-turn.ts' }, mine]);
  expect(summary(await read('ada.tar.gz', tar))).toEqual({
    sources: good,
    problems: [`single-turn.ts ${reason}`],
    refused: false,
  });
});

test('sources too large by what they say or by what they are', async () => {
  const large = Buffer.alloc(256 * 1024 + 1, 'x');
  const result = { sources: good, problems: [`single-turn.ts ${tooLarge}`], refused: false };
  const name = 'single-turn.ts';
  expect(summary(await read('ada.zip', zipOf([{ name, text: large }, mine])))).toEqual(result);
  expect(summary(await read('ada.zip', zipOf([{ name, text: large, declared: 10 }, mine])))).toEqual(result);
  expect(summary(await read('ada.zip', zipOf([{ name, text: 'x', declared: 2 ** 20 }, mine])))).toEqual(
    result,
  );
  expect(summary(await read('ada.tgz', tarGzOf([{ name, text: large }, mine])))).toEqual(result);
});

test.each([
  ['a size that is not the real one', { declared: 3 }],
  ['a checksum of something else', { crc: 1 }],
  ['a place beyond the file', { offset: 0xfffffff0 }],
  ['a place with nothing', { offset: 5 }],
])('a zip entry with %s is damaged', async (_, lie) => {
  const zip = zipOf([mine, { name: 'single-turn.ts', text: 'text', ...lie }]);
  expect(summary(await read('ada.zip', zip))).toEqual({
    sources: good,
    problems: ['single-turn.ts is damaged. Pack it again.'],
    refused: false,
  });
});

test('a zip entry packed in an unusual way', async () => {
  expect(
    summary(await read('ada.zip', zipOf([mine, { name: 'single-turn.ts', text: 'x', method: 14 }]))),
  ).toEqual({
    sources: good,
    problems: ['single-turn.ts is packed in a way that is not read. Pack it with an ordinary zip.'],
    refused: false,
  });
});

test('the same path twice is taken neither time', async () => {
  const twice = [{ name: 'single-turn.ts', text: 'a' }, mine, { name: './single-turn.ts', text: 'b' }];
  const result = {
    sources: good,
    problems: ['single-turn.ts is in the archive more than once, and was not taken.'],
    refused: false,
  };
  expect(summary(await read('ada.zip', zipOf(twice)))).toEqual(result);
  expect(summary(await read('ada.tgz', tarGzOf(twice)))).toEqual(result);
});

const bombLimits = { unpackedBytes: 1024 * 1024 };
const zeros = Buffer.alloc(2 * 1024 * 1024);
const encrypted = 'is encrypted. Pack it again without a password.';
const bomb = 'unpacks to more than 1 MiB. Pack the exercises folder alone.';
const many = 'has more than 20 files and folders. Hand in the exercises folder alone.';
const damaged = 'is damaged. Pack it again.';
const entries = Array.from({ length: 30 }, (_, index) => ({ name: `${index}.txt`, text: '' }));
const tarGz = tarGzOf([mine]);

const refusals: Readonly<Record<string, readonly [string, Buffer, string, Partial<IntakeLimits>?]>> = {
  'an encrypted zip': ['ada.zip', zipOf([{ ...mine, flags: 1 }]), encrypted],
  'a strongly encrypted zip': ['ada.zip', zipOf([{ ...mine, flags: 0x41 }]), encrypted],
  'a zip that says it is a bomb': [
    'ada.zip',
    zipOf([mine, { name: 'a', declared: 2 ** 22 }]),
    bomb,
    bombLimits,
  ],
  'a zip that is a bomb': ['ada.zip', zipOf([mine, { name: 'a', text: zeros }]), bomb, bombLimits],
  'a tar that is a bomb': ['ada.tgz', tarGzOf([mine, { name: 'a', text: zeros }]), bomb, bombLimits],
  'a tar with a bomb in node_modules': [
    'ada.tgz',
    tarGzOf([{ name: 'node_modules/a', text: zeros }]),
    bomb,
    bombLimits,
  ],
  'a tar that says it is a bomb': [
    'ada.tgz',
    tarGzOf([mine, { name: 'a', declared: 2 ** 32 }]),
    bomb,
    bombLimits,
  ],
  'a bomb that is no tar': ['ada.tgz', gzipSync(zeros), bomb, bombLimits],
  'endless gzip members of nothing': [
    'ada.tgz',
    Buffer.concat(Array.from({ length: 60_000 }, () => gzipSync(''))),
    'is too large. Pack the exercises folder alone.',
    bombLimits,
  ],
  'a zip with too many entries': ['ada.zip', zipOf([mine, ...entries]), many, { entries: 20 }],
  'a tar with too many entries': ['ada.tgz', tarGzOf([mine, ...entries]), many, { entries: 20 }],
  'a zip with too much to pass over': [
    'ada.zip',
    zipOf(entries.map(({ name }) => ({ name: `.git/${name}` }))),
    many,
    { entries: 20, passedOver: 20 },
  ],
  'a zip that is something else': ['ada.zip', Buffer.from('<html>Not found</html>'), damaged],
  'a zip cut off': ['ada.zip', zipOf([mine]).subarray(0, -30), damaged],
  'a zip with more entries than it has': ['ada.zip', zipOf([mine], { count: 9 }), damaged],
  'a zip whose end lies nowhere': ['ada.zip', zipWithFarEndRecord(), damaged],
  'a tar that is something else': ['ada.tar.gz', Buffer.from('<html>Not found</html>'), damaged],
  'a tar that is not packed': ['ada.tar.gz', tarOf([mine]), damaged],
  'a gzip of something else': ['ada.tar.gz', gzipSync('x'.repeat(2000)), damaged],
  'a tar.gz cut off': ['ada.tar.gz', tarGz.subarray(0, -20), damaged],
  'a tar cut off in a source': ['ada.tar.gz', gzipSync(tarOf([mine]).subarray(0, 514)), damaged],
  'a tar cut off in a header': ['ada.tar.gz', gzipSync(tarOf([mine]).subarray(0, 100)), damaged],
  'a tar with a folder that has bytes': [
    'ada.tgz',
    tarGzOf([{ name: 'd', type: '5', text: 'x' }, mine]),
    damaged,
  ],
  'a tar with an extended header of nonsense': [
    'ada.tgz',
    tarGzOf([{ name: 'h', type: 'x', text: '20 size=-5000000000\n' }, mine]),
    damaged,
  ],
};

test.each(Object.entries(refusals))('refuses %s', async (_, [name, bytes, reason, limits]) => {
  expect(summary(await read(name, bytes, limits))).toEqual({
    sources: {},
    problems: [`${name} ${reason}`],
    refused: true,
  });
});

test('a clone zipped with node_modules is read without unpacking these', async () => {
  const modules = Array.from({ length: 12_000 }, (_, index) => ({
    name: `agentlings/node_modules/p${index}/index.js`,
    declared: 2 ** 20,
  }));
  const clone = zipOf([...modules, { name: 'agentlings/exercises/02-multi-turn/exercise.ts', text: 'mine' }]);
  expect(summary(await read('ada.zip', clone))).toEqual({ sources: good, problems: [], refused: false });
});
