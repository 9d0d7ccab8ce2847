import { describe, expect, test } from 'vitest';
import type { Event } from './events.ts';
import { check, result, Story, type StoryOptions } from './story.fixture.ts';

const failed = [check('asks', 'passed'), check('keeps', 'failed'), check('prints', 'skipped')];

/** The verdict of a grade, with a check of each kind. */
function verdict(runId: number): Event {
  return { type: 'graded', runId, result: result(failed) };
}

function atExercise(options: StoryOptions = {}): Story {
  return new Story({ size: { columns: 90, rows: 40 }, lines: 6, ...options }).press('down', 'return');
}

/** At the solution, with everything on the way to it. */
function atSolution(options: StoryOptions = {}): Story {
  const story = atExercise(options).press('g');
  story.send(verdict(story.runId()));
  return story.press('h', 'h', 'h', 'h', 'h', 'h', 'y');
}

describe('the help ladder', () => {
  test('leads from hints over why it failed and the difference to the solution, which asks first', () => {
    const story = atExercise().press('g');
    story.send(verdict(story.runId())).press('h', 'h', 'h', 'h');
    expect(story.screen()).toMatch(/Why it failed[\s\S]*✗ The check keeps/);
    expect(story.screen()).toContain('It wants: what keeps wants');
    expect(story.screen()).toContain('It saw: what keeps got');
    expect(story.screen()).toContain('Do this: do this about keeps');
    story.press('h');
    expect(story.screen()).toContain('difference line 1');
    expect(story.screen()).not.toContain('solution line 1');
    story.press('h');
    expect(story.screen()).toContain('Show the solution?');
    story.press('n');
    expect(story.screen()).not.toContain('solution line 1');
    expect(story.asked('save-solution-seen')).toEqual([]);
    story.press('h', 'y');
    expect(story.screen()).toContain('solution line 1');
    expect(story.asked('save-solution-seen')).toEqual([{ type: 'save-solution-seen', exerciseId: 'ask' }]);
    expect(story.screen()).toContain('Hints 6/6');
  });

  test('before the first grade it says how to get a verdict', () => {
    expect(atExercise().press('h', 'h', 'h', 'h').screen()).toContain('Press g to grade your program');
  });

  test('nothing of it is lost on a save, and the difference is made anew', () => {
    const story = atSolution();
    const before = story.asked('render-solution').length;
    story.press('5').send({ type: 'saved', exerciseId: 'ask' });
    story.send(verdict(story.runId()));
    expect(story.asked('render-solution').length).toBe(before + 1);
    expect(story.press('5', 'home').screen()).toContain('Look at the messages.');
    expect(story.press('end').screen()).toContain('solution line 6');
  });

  test('is there at the next start, and in a narrower terminal', () => {
    const { progress } = atSolution().state;
    const again = atExercise({ progress, size: { columns: 60, rows: 18 } }).press('5', 'end');
    expect(again.screen()).toContain('solution line 6');
    expect(again.asked('render-solution')).toEqual([
      { type: 'render-solution', exerciseId: 'ask', width: 56 },
    ]);
    again.resize(80, 18);
    expect(again.asked('render-solution').at(-1)?.width).toBe(76);
  });
});

describe('rungs', () => {
  test('fold and unfold with Enter; the mark moves with the arrows', () => {
    const story = atExercise().press('h', 'h', 'h');
    expect(story.press('return').screen()).not.toContain('Print the content.');
    story.press('up', 'up', 'return');
    expect(story.screen()).toMatch(/▸ Hint 1 of 3/);
    expect(story.screen()).not.toContain('Look at the messages.');
    expect(story.screen()).toContain('Put the system message first.');
    expect(story.press('return').screen()).toContain('Look at the messages.');
  });

  test('a new one comes unfolded and marked, whatever is folded', () => {
    const story = atExercise().press('h', 'return', 'h');
    expect(story.screen()).not.toContain('Look at the messages.');
    expect(story.screen()).toContain('Put the system message first.');
    expect(story.press('return').screen()).not.toContain('Put the system message first.');
  });

  test('one that is longer than the screen is shown from its heading, and can be read line by line', () => {
    const story = atSolution({ size: { columns: 70, rows: 16 }, lines: 30 });
    expect(story.screen()).toContain('▾ The solution');
    expect(story.screen()).toContain('solution line 1 ');
    const keys = Array.from({ length: 40 }, () => 'down');
    expect(story.press(...keys).screen()).toContain('solution line 30');
    const screens = keys.map(() => story.press('up').screen());
    expect(screens.some((screen) => screen.includes('▾ The solution'))).toBe(true);
    expect(screens.at(-1)).toContain('▾ Hint');
  });
});

describe('the solution in the own file', () => {
  test('is offered once it is shown, asks first, and can be undone', () => {
    const story = atExercise().press('h', 's');
    expect(story.screen()).toContain('The solution is the last of the help here');
    expect(story.state.question).toBeUndefined();
    const there = atSolution().press('s');
    expect(there.screen()).toContain('Put the solution into your file?');
    expect(there.press('n').asked('apply-solution')).toEqual([]);
    expect(there.press('s', 'y').asked('apply-solution')).toEqual([
      { type: 'apply-solution', exerciseId: 'ask' },
    ]);
    expect(there.press('u').asked('undo')).toHaveLength(1);
  });
});
