import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { nastyGradebook, nastyTexts } from '../src/classroom/gradebook/page.fixture.ts';
import { gradebookPage } from '../src/classroom/gradebook/page.ts';
import { measure, pageWindows } from './page-window.ts';

const windows = pageWindows(() => gradebookPage(nastyGradebook()));

/** Texts of a column, from the rows that are shown. */
async function column(page: Page, index: number): Promise<readonly string[]> {
  const cells = await page
    .locator(`#people-table tbody tr:visible > :nth-child(${index + 1})`)
    .allInnerTexts();
  return cells.map((text) => text.split('\n')[0]?.trim() ?? '');
}

const active = async (page: Page) => String(await measure(page, 'focused()'));

const personHeading = (page: Page) => page.locator('#view-person h2');

test('a click on a heading sorts, again the other way, and again as graded', async () => {
  const page = await windows.open();
  const asGraded = await column(page, 1);
  expect(asGraded).toHaveLength(40);
  const heading = page.getByRole('columnheader', { name: 'Total' });
  const numbers = asGraded.filter((text) => /^\d+$/.test(text)).map(Number);
  const rest = asGraded.filter((text) => !/^\d+$/.test(text));
  const ascending = [...numbers].sort((a, b) => a - b);
  await heading.getByRole('button').click();
  expect(await heading.getAttribute('aria-sort')).toBe('descending');
  expect(await column(page, 1)).toEqual([...[...ascending].reverse().map(String), ...rest]);
  await heading.getByRole('button').press('Enter');
  expect(await heading.getAttribute('aria-sort')).toBe('ascending');
  expect(await column(page, 1)).toEqual([...ascending.map(String), ...rest]);
  await heading.getByRole('button').press('Space');
  expect(await heading.getAttribute('aria-sort')).toBe('none');
  expect(await column(page, 1)).toEqual(asGraded);
});

test('one column at a time is sorted', async () => {
  const page = await windows.open();
  await page.getByRole('columnheader', { name: 'Total' }).getByRole('button').click();
  const name = page.getByRole('columnheader', { name: 'Name' });
  await name.getByRole('button').click();
  expect(await name.getAttribute('aria-sort')).toBe('ascending');
  expect(await page.locator('th[aria-sort="ascending"], th[aria-sort="descending"]').count()).toBe(1);
  const names = await column(page, 0);
  const plain = names.filter((each) => /^[A-Z][a-z]+ [A-Z][a-z]+$/.test(each));
  expect(plain.length).toBeGreaterThan(25);
  expect(plain).toEqual([...plain].sort());
});

test('a text and a group narrow the table, together', async () => {
  const page = await windows.open();
  await page.getByLabel('Find').fill('EXAMPLESSON');
  const found = await column(page, 0);
  expect(found.length).toBeGreaterThan(0);
  expect(found.every((name) => name.endsWith('Examplesson'))).toBe(true);
  await page.getByLabel('Show').selectOption({ label: 'Could not be graded (1)' });
  expect(await column(page, 0)).toEqual(['Hana Examplesson']);
  await expect.poll(() => page.locator('#shown').innerText()).toBe('1 of 40 shown');
  await page.getByLabel('Find').fill('');
  for (const [label, total] of [
    ['Absent (3)', ['absent', 'absent', 'absent']],
    ['Refused (1)', ['refused']],
  ] as const) {
    await page.getByLabel('Show').selectOption({ label });
    expect(await column(page, 1)).toEqual(total);
  }
  await page.getByLabel('Find').fill('nobody of this name');
  expect(await column(page, 1)).toEqual([]);
});

test('the keyboard alone reaches everything, and what has the focus shows it', async () => {
  const page = await windows.open();
  const seen: string[] = [];
  const unmarked: string[] = [];
  while (seen.length < 30 && !seen.at(-1)?.startsWith('a Ada')) {
    await page.keyboard.press('Tab');
    seen.push(await active(page));
    const style = await page.evaluate('getComputedStyle(document.activeElement).outlineStyle');
    if (style === 'none') unmarked.push(seen.at(-1) ?? '');
  }
  expect(unmarked).toEqual([]);
  expect(seen).toEqual([
    'a Skip to the content',
    'a Gradebook',
    'a What to explain again',
    'a Attendance and notes',
    'button theme',
    'input find',
    'select show',
    'div Gradebook table',
    'button Name',
    'button Total',
    ...nastyGradebook().exercises.map(({ title }) => `button ${title}`),
    'a Ada Examplesson',
  ]);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect.poll(() => active(page)).toBe('h2 Bela Examplesson');
  await page.keyboard.press('Tab');
  expect(await active(page)).toBe('button Open all');
  await page.goBack();
  await expect.poll(() => active(page)).toBe('a Bela Examplesson');
});

test('the skip link leads past the navigation and stays in the view', async () => {
  const page = await windows.open('#/explain');
  await page.locator('.skip').focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => active(page)).toBe('main main');
  expect(await page.locator('#view-explain').isVisible()).toBe(true);
  expect(await page.locator('#view-gradebook').isVisible()).toBe(false);
});

test('a click on a name or a cell opens a person, and the neighbours are those of the table', async () => {
  const page = await windows.open();
  await page.getByRole('columnheader', { name: 'Total' }).getByRole('button').click();
  const [, second = '', third = ''] = await column(page, 0);
  await page.locator('#people-table').getByRole('link', { name: second }).click();
  expect(await personHeading(page).innerText()).toBe(second);
  expect(await page.title()).toBe(`${second} - Gradebook: Building with language models`);
  await page.getByRole('link', { name: `After: ${third}` }).click();
  await expect.poll(() => personHeading(page).innerText()).toBe(third);
  await page.getByRole('link', { name: 'Back to the gradebook' }).click();
  await page.locator('#people-table tbody tr[data-index="2"] td').nth(2).click();
  await expect.poll(() => personHeading(page).innerText()).toBe('Chidi Examplesson');
  expect(page.url()).toContain('#/person/s003/2');
  await expect.poll(() => active(page)).toMatch(/^summary . Multi turn/);
});

test('an address opens a person with checks and what was sent, and a check leads to its message', async () => {
  const page = await windows.open('#/person/s003');
  expect(await personHeading(page).innerText()).toBe('Chidi Examplesson');
  const exercise = page.locator('details.exercise').nth(1);
  await expect.poll(() => exercise.locator('.message').isVisible()).toBe(true);
  expect(await exercise.locator('dl.reasons').innerText()).toContain('"What about budget tips?"');
  expect(await exercise.locator('.bubble').count()).toBe(0);
  await exercise.getByRole('button', { name: 'Show in what was sent' }).click();
  const bubble = exercise.locator('[data-exchange="1"] [data-message="1"]');
  expect(await bubble.isVisible()).toBe(true);
  expect(await page.evaluate('document.activeElement.dataset.message')).toBe('1');
  const conversation = await exercise.innerText();
  for (const part of [
    'You are a travel assistant.',
    'Exchange 2: gpt-4o-mini, status 200',
    'Exchange 3: gpt-4o-mini, no answer',
    'get_weather, book_table',
    '{"type":"json_object"}',
    '42 in the prompt, 17 in the reply',
    'Spring, mostly.\ntokens: 59\n',
    nastyTexts.close,
  ])
    expect(conversation).toContain(part);
});

test.each([
  ['s008', 'Incomplete: 1 exercise could not be graded.'],
  ['s012', 'Absent: nothing was handed in.'],
  ['s018', 'Refused: nothing of what was handed in could be taken.'],
])('%s: %s', async (id, sentence) => {
  const page = await windows.open(`#/person/${id}`);
  expect(await page.locator('#view-person .summary').innerText()).toContain(sentence);
  if (id === 's008')
    expect(await page.locator('#view-person').innerText()).toContain(
      '? Structured outputs could not be graded',
    );
});

test('ids with slashes, signs and separators are addresses too; one that is not there is said to be so', async () => {
  for (const index of [6, 9, 38, 39]) {
    const page = await windows.open();
    const link = page.locator(`#people-table tr[data-index="${index}"] a`);
    const name = (await link.textContent()) ?? '';
    await link.click();
    await expect.poll(() => personHeading(page).textContent()).toBe(name);
    await page.reload();
    expect(await personHeading(page).textContent()).toBe(name);
  }
  const page = await windows.open('#/person/nobody');
  expect(await personHeading(page).innerText()).toBe('Nothing is here');
});

test('who failed a check is listed when asked for, and leads to the exercise', async () => {
  const page = await windows.open('#/explain');
  const card = page.locator('.checks-list > li').first();
  const exercise = await card.locator('.quiet').first().innerText();
  const who = card.locator('details.who');
  expect(await who.locator('a').count()).toBe(0);
  await who.locator('summary').click();
  const count = Number(/\((\d+)\)/.exec(await who.locator('summary').innerText())?.[1]);
  await expect.poll(() => who.locator('a').count()).toBe(count);
  await who.locator('a').last().click();
  await expect.poll(() => active(page)).toContain(exercise);
});

describe('of a class that is too large for one page', () => {
  const few = pageWindows(() => gradebookPage(nastyGradebook(), 1));

  test('a person still shows which checks passed, and the page says where the reasons are', async () => {
    const page = await few.open();
    const { id } = nastyGradebook().entries[2] ?? { id: '' };
    await few.goTo(page, `#/person/${encodeURIComponent(id)}`);
    await page.getByText('--reporter feedback=DIR').waitFor();
    await page.getByRole('button', { name: 'Open all' }).click();
    expect(await page.locator('#view-person ul.verdicts li').count()).toBeGreaterThan(3);
    expect(await page.getByRole('heading', { name: 'What was sent' }).count()).toBe(0);
  });
});
