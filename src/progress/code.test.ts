import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CodeItem, ProgressCodeError, progressCode, readProgressCode, withCode } from './code.ts';
import { exerciseState, noProgress, type Progress, withGrade, withHand, withLessonRead } from './progress.ts';

const now = new Date('2026-11-29T20:00:00Z');

function workshopOf(count: number): CodeItem[] {
  return Array.from({ length: count }, (_, index) =>
    index % 2 === 0
      ? { kind: 'lesson', id: `item-${index}` }
      : { kind: 'exercise', id: `item-${index}`, points: index },
  );
}

function progressOf(
  items: readonly CodeItem[],
  done: readonly boolean[],
  hand: boolean,
  at: number,
): Progress {
  const place = items[at];
  let progress: Progress = noProgress;
  if (place !== undefined) {
    const itemId = place.kind === 'exercise' ? `exercise:${place.id}` : place.id;
    progress = { ...progress, position: { itemId, scroll: 3 } };
  }
  items.forEach((item, index) => {
    if (done[index] !== true) return;
    progress =
      item.kind === 'lesson'
        ? withLessonRead(progress, item.id, now)
        : withGrade(progress, item.id, { points: 1, maxPoints: 1, passed: true }, now);
  });
  return withHand(progress, hand, now);
}

const anyProgress = fc
  .record({
    done: fc.array(fc.boolean(), { minLength: 1, maxLength: 90 }),
    hand: fc.boolean(),
    at: fc.nat(120),
  })
  .map(({ done, hand, at }) => {
    const items = workshopOf(done.length);
    return { items, done, hand, at, progress: progressOf(items, done, hand, at) };
  });

test('a code says what the progress says, however it is typed', () => {
  fc.assert(
    fc.property(anyProgress, fc.constantFrom('-', ' ', ''), fc.boolean(), (given, separator, lower) => {
      const { items, done, hand, at, progress } = given;
      const code = progressCode(items, progress).replaceAll('-', separator);
      const typed = lower ? code.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l') : code;
      const content = readProgressCode(items, typed);
      expect(content.done).toEqual(items.filter((_, index) => done[index]));
      expect(content.hand).toBe(hand);
      expect(content.at).toEqual(items[at]);
    }),
  );
});

test('one wrong letter, and it is no code', () => {
  fc.assert(
    fc.property(
      anyProgress,
      fc.nat(),
      fc.constantFrom(...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'),
      (given, place, letter) => {
        const code = progressCode(given.items, given.progress);
        const at = place % code.length;
        fc.pre(code[at] !== '-' && code[at] !== letter);
        // Two bytes of checksum let one change in 65,536 through; the letter changed says which item is meant then.
        let read: unknown;
        try {
          read = readProgressCode(given.items, `${code.slice(0, at)}${letter}${code.slice(at + 1)}`);
        } catch (error) {
          expect(error).toBeInstanceOf(ProgressCodeError);
        }
        expect(read).toBeUndefined();
      },
    ),
    { seed: 20261129 },
  );
});

test('a workshop of forty items has a code that can be read out', () => {
  expect(progressCode(workshopOf(43), noProgress).length).toBeLessThanOrEqual(25);
});

describe('what is no code of this workshop is refused', () => {
  const items = workshopOf(10);
  test.each(['', 'hello', '0ABCD-00000', '!?', '0'.repeat(500)])('%j', (text) => {
    expect(() => readProgressCode(items, text)).toThrow(ProgressCodeError);
  });

  test('one of another workshop', () => {
    const others = items.map((item) => ({ ...item, id: `${item.id}x` }));
    expect(() => readProgressCode(items, progressCode(others, noProgress))).toThrow(/another workshop/);
  });
});

test('taking a code over adds to what is done, and loses nothing', () => {
  const items = workshopOf(6);
  const here = withGrade(noProgress, 'item-1', { points: 1, maxPoints: 1, passed: true }, now);
  const there = progressOf(items, [true, false, false, true], false, 3);
  const after = withCode(here, readProgressCode(items, progressCode(items, there)), now);
  expect(exerciseState(after, 'item-1')).toBe('passed');
  expect(exerciseState(after, 'item-3')).toBe('passed');
  expect(after.lessonsRead).toHaveProperty('item-0');
  expect(after.position?.itemId).toBe('exercise:item-3');
});
