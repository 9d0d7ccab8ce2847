import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { HistoryStore } from './history.ts';

let folder: string;
let history: HistoryStore;
const failed = { points: 1, maxPoints: 5, passed: false };
const passed = { points: 5, maxPoints: 5, passed: true };
const noon = new Date('2026-03-01T12:00:00Z');
const later = new Date('2026-03-01T13:00:00Z');

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'history-'));
  history = new HistoryStore(folder);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('each graded text is kept with its verdict, the newest first', () => {
  expect(history.list('ask')).toEqual([]);
  history.add('ask', 'one', failed, noon);
  history.add('ask', 'two\n', passed, later);
  expect(new HistoryStore(folder).list('ask')).toEqual([
    { number: 2, at: later.toISOString(), text: 'two\n', ...passed },
    { number: 1, at: noon.toISOString(), text: 'one', ...failed },
  ]);
  expect(history.list('answer')).toEqual([]);
});

test('the same text again is the same version, with the newest verdict', () => {
  history.add('ask', 'one', failed, noon);
  history.add('ask', 'one', passed, later);
  expect(history.list('ask')).toEqual([{ number: 1, at: later.toISOString(), text: 'one', ...passed }]);
});

test('old versions are forgotten, but never the latest that passed', () => {
  history.add('ask', 'passes', passed, noon);
  for (let index = 0; index < 40; index += 1) history.add('ask', `broken ${index}`, failed, later);
  const versions = history.list('ask');
  expect(versions).toHaveLength(31);
  expect(versions.at(-1)?.text).toBe('passes');
  expect(versions[0]?.number).toBe(41);
});

test('a file that is no version is left out and left alone', () => {
  history.add('ask', 'one', failed, noon);
  writeFileSync(path.join(folder, 'history', 'ask', '0002.json'), '{"broken":');
  expect(history.list('ask').map(({ number }) => number)).toEqual([1]);
  history.add('ask', 'two', failed, later);
  expect(history.list('ask').map(({ number, text }) => [number, text])).toEqual([
    [3, 'two'],
    [1, 'one'],
  ]);
});
