import { expect, test } from 'vitest';
import { LeakSearch } from './leaks.ts';
import type { WorkEvent } from './types.ts';

function started(args: readonly string[], hidden: boolean): WorkEvent {
  return { type: 'attempt-started', attempt: 0, title: '', args, hidden };
}

test('arguments of hidden scenarios are found in what learners read, also inside of JSON', () => {
  const leaks = new LeakSearch();
  leaks.hear(started(['When do the lavender fields bloom?', '{"Ghent": "hail and \\"thunder\\""}'], true));
  leaks.read('README.md', 'For example: When do the lavender fields bloom?');
  leaks.read('a verdict', JSON.stringify({ actual: 'hail and "thunder"' }));
  expect(leaks.findings()).toEqual([
    'README.md tells of a hidden scenario: "When do the lavender fields bloom?"',
    'a verdict tells of a hidden scenario: "hail and \\"thunder\\""',
  ]);
});

test('what a visible scenario has too, and short texts, are no secrets', () => {
  const leaks = new LeakSearch();
  leaks.hear(started(['Where is Lisbon?', '12'], true));
  leaks.hear(started(['Where is Lisbon?'], false));
  leaks.read('README.md', 'Where is Lisbon? 12');
  expect(leaks.findings()).toEqual([]);
});
