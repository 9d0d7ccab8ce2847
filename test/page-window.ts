import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { chromiumFlags, findChromium, noChromium } from './chromium.ts';
import { root } from './project.ts';

/** A page in a file, as somebody opens it from a mail. */
export interface PageWindows {
  /**
   * The page in a new window of 1280×800. It may ask for nothing but itself; a test after which anything was asked
   * for, or an error or warning was printed, has failed.
   * @param hash with its `#`
   */
  open(hash?: string, options?: BrowserContextOptions): Promise<Page>;
  /** Goes to another hash of the page. */
  goTo(page: Page, hash: string): Promise<void>;
  /** What went wrong so far; taking it says that the test expected it. */
  takeTrouble(): readonly string[];
}

/** Opens windows for the tests of a file; where there is no Chromium, they are skipped and say so. */
export function pageWindows(makePage: () => string): PageWindows {
  const executablePath = findChromium();
  let browser: Browser | undefined;
  let folder = '';
  let address = '';
  let trouble: string[] = [];

  beforeAll(async () => {
    if (executablePath === undefined) return;
    folder = mkdtempSync(path.join(tmpdir(), 'agentlings-page-'));
    const file = path.join(folder, 'gradebook.html');
    writeFileSync(file, makePage());
    address = pathToFileURL(file).href;
    browser = await chromium.launch({ executablePath, args: [...chromiumFlags] });
  });
  afterAll(async () => {
    await browser?.close();
    if (folder !== '') rmSync(folder, { recursive: true, force: true });
  });
  beforeEach((context) => {
    trouble = [];
    if (executablePath === undefined) context.skip(noChromium);
  });
  afterEach(async () => {
    await Promise.all(browser?.contexts().map((each) => each.close()) ?? []);
    expect(trouble).toEqual([]);
  });

  return {
    open: async (hash = '', options = {}) => {
      if (browser === undefined) throw new Error(noChromium);
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
      await context.route('**', (route) => {
        if (route.request().url().split('#')[0] === address) return route.continue();
        trouble.push(`asked for ${route.request().url()}`);
        return route.abort();
      });
      const page = await context.newPage();
      listen(page, (text) => trouble.push(text));
      await page.goto(address + hash);
      return page;
    },
    goTo: async (page, hash) => {
      await page.goto(address + hash);
    },
    takeTrouble: () => trouble.splice(0),
  };
}

function listen(page: Page, tell: (trouble: string) => void): void {
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) tell(message.text());
  });
  page.on('pageerror', (error) => tell(error.message));
  page.on('dialog', (dialog) => {
    tell(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
}

let measureScript: Promise<string> | undefined;

async function bundleMeasures(): Promise<string> {
  const bundle = await build({
    entryPoints: [path.join(root, 'src/classroom/gradebook/page/browser/measure.fixture.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'measure',
  });
  return bundle.outputFiles[0]?.text ?? '';
}

/** Calls a function of `measure.fixture.ts` in the page. */
export async function measure(page: Page, call: string): Promise<unknown> {
  measureScript ??= bundleMeasures();
  return page.evaluate(`${await measureScript}; measure.${call}`);
}
