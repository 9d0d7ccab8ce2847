import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lineWidth } from '../../render/text.ts';
import { glyphSets, themes } from '../../render/theme.ts';
import { exchange } from '../../render/transcript.fixture.ts';
import { Story } from '../story.fixture.ts';
import { view } from '../view.ts';
import { atPlayground, reply, say, sentMessages, workshopPreparing } from './playground.fixture.ts';

function story(): Story {
  return reply(say(atPlayground(), 'My name is Robin'), 'Hello, Robin.');
}

test('w shows the wire of the latest exchange, and Esc closes it', () => {
  const asked = reply(say(atPlayground(), 'Hi'), 'Ho', { exchange: exchange(0, { messages: [] }) }).press(
    'tab',
    'w',
  );
  expect(asked.screen()).toContain('POST /v1/chat/completions');
  expect(asked.press('escape').screen()).toContain('messages (2)');
  expect(atPlayground().press('tab', 'w').screen()).toContain('Nothing has been asked yet.');
});

describe('pasting', () => {
  test('puts a text in as it is, sends nothing, and keeps its lines', () => {
    const pasted = atPlayground().send({ type: 'paste', text: 'one\r\ntwo\rthree' });
    expect(pasted.asked('ask')).toEqual([]);
    expect(pasted.rows().at(-3)).toContain('one↵two↵three');
    expect(sentMessages(pasted.press('return'))).toEqual(['user: one\ntwo\nthree']);
  });

  test('a megabyte neither breaks the screen nor what is sent', () => {
    const text = 'Line with 你好 and 👩‍👩‍👧 \x1b[31mred\x07\n'.repeat(30_000);
    const pasted = atPlayground().send({ type: 'paste', text }).press('x', 'left', 'backspace', 'right');
    expect(pasted.screen()).toMatch(/[\d,]{9,} characters/);
    pasted.press('return');
    expect(pasted.asked('ask')[0]?.request.messages[0]?.content).toBe(`${text.slice(0, -1)}x`);
    expect(pasted.screen()).toContain('more characters');
    expect(pasted.screen()).not.toMatch(/[\x00-\x09\x0b-\x1f]/);
  });

  test('elsewhere is ignored, and says so', () => {
    const story = new Story().send({ type: 'paste', text: 'jj\nq' });
    expect(story.state.cursor).toBe(0);
    expect(story.asked('quit')).toEqual([]);
    expect(story.screen()).toContain('What you pasted is ignored');
  });
});

describe('any screen', () => {
  const sizes = [
    [60, 15],
    [60, 18],
    [75, 20],
    [76, 15],
    [80, 24],
    [120, 40],
    [200, 60],
  ] as const;

  test('is full, whatever is said and pressed', () => {
    const key = fc.constantFrom(
      ...['return', 'tab', 'S-tab', 'escape', 'up', 'down', 'left', 'right', 'pageup', 'home', 'end', 'x'],
      ...['e', 'w', 'u', 'C-r', 'C-l', 'C-s', 'C-u', 't', 'space', '你', '👩‍👩‍👧', '?', 'f1', 'backspace'],
    );
    const event = fc.oneof(
      { weight: 6, arbitrary: key.map((each) => ({ type: 'key' as const, key: each })) },
      fc
        .constantFrom(...sizes)
        .map(([columns, rows]) => ({ type: 'resize' as const, size: { columns, rows } })),
      fc.string({ unit: 'binary' }).map((text) => ({ type: 'paste' as const, text })),
      fc.record({
        type: fc.constant('chunk' as const),
        askId: fc.nat(4),
        text: fc.string({ unit: 'binary' }),
      }),
      fc.record({ type: fc.constant('reply' as const), text: fc.string({ unit: 'binary' }) }),
    );
    fc.assert(
      fc.property(
        fc.array(event, { maxLength: 60 }),
        fc.constantFrom(...sizes),
        (events, [columns, rows]) => {
          const any = atPlayground({ size: { columns, rows }, glyphs: glyphSets.unicode });
          for (const each of events) {
            if (each.type === 'reply') reply(any, each.text);
            else any.send(each);
            const { lines } = view(any.state);
            expect(lines).toHaveLength(any.state.size.rows);
            for (const line of lines) expect(lineWidth(line)).toBe(any.state.size.columns);
            expect(any.screen()).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/);
          }
        },
      ),
      { numRuns: 80 },
    );
  });

  test('shows conversation, list, meter and input line at once', () => {
    for (const [columns, rows] of sizes) {
      const shown = story().resize(columns, rows).screen();
      for (const part of [
        'Playground',
        'prompt',
        'messages (2)',
        'Hello, Robin.',
        'assistant',
        'gpt-4o-mini',
      ])
        expect(shown).toContain(part);
    }
  });

  test('says all of it without colours and symbols too', () => {
    const plain = story();
    const bare = { ...plain.state, theme: themes.mono, glyphs: glyphSets.ascii };
    const frame = view(bare).lines.flat();
    expect(frame.every(({ text }) => /^[ -~]*$/.test(text))).toBe(true);
    expect(frame.some(({ style }) => style.fg !== undefined || style.bg !== undefined)).toBe(false);
  });

  test('with 500 messages still says which is selected, and goes to both ends', () => {
    const messages = Array.from({ length: 500 }, (_, index) => ({
      role: index % 2 === 0 ? ('user' as const) : ('assistant' as const),
      content: `Message number ${index + 1} 你好`,
    }));
    const many = new Story({ workshop: workshopPreparing({ messages }) }).press('return', 't', 'tab', 'home');
    expect(many.screen()).toMatch(/▸ +1 user/);
    expect(many.press('end').screen()).toMatch(/▸500 assistant/);
    expect(many.press('up', 'up', 'x').screen()).toContain('messages (499)');
  });
});

describe('keys', () => {
  test('the footer says what the part that has the keys can do', () => {
    const last = (here: Story) => here.rows().at(-1) ?? '';
    const here = story().resize(120, 40);
    expect(last(here)).toMatch(/^ Enter send {2}Tab messages {2}Esc back {2}C-r again/);
    expect(last(here.press('tab'))).toMatch(/Enter edit {2}x delete {2}Tab settings .*\? help {2}q quit/);
    expect(last(here.press('tab'))).toMatch(/← change {2}Enter type {2}Tab input/);
    expect(last(here.press('return'))).toMatch(/^ Enter keep {2}Esc leave as it was/);
  });

  test('help is there with ? in the lists and with F1 anywhere, and any key closes it', () => {
    const help = story().resize(120, 40).press('f1');
    expect(help.screen()).toContain('ask again: the last reply is dropped');
    expect(help.press('escape').screen()).toContain('messages (2)');
    expect(help.press('tab', '?').screen()).toContain('edit the message, whoever said it');
    expect(help.press('q', 'q').asked('quit')).toHaveLength(1);
  });

  test('Ctrl-C quits from the input line', () => {
    expect(atPlayground().press('C-c').asked('quit')).toHaveLength(1);
  });
});
