import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { IntakeError } from './errors.ts';
import { temporaryFolder } from './folder.fixture.ts';
import { readRoster } from './roster.ts';

async function read(text: string | Buffer) {
  const folder = await temporaryFolder();
  const file = path.join(folder, 'roster.csv');
  await writeFile(file, text);
  return readRoster(file).catch((error: unknown) => {
    if (!(error instanceof IntakeError)) throw error;
    return error.message.replace(folder + path.sep, '');
  });
}

const ada = { id: 'ada', name: 'Ada Lovelace', email: 'ada@school.example' };
const bob = { id: 'bob', name: 'Bob "B" O’Hara; Jr.', email: undefined };

test.each([
  ['commas', 'id,name,email\nada,Ada Lovelace,ada@school.example\nbob,"Bob ""B"" O’Hara; Jr.",\n'],
  ['semicolons', 'id;name;email\r\nada;Ada Lovelace;ada@school.example\r\nbob;"Bob ""B"" O’Hara; Jr.";\r\n'],
  [
    'tabs, without a line break at the end',
    'id\tname\temail\nada\tAda Lovelace\tada@school.example\nbob\t"Bob ""B"" O’Hara; Jr."\t',
  ],
  [
    'a byte order mark and other names',
    '\ufeffE-Mail,Student ID,FULL_NAME\nada@school.example,ada,Ada Lovelace\n,bob,"Bob ""B"" O’Hara; Jr."\n',
  ],
  [
    'columns nobody asked for',
    'section,mail,login,name\n1,ada@school.example,ada,Ada Lovelace\n2,,bob,"Bob ""B"" O’Hara; Jr."\n',
  ],
  [
    'empty lines, and rows of nothing',
    'id,name,email\n\n ada , Ada Lovelace ,ada@school.example\n,,\nbob,"Bob ""B"" O’Hara; Jr.",\n\n',
  ],
])('reads a roster with %s', async (_, text) => {
  expect(await read(text)).toEqual([ada, bob]);
});

test('joins first and last names, in whichever order they stand', async () => {
  expect(await read('Last name,First name,Username\nLovelace,Ada,ada\n')).toEqual([
    { id: 'ada', name: 'Ada Lovelace', email: undefined },
  ]);
});

test('takes the first column for ids where there is no header, and addresses where there are no ids', async () => {
  expect(await read('ada,first row\nbob,second row\n')).toEqual([{ id: 'ada' }, { id: 'bob' }]);
  expect(await read('ada\nbob')).toEqual([{ id: 'ada' }, { id: 'bob' }]);
  expect(await read('Name,Email\nAda Lovelace,ada@school.example\n')).toEqual([
    { id: 'ada@school.example', name: 'Ada Lovelace', email: 'ada@school.example' },
  ]);
});

test.each([
  ['', 'roster.csv has no rows. Put one line for each person in it.'],
  ['\n \n', 'roster.csv has no rows. Put one line for each person in it.'],
  ['id,name\n', 'roster.csv:1: nobody follows the header. Put one line for each person below it.'],
  ['name,first name\nAda,x\n', 'roster.csv:1: no column has the ids. Call one of them “id”.'],
  ['id,name\nada,x\n\nbob,y\nada,z\n', 'roster.csv:5: ada is on line 2 too. Remove one of them.'],
  ['id\nZo\u00eb\nZoe\u0308\n', 'roster.csv:3: Zo\u00eb is on line 2 too. Remove one of them.'],
  ['id,name\nada,x\n,y\n', 'roster.csv:3: this line has no id. Give every person one.'],
  ['id,name\nada,x\nbo\u0007b,y\n', 'roster.csv:3: this line has control characters in its id.'],
  [
    'id,name\nada,x\nbob,y,z\n',
    'roster.csv:3: this line has more or fewer columns than the first one. Put quotes around values with separators in them.',
  ],
  [
    'id,name\nada,x\nbob,"y\n',
    'roster.csv:3: a quote is opened and never closed. Close it, or write two quotes for one.',
  ],
  [
    'id,name\nada,x\nbob,y "z"\n',
    'roster.csv:3: quotes may only stand around a whole value. Write two quotes for one within it.',
  ],
  [
    'id,name\nada,x\nbob,"y"z\n',
    'roster.csv:3: quotes may only stand around a whole value. Write two quotes for one within it.',
  ],
  [
    Buffer.from('id\nada\nzo\xeb\n', 'latin1'),
    'roster.csv:3: this is not UTF-8 text. Save the roster as CSV in UTF-8.',
  ],
])('says what is wrong, and where: %j', async (text, message) => {
  expect(await read(text)).toBe(message);
});

test('says of a missing roster, and of a folder, what to name', async () => {
  const folder = await temporaryFolder();
  await expect(readRoster(path.join(folder, 'gone.csv'))).rejects.toThrow(
    /There is no file .*gone\.csv\. Name the CSV/,
  );
  await expect(readRoster(folder)).rejects.toThrow(/is a folder, not a file\. Name the CSV/);
});

test('reads back whatever a spreadsheet writes', async () => {
  const cell = fc.string({ unit: 'grapheme', maxLength: 12 }).map((text) => text.normalize('NFC').trim());
  const id = cell.filter(
    (text) => text !== '' && !/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u.test(text),
  );
  const people = fc.uniqueArray(fc.record({ id, name: cell }), {
    minLength: 1,
    selector: (person) => person.id,
  });
  const folder = await temporaryFolder();
  const file = path.join(folder, 'roster.csv');
  await fc.assert(
    fc.asyncProperty(people, fc.constantFrom(',', ';', '\t'), fc.boolean(), async (all, delimiter, bom) => {
      const rows = all.map(({ id: login, name }) => ({ name, login }));
      await writeFile(file, stringify(rows, { header: true, delimiter, bom }));
      expect(await readRoster(file)).toEqual(
        all.map(({ id: login, name }) => ({ id: login, name: name || undefined, email: undefined })),
      );
    }),
    { numRuns: 200 },
  );
});
