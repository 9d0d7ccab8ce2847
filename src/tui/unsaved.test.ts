import { expect, test } from 'vitest';
import type { DiskProblem } from '../progress/session.ts';
import { check, result, Story } from './story.fixture.ts';

const problems: readonly DiskProblem[] = ['full', 'read-only', 'denied', 'unknown'];

/** A learner who passes, and whose disk takes nothing. */
function passing(disk: DiskProblem): Story {
  const story = new Story({ size: { columns: 60, rows: 18 } }).press('down', 'return');
  story.disk = disk;
  story.press('g');
  return story.send({ type: 'graded', runId: story.runId(), result: result([check('one', 'passed')]) });
}

test.each(problems)('%s: what happened and what to do fit the smallest screen', (disk) => {
  const story = passing(disk);
  expect(story.rows().at(-2)).toMatch(/^ Not saved, .*before you quit\. *$/);
  expect(story.rows()[0]).toContain('not saved');
  expect(story.screen()).toContain('All checks pass');
  expect(story.screen().replace(/\s+/g, ' ')).toContain('kept in memory until you quit');
});

test('the list agrees with the checks, and the title still says that it is not saved', () => {
  const story = passing('full').press('escape');
  expect(story.screen()).toMatch(/01 Ask a question +passed/);
  expect(story.rows()[0]).toContain('not saved');
  // It is said once, not with every key.
  expect(story.press('up').rows().at(-2)?.trim()).toBe('');
});

test.each(problems)('%s: q tries once more, and then asks in a line that fits', (disk) => {
  const story = passing(disk);
  const tried = story.asked('save-position').length;
  story.press('q');
  expect(story.asked('save-position').length).toBe(tried + 1);
  expect(story.rows().at(-2)).toMatch(/^ Not saved: .*Quit anyway\? \(y\/n\) *$/);
  expect(story.press('n').asked('quit')).toEqual([]);
  expect(story.press('q', 'y').asked('quit')).toHaveLength(1);
});

test('when the disk takes it after all, q quits, and any other key says that it is saved', () => {
  const leaving = passing('full');
  leaving.disk = undefined;
  expect(leaving.press('q').asked('quit')).toHaveLength(1);
  const staying = passing('full');
  staying.disk = undefined;
  staying.press('h');
  expect(staying.rows().at(-2)).toContain('Saved');
  expect(staying.rows()[0]).not.toContain('not saved');
});
