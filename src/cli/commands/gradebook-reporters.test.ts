import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { plainGradebook } from '../../classroom/gradebook/page.fixture.ts';
import { writeGradebook } from './gradebook-reporters.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'agentlings-gradescope-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('Gradescope’s folders differ also where letters’ case, accents’ form and what can’t be in a name don’t count', async () => {
  const paths = [
    'ada',
    'Ada',
    'ADA',
    'ada.',
    'ada ',
    '../ada',
    'a/da',
    'a\\da',
    'a:da',
    'zoe\u0301',
    'zo\u00e9',
    'con',
  ];
  const plain = plainGradebook(paths.length, 1);
  const entries = paths.map((each, index) => ({
    ...plain.entries[index],
    id: each,
    path: each,
    state: 'graded',
  }));
  const out = path.join(folder, 'out');
  await writeGradebook({ ...plain, entries } as typeof plain, [{ name: 'gradescope', file: out }]);
  const names = readdirSync(out).map((name) => name.normalize('NFC').toLowerCase());
  expect(new Set(names).size).toBe(paths.length);
  expect(names).toContain('ada');
  expect(names.filter((name) => /[ .:\\]$|^con$/.test(name))).toEqual([]);
  expect(readdirSync(folder)).toEqual(['out']);
});
