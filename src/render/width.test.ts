import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { awkwardText } from './text.fixture.ts';
import { cellWidth, graphemes } from './width.ts';

test.each([
  ['abc', 3],
  ['日本', 4],
  ['e\u0301', 1],
  ['👩‍👩‍👧‍👦', 2],
  ['🇯🇵', 2],
  ['👍🏽', 2],
  ['│─↪…', 4],
  ['', 0],
])('%j takes %i cells', (text, cells) => {
  expect(cellWidth(text)).toBe(cells);
});

test('graphemes keep what belongs together', () => {
  expect(graphemes('e\u0301👩‍👩‍👧‍👦日a')).toEqual(['e\u0301', '👩‍👩‍👧‍👦', '日', 'a']);
});

test('long texts are taken apart as short ones are', () => {
  const family = '👩‍👩‍👧‍👦';
  expect(graphemes(`x${family.repeat(500)}`)).toEqual(['x', ...Array.from({ length: 500 }, () => family)]);
  expect(graphemes(`e${'\u0301'.repeat(3000)}日`)).toEqual([`e${'\u0301'.repeat(3000)}`, '日']);
});

test('every character of the fast path is one cell wide and stands alone', () => {
  for (let code = 0x20; code < 0x2600; code += 1) {
    const character = String.fromCharCode(code);
    if (graphemes(`${character}a`).length !== 2 || stringWidth(character) === cellWidth(character)) continue;
    expect.fail(`U+${code.toString(16)} is ${stringWidth(character)} cells, not ${cellWidth(character)}`);
  }
});

test('width agrees with string-width for any text', () => {
  fc.assert(
    fc.property(awkwardText, (text) => {
      expect(cellWidth(text)).toBe(stringWidth(text));
    }),
  );
});
