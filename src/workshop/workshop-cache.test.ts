import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadWorkshop } from './load.ts';
import { knownWorkshop } from './workshop-cache.ts';

const project = path.join(path.dirname(fileURLToPath(import.meta.url)), '../..');
let folder: string;
let root: string;
let cache: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'workshop-cache-'));
  root = path.join(folder, 'workshop');
  cache = path.join(folder, 'state', 'workshop.json');
  for (const name of ['lessons', 'exercises', 'solutions'])
    cpSync(path.join(project, name), path.join(root, name), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const yaml = () => path.join(root, 'exercises', '01-single-turn', 'exercise.yaml');

test('a workshop is known as it was read, until one of its files changes', () => {
  const read = loadWorkshop(root, cache);
  expect(knownWorkshop(cache, root)).toEqual(loadWorkshop(root));
  expect(loadWorkshop(root, cache)).toEqual(read);

  writeFileSync(yaml(), readFileSync(yaml(), 'utf8').replace(/^title: .*/m, 'title: Another'));
  expect(knownWorkshop(cache, root)).toBeUndefined();
  const again = loadWorkshop(root, cache).chapters.flatMap(({ items }) => items);
  expect(again.find(({ id }) => id === 'single-turn')?.title).toBe('Another');
  expect(knownWorkshop(cache, root)).toBeDefined();
});

test('a change that keeps size and time is seen', () => {
  loadWorkshop(root, cache);
  const { atime, mtime } = statSync(yaml());
  const text = readFileSync(yaml(), 'utf8');
  writeFileSync(
    yaml(),
    text.replace(/points: \d/, (found) => found.replace(/\d/, '1')),
  );
  utimesSync(yaml(), atime, mtime);
  expect(statSync(yaml()).size).toBe(Buffer.byteLength(text));
  expect(knownWorkshop(cache, root)).toBeUndefined();
});

test('a new exercise folder, and a file that is gone, are seen', () => {
  loadWorkshop(root, cache);
  cpSync(path.join(root, 'exercises', '01-single-turn'), path.join(root, 'exercises', '99-other'), {
    recursive: true,
  });
  expect(knownWorkshop(cache, root)).toBeUndefined();
  loadWorkshop(root, cache);
  rmSync(yaml());
  expect(() => loadWorkshop(root, cache)).toThrow(/single-turn.*expected this file/s);
});

test('what was kept of another folder, or is damaged, does not count', () => {
  loadWorkshop(root, cache);
  expect(knownWorkshop(cache, folder)).toBeUndefined();
  for (const damage of [
    (text: string) => text.replace('single-turn', 'double-turn'),
    () => '',
    () => '{}\n{}',
  ]) {
    writeFileSync(cache, damage(readFileSync(cache, 'utf8')));
    expect(knownWorkshop(cache, root)).toBeUndefined();
    loadWorkshop(root, cache);
    expect(knownWorkshop(cache, root)).toBeDefined();
  }
});

test('where nothing can be written it is read each time', () => {
  writeFileSync(path.join(folder, 'state'), 'a file where the folder should be');
  expect(loadWorkshop(root, cache).chapters.length).toBeGreaterThan(1);
});
