import fc from 'fast-check';
import { expect, test } from 'vitest';
import { knowsMouse } from '../render/terminal.ts';
import { MouseReader, type MouseReport } from './mouse-input.ts';

function read(...texts: readonly string[]) {
  const reports: MouseReport[] = [];
  const reader = new MouseReader((report) => reports.push(report));
  return { keys: texts.map((text) => reader.read(text)), reports };
}

test('a press and the wheel are told, a release and other buttons are not; keys stay keys', () => {
  expect(read('j\x1b[<0;10;5M\x1b[<0;10;5mk\x1b[<65;1;2M\x1b[<64;1;2M\x1b[<2;3;3M\x1b[A')).toEqual({
    keys: ['jk\x1b[A'],
    reports: [
      { kind: 'click', column: 9, row: 4 },
      { kind: 'wheel-down', column: 0, row: 1 },
      { kind: 'wheel-up', column: 0, row: 1 },
    ],
  });
});

test('with Shift, Alt or Ctrl it is the same', () => {
  expect(read('\x1b[<16;1;1M\x1b[<69;1;1M').reports.map(({ kind }) => kind)).toEqual(['click', 'wheel-down']);
});

test('wherever a report is torn, it is one', () => {
  const text = 'a\x1b[<0;12;7Mb';
  fc.assert(
    fc.property(fc.integer({ min: 4, max: text.length }), (at) => {
      const { keys, reports } = read(text.slice(0, at), text.slice(at));
      expect(keys.join('')).toBe('ab');
      expect(reports).toEqual([{ kind: 'click', column: 11, row: 6 }]);
    }),
  );
});

test('Escape is told at once', () => {
  expect(read('\x1b').keys).toEqual(['\x1b']);
});

test('terminals without a mouse are left alone', () => {
  expect(['xterm-256color', 'tmux-256color', 'screen'].map(knowsMouse)).toEqual([true, true, true]);
  expect(['linux', 'vt100', 'dumb', undefined].map(knowsMouse)).toEqual([false, false, false, false]);
});
