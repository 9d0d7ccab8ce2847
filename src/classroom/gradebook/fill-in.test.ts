import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cellsOf } from './csv-cells.ts';
import type { ListedGradebook } from './entries.ts';
import { ExportError, fillIn } from './fill-in.ts';
import { plainGradebook } from './page.fixture.ts';
import { totalOf } from './totals.ts';

const two = plainGradebook(2, 2);
const [first, second] = two.entries;
if (first === undefined || second === undefined) throw new Error('the fixture has two people');
const gradebook: ListedGradebook = {
  ...two,
  workshop: 'Agentlings: a test',
  entries: [
    { ...first, id: 'ada', email: 'ada@school.example' },
    { ...second, id: 'bob' },
  ],
};
const total = (id: string) => {
  const entry = gradebook.entries.find((each) => each.id === id);
  if (entry === undefined) throw new Error(id);
  return totalOf(entry, gradebook);
};

describe('Canvas', () => {
  const exported = [
    'Student,ID,SIS Login ID,Section,Agentlings (123),Other (4)',
    '    Points Possible,,,,22,10',
    '"Lovelace, Ada",1,ada,S1,,9',
    '"B ""Bob"" Bobson",2,BOB,S1,3,',
    'Student Test,3,test,S1,,',
  ].join('\r\n');

  test('gets totals into the column of the workshop, and not a byte else changes', () => {
    const { text, notes } = fillIn(`\ufeff${exported}\r\n`, gradebook, 'canvas');
    expect(text).toBe(
      `\ufeff${exported}\r\n`
        .replace('ada,S1,,9', `ada,S1,${total('ada').points},9`)
        .replace('BOB,S1,3,', `BOB,S1,${total('bob').points},`),
    );
    expect(notes).toEqual([]);
  });

  test('without a column for the workshop, that is said', () => {
    expect(() => fillIn('Student,ID\nA,1\n', gradebook, 'canvas')).toThrow(ExportError);
  });

  test('points of single exercises go into columns of their names', () => {
    const [exercise] = gradebook.exercises;
    const { text } = fillIn(`ID,${exercise?.id} (9)\nada,\n`, gradebook, 'canvas');
    expect(text).toBe(`ID,${exercise?.id} (9)\nada,${gradebook.entries[0]?.results[0]?.points}\n`);
  });
});

describe('Moodle', () => {
  const exported =
    'Identifier,Full name,Email address,Grade,Maximum Grade,Feedback\nP1,Ada,ADA@school.example,,"100,00",\nP2,Eve,eve@school.example,,"100,00",\n';

  test('scales to the maximum; who is in one of the two only is told', () => {
    const { text, notes } = fillIn(exported, gradebook, 'moodle');
    const { points, maxPoints } = total('ada');
    const scaled = String(Math.round((points / maxPoints) * 10_000) / 100);
    expect(text).toBe(exported.replace('school.example,,', `school.example,${scaled},`));
    expect(notes).toEqual(['bob has no row in the export.']);
  });

  test('what could not be graded stays empty, and is told', () => {
    const entries = gradebook.entries.map((entry) => ({
      ...entry,
      results: entry.results.map((result) => ({ ...result, status: 'internal' as const })),
    }));
    const { text, notes } = fillIn(exported, { ...gradebook, entries }, 'moodle');
    expect(text).toBe(exported);
    expect(notes.join(' ')).toContain('ada could not be graded in full');
  });
});

test('the places of cells cover any text as they should', () => {
  const cell = fc.string({ maxLength: 8 }).map((text) => text.replace(/[\r\n]/g, ''));
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 5 }),
      (rows) => {
        const width = rows[0]?.length ?? 0;
        const table = rows.map((row) => Array.from({ length: width }, (_, at) => row[at] ?? ''));
        const text = table
          .map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(','))
          .join('\r\n');
        fc.pre(!/[;\t]/.test(text));
        expect(cellsOf(text).map((row) => row.map(({ value }) => value))).toEqual(table);
        for (const { from, to, value } of cellsOf(text).flat())
          expect(text.slice(from, to)).toBe(`"${value.replaceAll('"', '""')}"`);
      },
    ),
  );
});
