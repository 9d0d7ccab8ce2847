import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeAtomically } from './atomic.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'agentlings-atomic-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const busy = (code: string) => Object.assign(new Error(code), { code });

test('a file that somebody holds open is replaced a moment later', () => {
  const file = path.join(folder, 'a.json');
  let refused = 0;
  writeAtomically(file, 'new', (from, to) => {
    refused += 1;
    if (refused < 3) throw busy('EPERM');
    renameSync(from, to);
  });
  expect(refused).toBe(3);
  expect(readFileSync(file, 'utf8')).toBe('new');
  expect(readdirSync(folder)).toEqual(['a.json']);
});

test('what is held for good, and every other error, is told, and nothing is left', () => {
  const file = path.join(folder, 'a.json');
  writeAtomically(file, 'old');
  const refusing = (code: string) => () =>
    writeAtomically(file, 'new', () => {
      throw busy(code);
    });
  expect(refusing('EBUSY')).toThrow('EBUSY');
  expect(refusing('ENOSPC')).toThrow('ENOSPC');
  expect(readFileSync(file, 'utf8')).toBe('old');
  expect(readdirSync(folder)).toEqual(['a.json']);
});
