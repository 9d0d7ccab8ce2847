import { expect, test } from 'vitest';
import { isSameText } from './same-text.ts';

test('line ends, the first mark and the end of the last line make no difference', () => {
  expect(isSameText('a\nb\n', 'a\r\nb\r\n')).toBe(true);
  expect(isSameText('a\nb\n', '\ufeffa\nb')).toBe(true);
});

test('everything else does', () => {
  expect(isSameText('a\nb', 'a\n\nb')).toBe(false);
  expect(isSameText('a b', 'a  b')).toBe(false);
  expect(isSameText('a', 'a\n\n')).toBe(false);
});
