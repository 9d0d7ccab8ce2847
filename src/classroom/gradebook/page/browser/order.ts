import type { PagePerson } from '../page-data.ts';

/** A column of the table: the name, the total, or an exercise by its index. */
export type Column = 'name' | 'total' | number;
export type Direction = 'ascending' | 'descending';

type Value = string | number | null;

function valueIn(person: PagePerson, column: Column): Value {
  if (column === 'name') return person.name;
  if (column === 'total') return person.points;
  const result = person.results[column];
  return result === undefined || result.status === 'internal' ? null : result.points;
}

const names = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** For `sort`. Who has no value in the column stands at the end, whichever the direction. */
export function comparePeople(column: Column, direction: Direction) {
  const sign = direction === 'ascending' ? 1 : -1;
  return (a: PagePerson, b: PagePerson): number => {
    const first = valueIn(a, column);
    const second = valueIn(b, column);
    if (first === null || second === null) return Number(first === null) - Number(second === null);
    if (typeof first === 'number' && typeof second === 'number') return sign * (first - second);
    return sign * names.compare(String(first), String(second));
  };
}

/** What a column does when it is chosen again: names begin with A, points with the most; then the other way, then as graded. */
export function nextDirection(column: Column, current: Direction | undefined): Direction | undefined {
  const first: Direction = column === 'name' ? 'ascending' : 'descending';
  const second: Direction = first === 'ascending' ? 'descending' : 'ascending';
  if (current === undefined) return first;
  return current === first ? second : undefined;
}

export interface Group {
  readonly title: string;
  readonly has: (person: PagePerson) => boolean;
}

/** What the table can be narrowed to. */
export const groups: readonly Group[] = [
  { title: 'Everybody', has: () => true },
  {
    title: 'Not passed',
    has: ({ results }) => results.some(({ status }) => status !== 'passed' && status !== 'internal'),
  },
  {
    title: 'Could not be graded',
    has: ({ results }) => results.some(({ status }) => status === 'internal'),
  },
  { title: 'Absent', has: ({ state }) => state === 'absent' },
  { title: 'Refused', has: ({ state }) => state === 'refused' },
  { title: 'Not on the roster', has: ({ expected }) => !expected },
  {
    title: 'Passed everything',
    has: ({ results }) => results.length > 0 && results.every(({ status }) => status === 'passed'),
  },
];

/** Whether a text that somebody looks for is in what the table knows of a person. */
export function matches({ name, id, email }: PagePerson, sought: string): boolean {
  const wanted = simple(sought.trim());
  return [name, id, email].some((text) => simple(text).includes(wanted));
}

function simple(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase();
}
