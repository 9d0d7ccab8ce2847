import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nastyGradebook } from '../page.fixture.ts';
import { type Column, comparePeople, groups, matches, nextDirection } from './browser/order.ts';
import { personLink, routeOf } from './links.ts';
import { packPeople } from './pack.ts';

const { people } = packPeople(nastyGradebook());

test('people without points stand at the end, whichever the direction', () => {
  for (const direction of ['ascending', 'descending'] as const) {
    const sorted = [...people].sort(comparePeople('total', direction)).map(({ points }) => points);
    const numbers = sorted.filter((points) => points !== null);
    expect(sorted.slice(numbers.length).every((points) => points === null)).toBe(true);
    expect(numbers).toEqual([...numbers].sort((a, b) => (direction === 'ascending' ? a - b : b - a)));
  }
  const [first] = [...people].sort(comparePeople(2, 'ascending'));
  expect(first?.results[2]?.points).toBe(0);
  expect(first?.results[2]?.status).not.toBe('internal');
});

test.each(['name', 'total', 0] as const)(
  'choosing %s three times gives the first order back',
  (column: Column) => {
    const first = nextDirection(column, undefined);
    const second = nextDirection(column, first);
    expect(new Set([first, second])).toEqual(new Set(['ascending', 'descending']));
    expect(nextDirection(column, second)).toBeUndefined();
  },
);

test('each group has who belongs to it', () => {
  const counts = Object.fromEntries(groups.map(({ title, has }) => [title, people.filter(has).length]));
  expect(counts).toMatchObject({
    Everybody: 40,
    'Could not be graded': 1,
    Absent: 3,
    Refused: 1,
    'Not on the roster': 2,
  });
  expect((counts['Not passed'] ?? 0) + (counts['Passed everything'] ?? 0)).toBe(36);
});

test('people are found by name, id and e-mail, with or without accents and capitals', () => {
  const [person] = people;
  if (person === undefined) throw new Error('nobody');
  const jose = { ...person, name: 'José Exämple', id: 'X1', email: 'jose@school.example' };
  for (const sought of ['jose', 'JOSÉ', 'example', ' x1 ', '@school', ''])
    expect(matches(jose, sought)).toBe(true);
  expect(matches(jose, 'maria')).toBe(false);
});

test('every key has an address that leads back to it', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', minLength: 1 }),
      fc.option(fc.nat(99), { nil: undefined }),
      (key, exercise) => {
        const link = personLink(key, exercise);
        expect(routeOf(link)).toEqual({
          view: 'person',
          key,
          ...(exercise === undefined ? {} : { exercise }),
        });
      },
    ),
  );
});

test.each(['#main', '#/nowhere', '#/person/', '#/person/%ff', '#/person/a/b'])('%s names no view', (hash) => {
  expect(routeOf(hash)).toBeUndefined();
});
