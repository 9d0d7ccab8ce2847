import { expect, test } from 'vitest';
import { inWords, waitOf } from './waiting.ts';

const now = Date.parse('2026-11-24T12:00:00Z');

test.each([
  [{ 'retry-after': '20' }, 20_000],
  [{ 'retry-after': '0' }, 0],
  [{ 'retry-after-ms': '1500', 'retry-after': '2' }, 1500],
  [{ 'retry-after': 'Tue, 24 Nov 2026 12:05:00 GMT' }, 300_000],
  [{ 'retry-after': 'soon' }, undefined],
  [{ 'x-ratelimit-reset-requests': '6m0s', 'x-ratelimit-reset-tokens': '120ms' }, 360_000],
  [
    {
      'x-ratelimit-reset-requests': '6m0s',
      'x-ratelimit-remaining-requests': '9',
      'x-ratelimit-reset-tokens': '1.5s',
      'x-ratelimit-remaining-tokens': '0',
    },
    1500,
  ],
  [{ 'x-ratelimit-reset': String(now + 60_000) }, 60_000],
  [{ 'x-ratelimit-reset': String(now / 1000 + 60) }, 60_000],
  [{}, undefined],
])('%j is %s ms', (headers: Readonly<Record<string, string>>, ms) => {
  expect(waitOf(headers, now)).toBe(ms);
});

test.each([
  [0, '1 s'],
  [19_001, '20 s'],
  [180_000, '3 min'],
  [24_367_000, '6 h 47 min'],
])('%i ms is %s', (ms, words) => {
  expect(inWords(ms)).toBe(words);
});
