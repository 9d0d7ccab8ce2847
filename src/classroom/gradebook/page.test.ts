import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { nastyGradebook, nastyTexts, plainGradebook } from './page.fixture.ts';
import { gradebookPage } from './page.ts';

const nasty = gradebookPage(nastyGradebook());

/** Contents of the elements that are scripts to a browser. */
function scriptsOf(page: string): readonly { readonly attributes: string; readonly text: string }[] {
  return [...page.matchAll(/<script([^>]*)>(.*?)<\/script/gs)].map(([, attributes = '', text = '']) => ({
    attributes,
    text,
  }));
}

function jsonBlock(page: string, id: string): unknown {
  const block = scriptsOf(page).find(({ attributes }) => attributes.includes(`id="${id}"`));
  return JSON.parse(block?.text ?? '');
}

test('it is one document with a script of its own, and nothing from elsewhere', () => {
  expect(nasty.startsWith('<!doctype html>\n<html lang="en">')).toBe(true);
  expect(nasty.endsWith('</html>\n')).toBe(true);
  expect(scriptsOf(nasty).map(({ attributes }) => attributes.trim())).toEqual([
    'type="application/json" id="people"',
    'type="application/json" id="details"',
    '',
  ]);
  const withoutData = nasty.replace(/<script type="application\/json".*?<\/script>/gs, '');
  expect(withoutData).not.toMatch(/<[a-z][^>]*\s(?:src|srcset|action|formaction|on[a-z]+)=/);
  expect(withoutData).not.toMatch(/url\(|@import|https?:/);
  expect(
    [...withoutData.matchAll(/\bhref="([^"]*)"/g)].filter(([, to]) => !/^(#|data:,$)/.test(to ?? '')),
  ).toEqual([]);
});

test('its policy allows its own script alone', () => {
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(nasty)?.[1] ?? '';
  const script = scriptsOf(nasty).at(-1)?.text ?? '';
  expect(script.length).toBeGreaterThan(1000);
  const hash = createHash('sha256').update(script, 'utf8').digest('base64');
  expect(policy.split('; ')).toEqual([
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    `script-src 'sha256-${hash}'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ]);
  // A policy governs what comes after it.
  expect(nasty.indexOf('Content-Security-Policy')).toBeLessThan(nasty.indexOf('<title>'));
});

test('texts of people are never markup', () => {
  for (const text of Object.values(nastyTexts)) {
    if (/[<]/.test(text)) expect(nasty).not.toContain(text);
  }
  expect(nasty).toContain('&lt;script&gt;globalThis.hacked = 1&lt;/script&gt;');
  expect(nasty).not.toMatch(/[\u2028\u2029\u202e\u0000\u001b]/);
  for (const { attributes, text } of scriptsOf(nasty))
    if (attributes.includes('json')) expect(text).not.toContain('<');
});

test('the data say what the gradebook says', () => {
  expect(jsonBlock(nasty, 'people')).toMatchObject({
    people: expect.arrayContaining([
      expect.objectContaining({ id: 's008', total: 'incomplete', points: null, state: 'graded' }),
      expect.objectContaining({ id: 's012', total: 'absent', points: null, results: [] }),
      expect.objectContaining({ name: nastyTexts.script, id: 's005' }),
    ]),
  });
  expect(jsonBlock(nasty, 'details')).toMatchObject({
    texts: expect.arrayContaining([nastyTexts.close, nastyTexts.script, nastyTexts.style]),
  });
});

test('without its script the table is there, and what could not be graded has no points', () => {
  const rows = [...nasty.matchAll(/<tr data-index="(\d+)">(.*?)<\/tr>/gs)];
  expect(rows.map(([, index]) => Number(index))).toEqual(Array.from({ length: 40 }, (_, index) => index));
  const row = (index: number) => rows[index]?.[2] ?? '';
  expect(row(0)).toContain('<td>60</td>');
  expect(row(7)).toContain('<td class="open">incomplete</td>');
  expect(row(7)).toContain(
    '<i role="img" aria-label="could not be graded" title="could not be graded">?</i></td>',
  );
  expect(row(11)).toContain('<td class="open" colspan="6">nothing was handed in</td>');
  expect(row(17)).toContain('<td class="open" colspan="6">nothing of it could be taken</td>');
  expect(row(38)).toContain('not on the roster');
});

test('an exercise without a result could not be graded', () => {
  const gradebook = plainGradebook(1, 3);
  const [entry] = gradebook.entries;
  if (entry === undefined) throw new Error('no entry');
  const page = gradebookPage({ ...gradebook, entries: [{ ...entry, results: entry.results.slice(1) }] });
  expect(jsonBlock(page, 'people')).toMatchObject({
    people: [
      { total: 'incomplete', results: [{ status: 'internal' }, { status: 'passed' }, { status: 'passed' }] },
    ],
  });
});

test('an empty gradebook is a page too', () => {
  const page = gradebookPage({ ...plainGradebook(0, 0) });
  expect(page).toContain('<strong>0 people</strong>. There is no complete total yet.');
  expect(page).not.toMatch(/NaN|Infinity|undefined/);
});

test('texts that come again and again are kept once: a thousand people fit in a mail', () => {
  const page = gradebookPage(plainGradebook(1000, 21));
  expect(page.length).toBeLessThan(12_000_000);
  const again = nastyTexts.style.replaceAll('<', '\\u003c');
  expect(page.split(again)).toHaveLength(2);
});

test('of people after whom the page would be too large only figures and problems are in it', () => {
  const gradebook = plainGradebook(1_000, 3);
  const whole = gradebookPage(gradebook).length;
  const short = gradebookPage(gradebook, 10_000);
  expect(short.length).toBeLessThan(whole - 100_000);
  const { people } = jsonBlock(short, 'details') as { people: { results: unknown }[] };
  const left = people.map(({ results }) => results === null);
  expect([left[0], left.at(-1)]).toEqual([false, true]);
  expect(left).toEqual([...left].sort());
});
