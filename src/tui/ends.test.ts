import fc from 'fast-check';
import { expect, test } from 'vitest';
import { App } from './app.ts';
import type { Effect } from './effects.ts';
import type { Event } from './events.ts';
import { bindings } from './keys.ts';
import { playgroundBindings } from './playground/keys.ts';
import type { TuiScreen } from './screen.ts';
import { fixtureInput, Story } from './story.fixture.ts';

/** Whatever comes, and whatever comes together: the terminal is given away once, and after the end nothing happens. */

const key = fc
  .constantFrom(...[...bindings, ...playgroundBindings].flatMap(({ keys }) => keys), 'y', 'n', 'z', 'ä', '🙂')
  .map((name): Event => ({ type: 'key', key: name }));
const mouse = fc
  .record({
    kind: fc.constantFrom('click' as const, 'wheel-up' as const, 'wheel-down' as const),
    column: fc.nat({ max: 120 }),
    row: fc.nat({ max: 40 }),
  })
  .map((report): Event => ({ type: 'mouse', ...report }));
const paste = fc
  .oneof(fc.constantFrom('qe', 'xy', 'e', 'q', '\x03', '\x1a', 'x\ry\r', ''), fc.string({ unit: 'binary' }))
  .map((text): Event => ({ type: 'paste', text }));
const other = fc.oneof(
  fc
    .record({ columns: fc.integer({ min: 20, max: 140 }), rows: fc.integer({ min: 5, max: 50 }) })
    .map((size): Event => ({ type: 'resize', size })),
  fc.constantFrom<Event>({ type: 'saved', exerciseId: 'ask' }, { type: 'colors', colors: 16 }),
);
const events = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: key },
    { weight: 2, arbitrary: mouse },
    { weight: 2, arbitrary: paste },
    { weight: 1, arbitrary: other },
  ),
  { maxLength: 40 },
);

const giving: readonly Effect['type'][] = ['quit', 'suspend', 'edit'];

test('an event gives the terminal away at most once, and last of all', () => {
  fc.assert(
    fc.property(events, (all) => {
      const story = new Story();
      for (const event of all) {
        const before = story.effects.length;
        story.send(event);
        const made = story.effects.slice(before).map(({ type }) => type);
        const ends = made.filter((type) => giving.includes(type));
        expect(ends.length).toBeLessThanOrEqual(1);
        if (ends.length === 1) expect(made.at(-1)).toBe(ends[0]);
      }
    }),
    { numRuns: 1_000 },
  );
});

test('a paste does nothing but type: where no text is typed it only says so', () => {
  fc.assert(
    fc.property(events, fc.string({ minLength: 1 }), (all, text) => {
      const story = new Story();
      for (const event of all) story.send(event);
      const { effects, state: before } = story;
      const count = effects.length;
      story.send({ type: 'paste', text });
      const { palette, search, chats, scroll, notice, now, ...rest } = story.state;
      const { palette: _, search: __, chats: ___, scroll: ____, notice: said, now: _____, ...same } = before;
      // A search leads to what it finds, and at the end of a lesson that is read.
      const reads = before.search !== undefined;
      expect(reads ? { ...rest, progress: same.progress } : rest).toEqual(same);
      // Tokens of what is typed are counted, and nothing else.
      const expected = reads ? ['count-tokens', 'save-lesson-read'] : ['count-tokens'];
      expect(effects.slice(count).filter(({ type }) => !expected.includes(type))).toEqual([]);
      const typed = palette !== before.palette || search !== before.search || chats !== before.chats;
      if (!typed && notice !== said) expect(notice?.text).toContain('ignored');
    }),
    { numRuns: 1_000 },
  );
});

test('after the end nothing is carried out and nothing is drawn', () => {
  fc.assert(
    fc.property(events, events, (before, after) => {
      const { app, send, log } = fakeApp();
      app.start();
      for (const event of before) send(event);
      send({ type: 'key', key: 'C-c' });
      const ended = log.length;
      expect(log.at(-1)).toBe('quit');
      for (const event of after) send(event);
      expect(log).toHaveLength(ended);
    }),
    { numRuns: 300 },
  );
});

/** The loop with a screen that notes what is done to it. */
function fakeApp() {
  const log: string[] = [];
  const screen: TuiScreen = {
    size: () => ({ columns: 80, rows: 24 }),
    draw: () => log.push('draw'),
    onKey: () => undefined,
    onPaste: () => undefined,
    onMouse: () => undefined,
    onColors: () => undefined,
    onResize: () => undefined,
    setMouse: () => undefined,
    copy: () => undefined,
    suspend: async () => undefined,
    stopProcess: () => undefined,
    close: () => undefined,
  };
  const app = new App({
    input: { ...fixtureInput(), size: screen.size() },
    screen,
    interpret: ({ type }) => {
      log.push(type);
      if (type === 'quit') app.stop();
    },
  });
  return { app, log, send: app.dispatch };
}
