import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { editScript } from './diff/edit-script.ts';
import { renderDiff } from './diff.ts';
import { lineWidth, plain } from './text.ts';
import { glyphSets, themes } from './theme.ts';

const options = {
  width: 40,
  theme: themes.dark,
  glyphs: glyphSets.unicode,
  names: ['the starter', 'your file'] as const,
};

function text(before: string, after: string) {
  return renderDiff(before, after, options).map(plain).join('\n');
}

const ten = Array.from({ length: 20 }, (_, index) => `line ${index + 1}`);

test('shows changes with three lines around them', () => {
  const changed = ten.with(9, 'changed').toSpliced(10, 0, 'added');
  expect(`\n${text(ten.join('\n'), changed.join('\n'))}`).toBe(`
--- the starter
+++ your file
@@ -7,7 +7,8 @@
  line 7
  line 8
  line 9
- line 10
+ changed
+ added
  line 11
  line 12
  line 13`);
});

test('distant changes are apart, near ones together', () => {
  const distant = text(ten.join('\n'), ten.with(0, 'a').with(19, 'b').join('\n'));
  expect(distant.match(/^@@.*$/gm)).toEqual(['@@ -1,4 +1,4 @@', '@@ -17,4 +17,4 @@']);
  const near = text(ten.join('\n'), ten.with(5, 'a').with(10, 'b').join('\n'));
  expect(near.match(/^@@.*$/gm)).toEqual(['@@ -3,12 +3,12 @@']);
  expect(near.match(/line 9/g)).toHaveLength(1);
});

test('a file that comes or goes', () => {
  expect(text('', 'a\n')).toBe('--- the starter\n+++ your file\n@@ -0,0 +1,1 @@\n+ a');
  expect(text('a\n', '')).toBe('--- the starter\n+++ your file\n@@ -1,1 +0,0 @@\n- a');
});

test('equal texts and different line ends are no difference', () => {
  expect(text('a\nb\n', 'a\nb\n')).toBe('');
  expect(text('a\nb\n', 'a\r\nb\r\n')).toBe('');
});

test('long lines wrap, and control characters are shown', () => {
  const lines = renderDiff('', `const text = "${'x'.repeat(60)}";\n\x1b[31m\tz\0`, options);
  for (const line of lines) expect(lineWidth(line)).toBeLessThanOrEqual(40);
  expect(lines.map(plain).join('\n')).toContain('↪');
  expect(lines.map(plain).at(-1)).toBe('+     z␀');
});

const someLines = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 14 });

/** Length of the longest common subsequence, the plain way. */
function common(one: readonly string[], other: readonly string[]): number {
  let row = new Array<number>(other.length + 1).fill(0);
  for (const line of one) {
    const next = [0];
    other.forEach((otherLine, index) => {
      const best =
        line === otherLine ? (row[index] ?? 0) + 1 : Math.max(row[index + 1] ?? 0, next[index] ?? 0);
      next.push(best);
    });
    row = next;
  }
  return row.at(-1) ?? 0;
}

describe('the edit script', () => {
  test('leads from one text to the other, and is as short as can be', () => {
    fc.assert(
      fc.property(someLines, someLines, (before, after) => {
        const edits = editScript(before, after);
        expect(edits.filter(({ kind }) => kind !== 'added').map((edit) => edit.text)).toEqual(before);
        expect(edits.filter(({ kind }) => kind !== 'removed').map((edit) => edit.text)).toEqual(after);
        expect(edits.filter(({ kind }) => kind === 'same')).toHaveLength(common(before, after));
      }),
      { numRuns: 500 },
    );
  });

  test('numbers lines from 1', () => {
    expect(editScript(['a', 'b'], ['x', 'b'])).toEqual([
      { kind: 'removed', text: 'a', before: 1, after: 1 },
      { kind: 'added', text: 'x', before: 2, after: 1 },
      { kind: 'same', text: 'b', before: 2, after: 2 },
    ]);
  });

  test('texts with nothing in common are one removed and one added', () => {
    const before = Array.from({ length: 3000 }, (_, index) => `before ${index}`);
    const after = Array.from({ length: 3000 }, (_, index) => `after ${index}`);
    const edits = editScript(before, after);
    expect(edits).toHaveLength(6000);
    expect(edits.slice(0, 3000).every(({ kind }) => kind === 'removed')).toBe(true);
  });
});
