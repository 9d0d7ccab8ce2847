import path from 'node:path';
import { expect, test } from 'vitest';
import { shownPath } from './shown-path.ts';

test('a file below the current folder is said from there', () => {
  expect(shownPath(path.resolve('src', 'index.ts'))).toBe(path.join('src', 'index.ts'));
  expect(shownPath('.')).toBe('.');
  expect(shownPath(path.resolve('..hidden'))).toBe('..hidden');
});

test('a file elsewhere is said whole', () => {
  const elsewhere = path.resolve('..', 'elsewhere', 'exercise.ts');
  expect(shownPath(elsewhere)).toBe(elsewhere);
  expect(shownPath(path.resolve('..'))).toBe(path.resolve('..'));
});
