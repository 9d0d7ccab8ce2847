import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sanitizeOutput, toHarmless, toHarmlessSource } from './sanitize.ts';

const dangerous = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/u;

describe('sanitizeOutput', () => {
  test.each([
    ['colours', '\x1b[31mred\x1b[0m \x1b[38;5;9mtext', ['red text']],
    ['a window title', '\x1b]0;owned\x07after', ['after']],
    ['a title in 8-bit form', '\x9d0;owned\x9cafter', ['after']],
    ['a device string', 'a\x1bPq#0;2;0\x1b\\b', ['ab']],
    ['a link', '\x1b]8;;https://example.com\x1b\\here\x1b]8;;\x1b\\', ['here']],
    ['moving the cursor', 'a\x1b[2J\x1b[1;1Hb', ['ab']],
    ['an unfinished title: nothing after it is lost', '\x1b]0;title\nnext', ['␛]0;title', 'next']],
    ['8-bit CSI', 'a\x9b31mb', ['ab']],
    ['NUL and BEL', 'a\0b\x07', ['a␀b␇']],
    ['Windows line ends', 'a\r\nb\r\n', ['a', 'b']],
    ['a redrawn line', '10%\r20%\r100%\n', ['100%']],
    ['a shorter text over a longer one', 'abcdef\rxy', ['xycdef']],
    ['erasing before redrawing', 'downloading\r\x1b[Kdone', ['done']],
    ['stepping back', 'abc\b\bX', ['aXc']],
    ['overwriting half of a wide character', '日本\rx', ['x 本']],
    ['tabs', 'a\tb\n日\tc', ['a       b', '日      c']],
    ['direction overrides', 'user\u202egnp.exe', ['usergnp.exe']],
    ['half a surrogate pair', 'a\ud83d!', ['a\ufffd!']],
    ['a byte order mark', '\ufeffa', ['a']],
    ['empty lines', 'a\n\nb\n', ['a', '', 'b']],
    ['a single line break', '\n', ['']],
    ['nothing', '', []],
  ])('%s', (_, output, lines) => {
    expect(sanitizeOutput(output)).toEqual(lines);
  });

  test('keeps emoji, accents and scripts as they are', () => {
    const text = 'naïve e\u0301 日本語 👩‍👩‍👧‍👦 नमस्ते ไทย العربية';
    expect(sanitizeOutput(text)).toEqual([text]);
  });

  test('limits the marks on one letter', () => {
    expect(sanitizeOutput(`a${'\u0301'.repeat(500)}b`)[0]?.length).toBeLessThan(20);
  });
});

const hostile = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.constantFrom(
        '\x1b[',
        '\x1b]',
        '\x1bP',
        '\x9b',
        '\x9d',
        '\x9c',
        '\x07',
        '\r',
        '\b',
        '\t',
        '\n',
        '31m',
        'K',
        '\ud800',
        '\u202e',
        '日',
      ),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''));

test('no output holds anything that a terminal acts upon', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      for (const line of sanitizeOutput(text)) expect(line).not.toMatch(dangerous);
      expect(toHarmless(text)).not.toMatch(dangerous);
      expect(toHarmlessSource(text).replace(/[\n\t]/g, '')).not.toMatch(dangerous);
    }),
    { numRuns: 500 },
  );
});

test('what is harmless stays as it is', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const once = sanitizeOutput(text);
      expect(sanitizeOutput(once.join('\n'))).toEqual(once.join('\n') === '' ? [] : dropLast(once));
      expect(toHarmless(toHarmless(text))).toBe(toHarmless(text));
    }),
  );
});

function dropLast(lines: readonly string[]): readonly string[] {
  return lines.length > 1 && lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

test('toHarmless makes one line', () => {
  expect(toHarmless('a\r\nb\tc\x1b[1m!\x7f')).toBe('a b c!␡');
});
