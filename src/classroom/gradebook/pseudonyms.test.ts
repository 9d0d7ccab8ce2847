import { expect, test } from 'vitest';
import { gradebookCsv } from './csv.ts';
import { gradebookJson } from './json.ts';
import { nastyGradebook, plainGradebook } from './page.fixture.ts';
import { gradebookPage } from './page.ts';
import { pseudonymise } from './pseudonyms.ts';
import { gradebookTable } from './table.ts';
import type { Gradebook } from './types.ts';

function named(): Gradebook {
  const plain = plainGradebook(3, 1);
  return {
    ...plain,
    notes: ['Lovelace (ada) handed in twice.'],
    entries: plain.entries.map((entry, index) => ({
      ...entry,
      id: ['ada', 'grace (2)', '.*'][index] ?? '',
      name: ['Ada Lovelace', 'Grace Hopper', undefined][index],
      email: ['ada@school.example', undefined, undefined][index],
      path: ['ada.zip', 'grace (2)', '.*'][index] ?? '',
      problems: ['ada.zip has a link.'],
      results: entry.results.map((result) => ({
        ...result,
        message: 'Written by Ada Lovelace <ADA@school.example>, adaptable',
      })),
    })),
  };
}

test('no report says who anybody is, and the key does', () => {
  const { gradebook, key } = pseudonymise(named(), 'salt');
  for (const report of [
    gradebookCsv(gradebook),
    [...gradebookJson(gradebook)].join(''),
    gradebookTable(gradebook, { columns: 100 }),
    gradebookPage(gradebook),
  ]) {
    expect(report).not.toMatch(/lovelace|hopper|school\.example|\bada\b|grace/i);
  }
  // A word that merely begins like a name is none.
  expect([...gradebookJson(gradebook)].join('')).toContain('adaptable');
  expect(key.split('\r\n')).toContain(`ada,${[...gradebook.entries][0]?.id}`);
});

test('pseudonyms are the same with the same salt, others with another, and each is one person’s', () => {
  const ids = (salt: string) =>
    Array.from(pseudonymise(nastyGradebook(), salt).gradebook.entries, ({ id }) => id);
  expect(ids('one')).toEqual(ids('one'));
  expect(ids('one')).not.toEqual(ids('two'));
  expect(new Set(ids('one')).size).toBe(ids('one').length);
  const many = plainGradebook(1_000, 1);
  expect(new Set(Array.from(pseudonymise(many, 's').gradebook.entries, ({ id }) => id)).size).toBe(1_000);
});
