import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Arrival, PasteReader } from './paste.ts';

function reading(...parts: readonly string[]): readonly Arrival[] {
  const reader = new PasteReader();
  return parts.flatMap((part) => reader.read(part));
}

const keys = (text: string): Arrival => ({ kind: 'keys', text });
const paste = (text: string): Arrival => ({ kind: 'paste', text });

test('what is pasted between marks is one text, and keys around it stay keys', () => {
  expect(reading('a\x1b[200~one\rtwo\x1b[201~\r')).toEqual([keys('a'), paste('one\rtwo'), keys('\r')]);
  expect(reading('\x1b[A')).toEqual([keys('\x1b[A')]);
  expect(reading('\x1b[200~\x1b[201~')).toEqual([]);
});

test('wherever it is cut between two reads, it stays one text', () => {
  const text = fc.string({ unit: fc.constantFrom('a', '\r', '\x1b', '[', '2', '0', '1', '~', '🙂') });
  fc.assert(
    fc.property(
      text.filter((each) => !`${each}\x1b[201`.includes('\x1b[201~')),
      fc.array(fc.nat({ max: 40 })),
      (pasted, cuts) => {
        const all = `${pasted}\x1b[201~`;
        const places = [0, ...cuts.map((cut) => Math.min(cut, all.length)), all.length].sort((a, b) => a - b);
        const parts = places.map((from, index) => all.slice(from, places[index + 1] ?? all.length));
        expect(reading('\x1b[200~', ...parts.filter((part) => part !== ''))).toEqual(
          pasted === '' ? [] : [paste(pasted)],
        );
      },
    ),
    { numRuns: 500 },
  );
});

test('a terminal without marks: a long run of characters is pasted, and Enter after one line is Enter', () => {
  const line = 'many words '.repeat(10);
  expect(reading(line)).toEqual([paste(line)]);
  expect(reading(`${line}\r`)).toEqual([paste(line), keys('\r')]);
  expect(reading(`${line}\r${line}\r`)).toEqual([paste(`${line}\r${line}\r`)]);
  expect(reading('\x1b[B'.repeat(50))).toEqual([keys('\x1b[B'.repeat(50))]);
  expect(reading('short\r')).toEqual([keys('short\r')]);
});

test('Ctrl-C comes through when the end of a paste never does', () => {
  expect(reading('\x1b[200~lost', '\x03', 'q')).toEqual([keys('\x03'), keys('q')]);
});
