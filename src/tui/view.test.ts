import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lineWidth, plain } from '../render/text.ts';
import { glyphSets, themes } from '../render/theme.ts';
import { exchange } from '../render/transcript.fixture.ts';
import type { Event } from './events.ts';
import { bindings } from './keys.ts';
import { openItem } from './state.ts';
import { attempt, check, result, Story } from './story.fixture.ts';
import { view } from './view.ts';

const sizes = [
  [80, 24],
  [120, 40],
  [60, 18],
  [60, 15],
  [59, 15],
  [100, 15],
  [20, 5],
  [1, 1],
] as const;

const controls = /\p{Cc}/u;

/** Every frame is as large as the terminal, whatever is on it. */
function expectWhole(story: Story): void {
  const { lines } = view(story.state);
  const { columns, rows } = story.state.size;
  expect(lines).toHaveLength(rows);
  for (const line of lines) {
    expect([plain(line), lineWidth(line)]).toEqual([plain(line), columns]);
    expect(plain(line)).not.toMatch(controls);
  }
}

const long = 'wide 你好世界 🙂 and a_very_long_word_that_fits_nowhere_at_all_'.repeat(8);

function gradedStory(columns: number, rows: number): Story {
  const sent = exchange(0, { model: 'gpt-4o-mini', messages: [{ role: 'user', content: long }] });
  return new Story({ size: { columns, rows } })
    .press('down', 'return', 'g')
    .send({
      type: 'work',
      runId: 1,
      event: { type: 'attempt-started', attempt: 0, title: long, args: [long] },
    })
    .send({ type: 'work', runId: 1, event: { type: 'exchange', attempt: 0, exchange: sent } })
    .send({
      type: 'work',
      runId: 1,
      event: {
        type: 'attempt-ended',
        attempt: 0,
        result: attempt(`${long}\r\n\x1b[2J\0`, { exchanges: [sent] }),
      },
    })
    .send({
      type: 'graded',
      runId: 1,
      result: result([
        check(long, 'passed'),
        check('seen', 'failed', {
          title: long,
          expected: `${long}\n${long}`,
          actual: '\x1b[31m\u202e',
          help: long,
        }),
        check('later', 'skipped', { help: long }),
      ]),
    });
}

describe('a frame', () => {
  describe.each(sizes)('at %ix%i', (columns, rows) => {
    test('of the list', () => {
      for (const keys of [[], ['end'], ['down'], ['?']]) {
        expectWhole(new Story({ size: { columns, rows } }).press(...keys));
      }
    });

    test('of a lesson', () => {
      for (const keys of [[], ['end'], ['?'], ['g']]) {
        expectWhole(new Story({ size: { columns, rows } }).press('return', ...keys));
      }
    });

    test('of every tab of an exercise', () => {
      for (const keys of ['1', '2', '3', '4', '5', 'h', 'x', '?']) {
        expectWhole(new Story({ size: { columns, rows } }).press('down', 'return', keys));
        expectWhole(gradedStory(80, 24).press(keys).resize(columns, rows));
        expectWhole(gradedStory(columns, rows).press('v', keys, 'end'));
      }
    });
  });

  test('is the same for the same state', () => {
    const { state } = gradedStory(80, 24);
    expect(view(state)).toEqual(view(state));
  });

  test('at 100 columns the list stays beside the text; below, one of them is on the screen', () => {
    const wide = new Story({ size: { columns: 100, rows: 24 } }).press('return');
    expect(wide.rows()[3]).toMatch(/01 Ask a question.*│ basics line 1/);
    expect(wide.rows()[1]).toMatch(/│ The basics 你好 .* 5 min {2}\d+% $/);
    const narrow = wide.resize(99, 24);
    expect(narrow.screen()).not.toContain('01 Ask a question ');
    expect(narrow.rows()[3]).toMatch(/^ basics line 1/);
  });

  test('below 60x15 there is a message, and above the workshop again', () => {
    const story = new Story().resize(60, 14);
    expect(story.screen()).toContain('This terminal is 60x14. Agentlings needs 60x15');
    expect(story.resize(60, 15).screen()).toContain('Talking to a model');
  });

  test('what is selected is told beside or below the list', () => {
    const story = new Story().press('down');
    expect(story.screen()).toContain('What Ask a question is about. Press Enter to open it.');
    expect(story.screen()).toContain('Exercise, 0 of 6 points');
  });

  test('without colours and symbols everything is still said', () => {
    const size = { columns: 80, rows: 24 };
    const story = new Story({ size, theme: themes.mono, glyphs: glyphSets.ascii }).press(
      'down',
      'return',
      'g',
    );
    story.send({ type: 'graded', runId: 1, result: result([check('a', 'passed'), check('b', 'failed')]) });
    const { lines } = view(story.state);
    expect(lines.flat().some(({ style }) => style.fg !== undefined || style.bg !== undefined)).toBe(false);
    expect(story.screen()).toMatch(/^[\n -~]*$/);
    expect(story.screen()).toContain('The check b  failed');
  });
});

const runIds = fc.integer({ min: 0, max: 6 });
const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('你好', '🙂', '\x1b[2J', '\r', '\0', long),
);
const checks = fc.array(
  fc.record({
    id: fc.constantFrom('a', 'b'),
    status: fc.constantFrom('passed', 'failed', 'skipped'),
    text,
    pointer: fc.option(fc.record({ attempt: fc.nat(9) }), { nil: undefined }),
  }),
  { maxLength: 6 },
);

const event: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      type: fc.constant('key' as const),
      key: fc.oneof(
        fc.constantFrom(...bindings.flatMap(({ keys }) => keys)),
        fc.constantFrom('y', 'Z', 'f1', '漢'),
      ),
    }),
  },
  fc.record({
    type: fc.constant('resize' as const),
    size: fc.record({ columns: fc.integer({ min: 1, max: 200 }), rows: fc.integer({ min: 1, max: 60 }) }),
  }),
  fc.constant<Event>({ type: 'tick' }),
  fc.record({ type: fc.constant('saved' as const), exerciseId: fc.constantFrom('ask', 'answer', 'gone') }),
  fc.record({ type: fc.constantFrom('ran' as const, 'stopped' as const), runId: runIds }),
  fc.record({ type: fc.constant('failed' as const), runId: runIds, message: text }),
  fc.record({
    type: fc.constant('notice' as const),
    notice: fc.record({ text, kind: fc.constant('info' as const) }),
  }),
  fc.record({ runId: runIds, attempt: fc.nat(4), text }).map(
    (given): Event => ({
      type: 'work',
      runId: given.runId,
      event: { type: 'output', attempt: given.attempt, stream: 'stdout', text: given.text },
    }),
  ),
  fc.record({ runId: runIds, attempt: fc.nat(4), text }).map(
    (given): Event => ({
      type: 'work',
      runId: given.runId,
      event: { type: 'attempt-ended', attempt: given.attempt, result: attempt(given.text) },
    }),
  ),
  fc.record({ runId: runIds, checks }).map(
    (given): Event => ({
      type: 'graded',
      runId: given.runId,
      result: result(
        given.checks.map(({ id, status, text: words, pointer }) =>
          check(id, status, { title: words, expected: words, actual: words, help: words, pointer }),
        ),
      ),
    }),
  ),
);

test('messages about a failure show control characters harmlessly', () => {
  const message = 'line\x1b[2J 1\nline\x00 2 \u202e';
  const story = new Story().press('down', 'return', 'g').send({ type: 'failed', runId: 1, message });
  for (const tab of ['2', '3']) expectWhole(story.press(tab));
  story.press('r').send({
    type: 'work',
    runId: 2,
    event: { type: 'attempt-ended', attempt: 0, result: attempt('', { outcome: 'invalid', message }) },
  });
  for (const tab of ['2', '4']) expectWhole(story.press(tab));
});

test('whatever happens in whatever order, the frame is whole and the selection in the list', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 60 }), (events) => {
      const story = new Story();
      for (const each of events) {
        story.send(each).wait(7);
        expectWhole(story);
        const { cursor, items, place } = story.state;
        expect(items[cursor]).toBeDefined();
        if (place.kind === 'item') expect(openItem(story.state)).toBe(items[cursor]);
        const running = Object.values(story.state.work).filter(({ phase }) => phase === 'running');
        expect(running.length).toBeLessThanOrEqual(1);
      }
    }),
    { numRuns: 150 },
  );
});
