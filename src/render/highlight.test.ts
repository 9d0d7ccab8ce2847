import { expect, test } from 'vitest';
import { fromAnsi } from './ansi.ts';
import { highlight, highlightLines, supportsLanguage } from './highlight.ts';
import { plain } from './text.ts';
import { themes } from './theme.ts';

const code = `// <greet> & go
const text: string = \`hi \${name}\`;
console.log('it\\'s', 42);`;

test('keeps the code, character by character', () => {
  expect(highlightLines(code, 'ts', themes.dark).map(plain)).toEqual(code.split('\n'));
});

test('colours keywords, strings, comments and what is inserted in strings differently', () => {
  const spans = highlightLines(code, 'typescript', themes.dark).flat();
  const styleOf = (text: string) => spans.find((span) => span.text.includes(text))?.style;
  const { keyword, string, comment, number } = themes.dark.styles;
  expect(styleOf('const')).toEqual(keyword);
  expect(styleOf('<greet>')).toEqual(comment);
  expect(styleOf('hi ')).toEqual(string);
  expect(styleOf('42')).toEqual(number);
  expect(styleOf('name')).not.toEqual(string);
});

test.each(['ts', 'typescript', 'js', 'json', 'bash', 'sh', 'yaml', 'yml', 'python', 'py'])(
  'knows %s',
  (name) => {
    expect(supportsLanguage(name)).toBe(true);
  },
);

test('leaves unknown languages as they are', () => {
  expect(supportsLanguage('cobol')).toBe(false);
  expect(highlightLines('a\tb\n', 'cobol', themes.dark).map(plain)).toEqual(['a   b', '']);
});

test('shows control characters instead of passing them', () => {
  expect(highlightLines('a\x1b[31m\0', 'ts', themes.dark).map(plain)).toEqual(['a␀']);
});

test("stands in for cli-highlight's function", () => {
  const ansi = highlight('const a = 1;', { language: 'js' });
  expect(ansi).toContain('\x1b[');
  expect(fromAnsi(ansi).map(plain)).toEqual(['const a = 1;']);
});
