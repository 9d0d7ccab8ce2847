import { expect, test } from 'vitest';
import type { GradebookResult } from '../gradebook/types.ts';
import { RecentVerdicts } from './recent-verdicts.ts';

function verdict(status: GradebookResult['status'], message: string): GradebookResult {
  return { id: 'x', status, points: 0, maxPoints: 1, durationMs: 0, message, checks: [], sent: [] };
}

test('keeps those that were asked for last, and lets the others go', () => {
  const recent = new RecentVerdicts(2);
  recent.add('a', verdict('passed', 'a'));
  recent.add('b', verdict('failed', 'b'));
  expect(recent.get('a')?.message).toBe('a');
  recent.add('c', verdict('failed', 'c'));
  expect(['a', 'b', 'c'].map((key) => recent.get(key)?.message)).toEqual(['a', undefined, 'c']);
});

test('what could not be graded is no verdict', () => {
  const recent = new RecentVerdicts();
  recent.add('a', verdict('internal', 'broken'));
  expect(recent.get('a')).toBeUndefined();
});
