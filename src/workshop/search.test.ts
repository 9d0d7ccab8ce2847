import { expect, test } from 'vitest';
import { searchText } from './search.ts';

const body = `# Tokens

A **token** is a piece
of text, see [the guide](https://example.com/token).

- first \`token\` of a list

\`\`\`ts
const token = 1;
// # Token, no heading
\`\`\`

## Costs of a Token

| Token | Price |
`;

test('each place is told with its section and the words around it, without marks', () => {
  expect(searchText(body, 'token')).toEqual([
    { section: 'Tokens', words: 'Tokens' },
    { section: 'Tokens', words: 'A token is a piece of text, see the guide.' },
    { section: 'Tokens', words: 'first token of a list' },
    { section: 'Tokens', words: 'const token = 1;' },
    { section: 'Tokens', words: '// # Token, no heading' },
    { section: 'Costs of a Token', words: 'Costs of a Token' },
    { section: 'Costs of a Token', words: '| Token | Price |' },
  ]);
});

test('words are found over a line end, and upper case counts where it is typed', () => {
  expect(searchText(body, 'piece  of text')).toHaveLength(1);
  expect(searchText(body, 'Costs')).toHaveLength(1);
  expect(searchText(body, 'COSTS')).toEqual([]);
  expect(searchText(body, '  ')).toEqual([]);
});

test('of a long line a part is told that begins and ends with whole words', () => {
  const line = `${'before '.repeat(30)}needle ${'after '.repeat(30)}`;
  const [found] = searchText(line, 'needle');
  expect(found?.words).toMatch(/^… (before )+needle( after)+ …$/);
  expect(found?.words.length).toBeLessThan(100);
});

test('a text without spaces is told as well', () => {
  const [found] = searchText('词'.repeat(200), '词词');
  expect(found?.words).toContain('词词');
});
