import { describe, expect, test } from 'vitest';
import type { VersionView } from './state.ts';
import { check, result, Story, type StoryOptions } from './story.fixture.ts';

function version(number: number, more: Partial<VersionView> = {}): VersionView {
  const at = new Date(2026, 2, 1, 14, number, 7).toISOString();
  return { number, at, points: 2, maxPoints: 6, passed: false, current: false, ...more };
}

function inHistory(versions: readonly VersionView[], options: StoryOptions = {}): Story {
  const story = new Story({ lines: 30, ...options });
  story.versions = versions;
  return story.press('down', 'return', '6');
}

const three = [version(3, { current: true }), version(2, { points: 6, passed: true }), version(1)];

describe('History', () => {
  test('lists what was graded, newest first, with points and time', () => {
    const screen = inHistory(three).screen();
    expect(screen).toMatch(/▸ version 3 +✗ +2\/6 points {2}2026-03-01 14:03:07 {2}your file now/);
    expect(screen).toMatch(/version 2 +✓ +6\/6 points[\s\S]*version 1 /);
  });

  test('says what will be here when nothing was graded', () => {
    expect(inHistory([]).screen()).toContain('Each state of your file that is graded is kept here.');
    expect(inHistory([]).press('return', 's', 'down').state.question).toBeUndefined();
  });

  test('shows what a version would change, and comes back to the list', () => {
    const story = inHistory(three).press('down', 'return');
    expect(story.screen()).toContain('version 2 line 1');
    expect(story.press('down').screen()).toContain('version 2 line 16 ');
    story.resize(100, 30);
    expect(story.asked('render-version').map(({ number, width }) => [number, width])).toEqual([
      [2, 78],
      [2, 61],
    ]);
    expect(story.press('return').screen()).toMatch(/▸ version 2/);
  });

  test('puts a version back after asking', () => {
    const story = inHistory(three).press('down', 's');
    expect(story.screen()).toContain('Put version 2 into your file?');
    expect(story.press('n').asked('apply-version')).toEqual([]);
    story.press('return', 's', 'y');
    expect(story.asked('apply-version')).toEqual([{ type: 'apply-version', exerciseId: 'ask', number: 2 }]);
  });

  test('a new verdict brings the new version; the mark stays where the learner put it', () => {
    const story = inHistory(three).press('down');
    story.versions = [version(4, { current: true }), ...three];
    story.press('g').send({ type: 'graded', runId: story.runId(), result: result([check('one', 'failed')]) });
    expect(story.press('6').screen()).toMatch(/version 4[\s\S]*▸ version 2/);
  });

  test('a long list scrolls with the mark', () => {
    const many = Array.from({ length: 40 }, (_, index) => version(40 - index));
    const story = inHistory(many, { size: { columns: 60, rows: 15 } });
    for (let count = 0; count < 39; count += 1) story.press('down');
    expect(story.screen()).toMatch(/▸ version 1 /);
    for (let count = 0; count < 39; count += 1) story.press('up');
    expect(story.screen()).toMatch(/▸ version 40/);
  });
});
