import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isOverfull, limitFolder, writtenMiB } from './folder-limit.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'agentlings-folder-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A file of that size, which takes no room on the disk. */
function file(name: string, bytes: number): void {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  writeFileSync(path.join(folder, name), '');
  truncateSync(path.join(folder, name), bytes);
}

const mebibyte = 1024 * 1024;

test('what a program may write is not too much, and one byte more is', async () => {
  file('a', (writtenMiB - 1) * mebibyte);
  file('b/c/d', mebibyte);
  expect(await isOverfull(folder)).toBe(false);
  file('e', 1);
  expect(await isOverfull(folder)).toBe(true);
});

test('many empty files are too much', async () => {
  for (let index = 0; index < 1_000; index += 1) file(`${index % 7}/${index}`, 0);
  expect(await isOverfull(folder)).toBe(true);
});

test('a folder that is gone holds nothing', async () => {
  expect(await isOverfull(path.join(folder, 'gone'))).toBe(false);
});

test('it is told when the folder is too full, and not after it was cancelled', async () => {
  file('a', (writtenMiB + 1) * mebibyte);
  let cancelled = 0;
  limitFolder(folder, () => {
    cancelled += 1;
  })();
  await new Promise<void>((resolve) => limitFolder(folder, resolve));
  expect(cancelled).toBe(0);
});
