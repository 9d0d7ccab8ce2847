import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AnswerReader } from './answer-input.ts';

function reading(...parts: readonly string[]): { keys: string; names: readonly string[] } {
  const names: string[] = [];
  const reader = new AnswerReader((name) => names.push(name));
  return { keys: parts.map((part) => reader.read(part)).join(''), names };
}

test('wherever the answer is cut, it is told once, and keys around it stay keys', () => {
  const whole = 'j\x1bP>|foot(1.16.2)\x1b\\k';
  fc.assert(
    fc.property(fc.array(fc.nat({ max: whole.length })), (cuts) => {
      const places = [0, ...cuts, whole.length].sort((a, b) => a - b);
      const parts = places.map((from, index) => whole.slice(from, places[index + 1] ?? whole.length));
      // A lone Escape is told at once: it is a key.
      const cutAtEscape = parts.some((part) => part.endsWith('\x1b') && !part.endsWith('2)\x1b'));
      if (cutAtEscape) return;
      expect(reading(...parts)).toEqual({ keys: 'jk', names: ['foot(1.16.2)'] });
    }),
  );
});

test('Escape and other keys are told at once', () => {
  expect(reading('\x1b').keys).toBe('\x1b');
  expect(reading('\x1b[A\x1bOP').keys).toBe('\x1b[A\x1bOP');
});
