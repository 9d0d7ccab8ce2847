import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { awkwardText } from './text.fixture.ts';
import {
  concat,
  type Line,
  lineWidth,
  pad,
  plain,
  prefixLines,
  slice,
  span,
  truncate,
  truncateText,
  wrapLine,
  wrapText,
} from './text.ts';
import { cellWidth, graphemes } from './width.ts';

const anyLine: fc.Arbitrary<Line> = fc
  .array(fc.tuple(awkwardText, fc.integer({ min: 16, max: 255 })), { maxLength: 4 })
  .map((parts) => parts.map(([text, fg]) => span(text, { fg })));
const anyWidth = fc.integer({ min: 2, max: 50 });

/** Every grapheme with its colour, spaces left out. */
function inked(lines: readonly Line[]): string[] {
  return lines
    .flat()
    .flatMap(({ text, style }) => graphemes(text).map((grapheme) => `${grapheme} in ${style.fg}`))
    .filter((grapheme) => !/^\s/.test(grapheme));
}

/** Whether each grapheme fits into a line; some take three cells and more. */
function showable(text: string, width: number): boolean {
  return graphemes(text).every((grapheme) => cellWidth(grapheme) <= width);
}

describe('wrapping', () => {
  test('breaks between words and drops the spaces there', () => {
    expect(wrapText('the quick brown   fox', 9)).toEqual(['the quick', 'brown', 'fox']);
  });

  test('breaks a long word inside, and CJK anywhere but before a closing mark', () => {
    expect(wrapText('see https://example.com/a/b', 10)).toEqual(['see', 'https://ex', 'ample.com/', 'a/b']);
    expect(wrapText('日本語のテキスト。', 8)).toEqual(['日本語の', 'テキス', 'ト。']);
  });

  test('keeps indentation and empty lines', () => {
    expect(wrapText('  indented words\n\nmore', 11)).toEqual(['  indented', 'words', '', 'more']);
  });

  test('a non-breaking space holds words together', () => {
    expect(wrapText('costs 10\u00a0EUR', 9)).toEqual(['costs', '10\u00a0EUR']);
  });

  test('shows a mark for a character that no line can hold', () => {
    expect(wrapText('日a', 1)).toEqual(['?', 'a']);
  });

  test('wrapped lines fit, and every grapheme is there once, in order and in its style', () => {
    fc.assert(
      fc.property(anyLine, anyWidth, (line, width) => {
        fc.pre(line.every(({ text }) => showable(text, width)));
        const lines = wrapLine(line, width);
        for (const wrapped of lines) expect(lineWidth(wrapped)).toBeLessThanOrEqual(width);
        expect(inked(lines)).toEqual(inked([line]));
      }),
    );
  });

  test('wrapped text fits and keeps its graphemes', () => {
    fc.assert(
      fc.property(awkwardText, anyWidth, (text, width) => {
        fc.pre(showable(text, width));
        const lines = wrapText(text, width);
        for (const line of lines) expect(cellWidth(line)).toBeLessThanOrEqual(width);
        expect(lines.flatMap(graphemes).filter((grapheme) => !/^\s/.test(grapheme))).toEqual(
          graphemes(text).filter((grapheme) => !/^\s/.test(grapheme)),
        );
      }),
    );
  });

  test('a line is not broken while the next word would still fit', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,9}$/), { minLength: 1 }), anyWidth, (words, width) => {
        const lines = wrapText(words.join(' '), Math.max(width, 9));
        lines.slice(1).forEach((line, index) => {
          const [next = ''] = line.split(' ');
          expect(`${lines[index]} ${next}`.length).toBeGreaterThan(Math.max(width, 9));
        });
      }),
    );
  });
});

describe('cutting', () => {
  test('truncate puts an ellipsis where something is missing, and only there', () => {
    expect(truncateText('completion', 6)).toBe('compl…');
    expect(truncateText('completion', 10)).toBe('completion');
    expect(truncateText('日本語', 4)).toBe('日 …');
    expect(truncateText('completion', 5, '...')).toBe('co...');
  });

  test('a wide character that is cut becomes a space', () => {
    expect(plain(slice([span('日本')], 1, 3))).toBe('  ');
    expect(plain(slice([span('日本')], 0, 3))).toBe('日 ');
  });

  test('slice has exactly the cells asked for, as far as the line has them', () => {
    fc.assert(
      fc.property(anyLine, fc.nat(40), fc.nat(40), (line, from, length) => {
        const cells = Math.max(0, Math.min(lineWidth(line), from + length) - Math.min(lineWidth(line), from));
        expect(lineWidth(slice(line, from, from + length))).toBe(cells);
      }),
    );
  });

  test('the two halves of a line hold its graphemes, but for one cut in two', () => {
    fc.assert(
      fc.property(anyLine, fc.nat(60), (line, at) => {
        const halves = inked([slice(line, 0, at), slice(line, at, 10_000)]);
        const all = inked([line]);
        expect(halves.length).toBeGreaterThanOrEqual(all.length - 1);
        for (const grapheme of halves) expect(all).toContain(grapheme);
      }),
    );
  });

  test('truncate never exceeds the width', () => {
    fc.assert(
      fc.property(anyLine, fc.nat(40), (line, width) => {
        expect(lineWidth(truncate(line, width))).toBeLessThanOrEqual(width);
      }),
    );
  });

  test('pad is exactly as wide as asked', () => {
    fc.assert(
      fc.property(anyLine, fc.nat(60), (line, width) => {
        expect(lineWidth(pad(line, width))).toBe(width);
      }),
    );
  });
});

test('concat joins lines and spans and leaves out empty ones', () => {
  expect(concat([span('a'), span('')], span('b'))).toEqual([span('a'), span('b')]);
});

test('prefixLines gives empty lines no trailing spaces', () => {
  const lines = prefixLines([[span('a')], [], [span('b')]], [span('- ')], [span('  ')]);
  expect(lines.map(plain)).toEqual(['- a', '', '  b']);
});
