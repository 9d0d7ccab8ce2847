import { expect, test } from 'vitest';
import { clip } from './describe.ts';

test('a text that is short enough stays as it is', () => {
  expect(clip('one\ntwo')).toBe('one\ntwo');
});

test('of a text that is too long, or has too many lines, beginning and end are left', () => {
  const long = clip(`begin${'x'.repeat(100_000)}end`);
  expect(long.length).toBeLessThan(7_000);
  expect(long).toMatch(/^beginx+\n…\nx+end$/);
  const lines = clip(`begin\n${'\n'.repeat(1_000)}end`);
  expect(lines.split('\n').length).toBeLessThan(130);
  expect(lines).toMatch(/^begin\n+…\n+end$/);
});
