import { describe, expect, test } from 'vitest';
import { rendered, text } from './markdown.fixture.ts';
import { glyphSets } from './theme.ts';

const roles = `| Role | Purpose | Example |
|---|---|--:|
| \`system\` | Sets the model's behavior and constraints | "You are a **helpful** travel assistant." |
| \`user\` | Human input | 1 |`;

describe('tables', () => {
  test('that fit are drawn at their own width', async () => {
    expect(`\n${await text('| a | b |\n|:-:|--:|\n| one two | 1 |\n| x | 22 |', 66)}`).toBe(`
┌─────────┬─────┐
│    a    │   b │
├─────────┼─────┤
│ one two │   1 │
│    x    │  22 │
└─────────┴─────┘`);
  });

  test('that are wider have their cells wrapped', async () => {
    expect(`\n${await text(roles, 66)}`).toBe(`
┌──────────┬──────────────────────────┬──────────────────────────┐
│ Role     │ Purpose                  │                  Example │
├──────────┼──────────────────────────┼──────────────────────────┤
│ \`system\` │ Sets the model's         │       "You are a helpful │
│          │ behavior and constraints │       travel assistant." │
├──────────┼──────────────────────────┼──────────────────────────┤
│ \`user\`   │ Human input              │                        1 │
└──────────┴──────────────────────────┴──────────────────────────┘`);
  });

  test('become records where words would not fit', async () => {
    expect(`\n${await text(roles, 30)}`).toBe(`
▸ \`system\`
  Purpose: Sets the model's
    behavior and constraints
  Example: "You are a
    helpful travel assistant."

▸ \`user\`
  Purpose: Human input
  Example: 1`);
  });

  test('use ASCII where that is all there is', async () => {
    expect(await text('| a — b |\n|---|\n| c |', 40, 'mono', glyphSets.ascii)).toBe(
      '+-------+\n| a - b |\n+-------+\n| c     |\n+-------+',
    );
  });
});

describe('links', () => {
  test('are underlined and collected with their places', async () => {
    const { links, lines } = await rendered('go to [the **docs**](../a.md) or <https://example.com>', 80);
    expect(links).toEqual([
      { line: 0, column: 6, width: 8, href: '../a.md', text: 'the docs' },
      { line: 0, column: 18, width: 19, href: 'https://example.com', text: 'https://example.com' },
    ]);
    expect(lines[0]?.find((span) => span.text === 'docs')?.style).toEqual({ underline: true, bold: true });
  });

  test('that wrap have a place on each line', async () => {
    const { links } = await rendered('- [a long link text](x)', 12);
    expect(links.map(({ line, column, text: part }) => [line, column, part])).toEqual([
      [0, 2, 'a long'],
      [1, 2, 'link text'],
    ]);
  });

  test('in tables are found, too', async () => {
    const { links } = await rendered('| a |\n|---|\n| see [b](c) |', 40);
    expect(links).toEqual([{ line: 3, column: 6, width: 1, href: 'c', text: 'b' }]);
  });
});
