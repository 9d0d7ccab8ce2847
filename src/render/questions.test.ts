import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LessonQuestion } from '../workshop/types.ts';
import { renderQuestion, type Told } from './questions.ts';
import { lineWidth, plain } from './text.ts';
import { type Glyphs, glyphSets, type ThemeName, themes } from './theme.ts';

function asked(...texts: readonly string[]): LessonQuestion {
  return {
    id: 'q',
    text: 'What does `messages` hold?',
    options: texts.map((text, index) => ({
      id: text,
      text,
      correct: index === 1,
      explanation: `Because of ${text}`,
    })),
  };
}

const question = asked('one', 'two', 'three');

function text(
  told: Told,
  width = 60,
  theme: ThemeName = 'mono',
  glyphs: Glyphs = glyphSets.unicode,
): string[] {
  return renderQuestion(question, 2, told, { width, theme: themes[theme], glyphs }).lines.map(plain);
}

test('a question that is not answered tells nothing of its answers', () => {
  expect(text('nothing')).toEqual(['2. What does `messages` hold?', '   a) one', '   b) two', '   c) three']);
});

test('a wrong choice is explained, and so is what would have been right; the third option is not', () => {
  expect(text(0)).toEqual([
    '2. What does `messages` hold?',
    '✗  a) one',
    '      Wrong. Because of one',
    '✓  b) two',
    '      This is right. Because of two',
    '   c) three',
  ]);
});

test('a right choice is explained, and nothing else', () => {
  expect(text(1).slice(1)).toEqual(['   a) one', '✓  b) two', '      Right. Because of two', '   c) three']);
});

test('everything can be told at once', () => {
  expect(text('everything').filter((line) => /Wrong|right/i.test(line))).toEqual([
    '      Wrong. Because of one',
    '      Right. Because of two',
    '      Wrong. Because of three',
  ]);
});

test('right and wrong are told apart without colours and symbols; with colours code needs no backticks', () => {
  expect(text(0, 60, 'mono', glyphSets.ascii).join('')).toMatch(
    /^[ -~]*x {2}a\) one *Wrong\.[ -~]*\+ {2}b\) two/,
  );
  expect(text('nothing', 60, 'dark')[0]).toBe('2. What does messages hold?');
});

test('options are found again by their lines', () => {
  const { lines, options } = renderQuestion(question, 1, 0, {
    width: 16,
    theme: themes.mono,
    glyphs: glyphSets.unicode,
  });
  const of = (index: number) => {
    const { from, to } = options[index] ?? { from: 0, to: 0 };
    return lines.slice(from, to).map((line) => plain(line).trim());
  };
  expect(of(0)).toEqual(['✗  a) one', 'Wrong.', 'Because of', 'one']);
  expect(of(1)[0]).toBe('✓  b) two');
  expect(of(2)).toEqual(['c) three']);
});

test('whatever a question says, its lines fit and hold no control characters', () => {
  const words = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('\x1b[2J', 'a\nb', '你好 🙂', 'x'.repeat(99), '`', '``', '`a`b`'),
  );
  const told = fc.constantFrom<Told>('nothing', 'everything', 0, 1, 2, 7);
  fc.assert(
    fc.property(
      words,
      words,
      words,
      told,
      fc.integer({ min: 8, max: 100 }),
      (one, two, three, what, width) => {
        const given = { ...asked(one, two, three), text: three };
        const options = { width, theme: themes.dark, glyphs: glyphSets.unicode };
        for (const line of renderQuestion(given, 1, what, options).lines) {
          expect(lineWidth(line)).toBeLessThanOrEqual(width);
          expect(plain(line)).not.toMatch(/\p{Cc}/u);
        }
      },
    ),
  );
});
