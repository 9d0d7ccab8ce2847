import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lineWidth } from '../render/text.ts';
import { exchange } from '../render/transcript.fixture.ts';
import { attempt, check, result, Story, type StoryOptions } from './story.fixture.ts';
import { view } from './view.ts';

const wide = { size: { columns: 120, rows: 40 } };
const narrow = { size: { columns: 80, rows: 24 } };

/** Clicks on the first place of the screen that shows a text. */
function click(story: Story, text: string): Story {
  const rows = story.rows();
  const row = rows.findIndex((line) => line.includes(text));
  if (row === -1) throw new Error(`"${text}" is not on the screen:\n${rows.join('\n')}`);
  // Wide characters before it take two cells each.
  const before = (rows[row] ?? '').slice(0, (rows[row] ?? '').indexOf(text));
  const column = lineWidth([{ text: before, style: {} }]) + 1;
  return story.send({ type: 'mouse', kind: 'click', column, row });
}

function wheel(story: Story, kind: 'wheel-up' | 'wheel-down', column = 60): Story {
  return story.send({ type: 'mouse', kind, column, row: 10 });
}

function graded(options: StoryOptions = wide): Story {
  const story = new Story(options).press('down', 'return', 'g');
  const runId = story.runId();
  const user = (content: string) => ({ role: 'user', content });
  const exchanges = [0, 1, 2].map((index) =>
    exchange(index, { model: 'gpt-4o-mini', messages: [user(`Question ${index}?`)] }),
  );
  const event = { type: 'attempt-ended', attempt: 0, result: attempt('hello', { exchanges }) } as const;
  story.send({ type: 'work', runId, event });
  const pointer = { attempt: 0, exchange: 1, message: 0 };
  const checks = [check('asks', 'failed'), check('keeps', 'failed', { pointer })];
  return story.send({ type: 'graded', runId, result: result(checks) });
}

describe('the tree', () => {
  test('a click marks, another on the same opens', () => {
    const story = click(new Story(narrow), '01 Ask a question');
    expect(story.state).toMatchObject({ cursor: 1, place: { kind: 'tree' } });
    expect(click(story, '01 Ask a question').state.place).toEqual({ kind: 'item', key: 'exercise:ask' });
  });

  test('beside an open text a click opens at once', () => {
    const story = click(new Story(wide).press('return'), '01 Ask a question');
    expect(story.state.place).toEqual({ kind: 'item', key: 'exercise:ask' });
  });

  test('the wheel moves the mark', () => {
    const story = wheel(wheel(new Story(narrow), 'wheel-down'), 'wheel-down');
    expect(story.state.cursor).toBe(2);
    expect(wheel(story, 'wheel-up').state.cursor).toBe(1);
  });

  test('what is told below the tree is no part of it', () => {
    const story = new Story(narrow);
    const before = story.state.cursor;
    expect(click(story, 'Press Enter to read it').state.cursor).toBe(before);
  });
});

describe('an exercise', () => {
  test('tabs are turned to', () => {
    const story = graded();
    for (const [text, tab] of [
      ['Output', 'output'],
      ['Wire 3', 'wire'],
      ['Hints', 'hints'],
      ['Task', 'task'],
    ] as const)
      expect(click(story, text).state.tab.ask).toBe(tab);
  });

  test('a failed check leads to its request, one without says so', () => {
    const story = graded();
    expect(click(story, 'what keeps wants').state.tab.ask).toBe('wire');
    expect(story.screen()).toMatch(/▸ user +Question 1\?/);
    expect(click(graded(), 'what asks wants').screen()).toContain('This check is about no one request');
  });

  test('a row of the list of requests, and a request of the transcript, are marked', () => {
    const story = graded().press('4');
    expect(click(story, '3   ✓').screen()).toMatch(/▸ 3 +✓/);
    expect(click(story.press('home'), '1  POST').screen()).toMatch(/▸ 1 +✓/);
  });
});

describe('texts', () => {
  test('the wheel scrolls by three lines', () => {
    const story = wheel(new Story(narrow).press('return'), 'wheel-down');
    expect(story.screen()).toContain('basics line 4');
    expect(story.screen()).not.toContain('basics line 3 ');
  });

  test('a link is followed', () => {
    const story = new Story(narrow).press('return');
    const lines = [[{ text: 'See the exercise now.', style: {} }]];
    const links = [{ line: 0, column: 8, width: 8, href: 'exercise:ask', text: 'exercise' }];
    story.send({ type: 'document', key: 'basics', width: 78, rendered: { lines, outline: [], links } });
    expect(click(story, 'now').state.place).toEqual({ kind: 'item', key: 'basics' });
    expect(click(story, 'exercise').state.place).toEqual({ kind: 'item', key: 'exercise:ask' });
  });
});

describe('elsewhere', () => {
  test('what the footer says is pressed, the word as well as the key', () => {
    expect(click(new Story(narrow), '? help').state.help).toBe(true);
    expect(click(new Story(narrow), 'find').state.palette).toBeDefined();
    expect(click(new Story(narrow).press('down', 'return'), 'Esc').state.place).toEqual({ kind: 'tree' });
    expect(click(new Story(narrow), 'quit').asked('quit')).toHaveLength(1);
  });

  test('the palette goes to what is clicked, and the wheel moves its mark', () => {
    const story = wheel(new Story(narrow).press(':'), 'wheel-down');
    expect(story.state.palette?.marked).toBe(1);
    expect(click(story, 'Answer 🙂 back').state.place).toEqual({ kind: 'item', key: 'exercise:answer' });
  });

  test('a question is not answered by a click elsewhere', () => {
    const story = new Story(narrow).press('down', 'return', 'x');
    expect(click(story, 'Task').state.question).toBeDefined();
    expect(click(story, 'yes').asked('reset')).toHaveLength(1);
  });

  test('m leaves the mouse to the terminal, and says how to have it back', () => {
    const story = new Story(narrow).press('m');
    expect(story.asked('mouse')).toEqual([{ type: 'mouse', on: false }]);
    expect(story.screen()).toContain('m turns it on');
    expect(story.press('m').asked('mouse').at(-1)).toEqual({ type: 'mouse', on: true });
  });
});

test('wherever one clicks, the screen stays whole', () => {
  const place = fc.record({
    kind: fc.constantFrom('click', 'click', 'wheel-up', 'wheel-down'),
    column: fc.integer({ min: -1, max: 130 }),
    row: fc.integer({ min: -1, max: 45 }),
  });
  fc.assert(
    fc.property(
      fc.constantFrom([60, 15], [80, 24], [120, 40], [40, 10]),
      fc.array(fc.oneof(place, fc.constantFrom('t', ':', '?', '4', '3', 'g', 'return')), { maxLength: 25 }),
      ([columns = 80, rows = 24], all) => {
        const story = graded({ size: { columns, rows } });
        for (const each of all) {
          if (typeof each === 'string') story.press(each);
          else story.send({ type: 'mouse', ...each });
        }
        const { lines } = view(story.state);
        expect(lines).toHaveLength(rows);
        for (const line of lines) expect(lineWidth(line)).toBe(columns);
      },
    ),
    { numRuns: 100 },
  );
});
