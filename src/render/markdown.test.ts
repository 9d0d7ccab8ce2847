import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rendered, styleOf, text } from './markdown.fixture.ts';
import { lineWidth, plain } from './text.ts';
import { glyphSets, type ThemeName, themes } from './theme.ts';

describe('text', () => {
  test('paragraphs flow, and hard breaks stay', async () => {
    expect(await text('one two three four\nfive six seven eight nine ten  \nnext line\\\nlast', 20)).toBe(
      'one two three four\nfive six seven eight\nnine ten\nnext line\nlast',
    );
  });

  test('strong, emphasis and code are styled, also inside each other', async () => {
    const source = 'a **bold *both*** and `x < y`';
    expect(await styleOf(source, 'bold')).toEqual({ bold: true });
    expect(await styleOf(source, 'both')).toEqual({ ...themes.dark.styles.emphasis, bold: true });
    expect(await styleOf(source, 'x < y')).toEqual(themes.dark.styles.code);
  });

  test('without colours, code keeps its backticks and emphasis its asterisks', async () => {
    expect(await text('a **bold** *word* `code`')).toBe('a bold *word* `code`');
    expect(await text('a **bold** *word* `code`', 40, 'dark')).toBe('a bold word code');
  });

  test('character references are decoded in text and left alone in code', async () => {
    expect(await text('AT&amp;T &lt;b&gt; &#8594; &rarr; `&lt;` a:b:c :smile: \\&amp;')).toBe(
      'AT&T <b> → → `&lt;` a:b:c :smile: &amp;',
    );
  });

  test('comments and tags are dropped, unknown tags are text', async () => {
    expect(
      await text('<!-- a\n\ncomment -->\n\npress <kbd>Tab</kbd> <!-- x --> in <your-file><br>next'),
    ).toBe('press Tab  in <your-file>\nnext');
  });

  test('images are their alternative text', async () => {
    expect(await text('see ![a cat](cat.png "title")')).toBe('see a cat');
  });

  test('control characters cannot come through, not even as references', async () => {
    const source =
      'a\x1b[31mb&#27;[31mc\u202e `\x07`\n\n[x](http://e.x/\x1b]0;t\x07)\n\n```ts\n\x1b[2J\0\n```\n&#10;';
    const { lines, links } = await rendered(source, 60);
    expect(lines.map(plain).join('')).not.toMatch(/[\p{Cc}\u202e]/u);
    expect(links.map(({ href }) => href).join('')).not.toMatch(/\p{Cc}/u);
  });
});

describe('headings', () => {
  test('each level looks different without colour', async () => {
    expect(await text('# One\n\n## Two\n\n### Three\n\n#### Four')).toBe(
      'One\n═══\n\nTwo\n───\n\n══ Three\n\n── Four',
    );
  });

  test('make the outline, with anchors as on GitHub', async () => {
    const { outline, lines } = await rendered(
      'intro\n\n# The `API`, part 1\n\nx\n\n## Über uns\n\n> ## Über uns',
      40,
    );
    expect(outline).toEqual([
      { level: 1, title: 'The `API`, part 1', line: 2, slug: 'the-api-part-1' },
      { level: 2, title: 'Über uns', line: 7, slug: 'über-uns' },
      { level: 2, title: 'Über uns', line: 10, slug: 'über-uns-1' },
    ]);
    for (const { line, title } of outline) expect(plain(lines[line] ?? [])).toContain(title);
  });
});

describe('lists', () => {
  test('hang under their text, nested and numbered', async () => {
    const source =
      '- one **bold** item that is long enough to wrap\n  - nested `code` item that is long, too\n- two\n\n9. nine\n10. ten is a longer item that has to wrap';
    expect(`\n${await text(source, 30)}`).toBe(`
• one bold item that is long
  enough to wrap
  ◦ nested \`code\` item that is
    long, too
• two

 9. nine
10. ten is a longer item that
    has to wrap`);
  });

  test('show one box for each task', async () => {
    expect(await text('- [ ] open **task**\n- [x] done')).toBe('[ ] open task\n[x] done');
  });

  test('hold paragraphs and code', async () => {
    expect(await text('1. First\n\n   Second paragraph\n\n   ```ts\n   go();\n   ```\n\n2. Next', 30)).toBe(
      '1. First\n\n   Second paragraph\n\n     go();\n\n2. Next',
    );
  });
});

describe('quotes', () => {
  test('stand behind a bar', async () => {
    expect(await text('> a quote that is long enough to wrap\n>\n> - item', 24)).toBe(
      '▌ a quote that is long\n▌ enough to wrap\n▌ \n▌ • item',
    );
  });

  test.each([
    ['NOTE', '● Note'],
    ['TIP', '✦ Tip'],
    ['IMPORTANT', '◆ Important'],
    ['WARNING', '▲ Warning'],
    ['CAUTION', '■ Caution'],
  ])('[!%s] is a callout with a symbol and a word', async (kind, head) => {
    expect(await text(`> [!${kind}]\n> Use **low** values.`)).toBe(`▌ ${head}\n▌ Use low values.`);
    expect(await text(`> [!${kind}]\n>\n> - one`)).toBe(`▌ ${head}\n▌ • one`);
  });

  test('other words in brackets are text', async () => {
    expect(await text('> [!OTHER] text')).toBe('▌ [!OTHER] text');
  });
});

describe('code', () => {
  test('long lines go on behind a mark', async () => {
    const source =
      "```ts\nconst completion = await client.create({ model });\n  return 'abcdefghijklmnopqrstuvwxyz0123456789';\n```";
    expect(`\n${await text(source)}`).toBe(`
  const completion = await 
  ↪ client.create({ model });
    return 'abcdefghijklmnopqrstuvwxyz01
    ↪ 23456789';`);
    expect(await text(source, 40, 'mono', glyphSets.ascii)).toContain('  \\ client.create({ model });');
  });

  test('is highlighted', async () => {
    expect(await styleOf('```ts\nconst a = 1;\n```', 'const')).toEqual(themes.dark.styles.keyword);
    expect(await styleOf('```json\n{"a": "b"}\n```', '"b"')).toEqual(themes.dark.styles.string);
  });

  test('keeps empty lines and indentation', async () => {
    expect(await text('```\na\n\n\tb\n```')).toBe('  a\n\n      b');
  });
});

describe('diagrams', () => {
  test('are drawn', async () => {
    expect(await text('```mermaid\nflowchart TD\nA --> B\n```')).toBe(
      '┌───┐\n│ A │\n└─┬─┘\n  ▼\n┌───┐\n│ B │\n└───┘',
    );
  });

  test('that cannot be drawn are shown as their source, with a word why', async () => {
    expect(await text('```mermaid\npie title Pets\n```', 60)).toBe(
      'This diagram cannot be drawn here; its source:\n    pie title Pets',
    );
  });
});

test('a rule is as wide as the pane', async () => {
  expect(await text('---', 12)).toBe('────────────');
});

const markdownParts = [
  '# Heading\n',
  '- item ',
  '  - nested **bold** `code`\n',
  '1. ',
  '> ',
  '> [!TIP]\n> ',
  '| a | b |\n|---|---|\n| c | d 日本語 |\n',
  '```ts\nconst a = "日本語";\n',
  '```\n',
  '    indented\n',
  '[link](x)',
  '[',
  '*',
  '**',
  '`',
  '\n\n',
  '\n',
  '<!-- ',
  '-->',
  '<b>',
  '\t',
  '日本語👩‍👩‍👧‍👦',
  'averyveryverylongwordwithoutanyspaceatall ',
  '&lt;',
  '\x1b[31m',
  '---\n',
];

test('whatever the source, lines fit and are harmless', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...markdownParts), { maxLength: 25 }),
      fc.constantFrom(2, 5, 12, 40, 66, 100),
      fc.constantFrom<ThemeName>('dark', 'mono'),
      async (parts, width, theme) => {
        const { lines } = await rendered(parts.join(''), width, theme);
        for (const line of lines) {
          expect(lineWidth(line)).toBeLessThanOrEqual(width);
          expect(plain(line)).not.toMatch(/\p{Cc}/u);
        }
      },
    ),
    { numRuns: 200 },
  );
});
