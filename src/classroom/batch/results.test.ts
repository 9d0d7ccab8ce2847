import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ResultFolder } from './results.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'agentlings-results-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const result = {
  id: 'single-turn',
  status: 'failed' as const,
  points: 1,
  maxPoints: 4,
  durationMs: 5,
  message: 'm',
  checks: [],
  sent: [],
};
const ada = { id: 'ada', path: 'ada', problems: [], results: [{ key: 'k', result }] };

test.each([
  ['more points than there are', '"points": 1', '"points": 5'],
  ['fewer points than none', '"points": 1', '"points": -1'],
  ['passed without all points', '"failed"', '"passed"'],
  ['a status that no verdict has', '"failed"', '"perfect"'],
  ['somebody else’s file', '"id": "ada"', '"id": "bob"'],
  ['no JSON any more', '"schema"', 'schema'],
])('a kept result is graded again when it says %s', (_, from, to) => {
  const results = new ResultFolder(folder);
  results.keep(ada);
  expect(results.read('ada')).toMatchObject(ada);
  const file = path.join(folder, readdirSync(folder)[0] ?? '');
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace(from, to));
  expect(results.read('ada')).toBeUndefined();
});
