import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderMarkdown } from '../render/markdown.ts';
import { lineWidth } from '../render/text.ts';
import { glyphSets, themes } from '../render/theme.ts';
import { Story } from './story.fixture.ts';
import { view } from './view.ts';

const columns = ['Parameter', 'What it does', 'Where', 'Since', 'Until', 'Comment'];
const cell = (name: string, row: number) => `${name.toLowerCase()}${row}withoutspaces${row}`;
const table = [
  `| ${columns.join(' | ')} |`,
  `|${columns.map(() => '---').join('|')}|`,
  ...[1, 2].map((row) => `| ${columns.map((name) => cell(name, row)).join(' | ')} |`),
].join('\n');
const code = `\`\`\`ts\nconst short = 1;\nconst long = '${'0123456789'.repeat(12)} 终';\n\`\`\``;
const source = `# Wide\n\nProse stays where it is.\n\n${table}\n\n${code}\n\nAnd so does this.\n`;

async function reading(size: { columns: number; rows: number }, text = source): Promise<Story> {
  const story = new Story({ size }).press('return');
  const key = 'basics';
  const width = Math.min(88, (size.columns >= 100 ? size.columns - 37 : size.columns) - 2);
  const look = { width, theme: themes.dark, glyphs: glyphSets.unicode, sideways: true };
  return story.send({ type: 'document', key, width, rendered: await renderMarkdown(text, look) });
}

describe('what is wider than the screen', () => {
  test('keeps its lines, is cut with a mark, and comes with Right and Left', async () => {
    const story = await reading({ columns: 80, rows: 24 });
    expect(story.screen()).toMatch(/│ parameter1withoutspaces1 │.*→ ?\n/);
    expect(story.screen()).not.toContain('comment1');
    expect(story.rows().at(-1)).toContain('→ more');
    story.press(...Array.from({ length: 20 }, () => 'right'));
    expect(story.screen()).toMatch(/←.*│ comment1withoutspaces1 +│/);
    expect(story.screen()).toContain('Prose stays where it is.');
    story.press(...Array.from({ length: 20 }, () => 'left'));
    expect(story.screen()).toMatch(/│ parameter1withoutspaces1 │.*→ ?\n/);
  });

  test('lines of one block move together, short ones too', async () => {
    const story = await reading({ columns: 80, rows: 24 });
    expect(story.press('end').screen()).toContain('const short = 1;');
    expect(story.press('right').screen()).toMatch(/← short = 1;/);
  });

  test('on a screen that is wide enough there is nothing to scroll', async () => {
    const story = await reading({ columns: 80, rows: 24 }, '# A\n\n| a | b |\n|---|---|\n| 1 | 2 |\n');
    const before = story.screen();
    expect(story.rows().at(-1)).not.toContain('more');
    expect(story.press('right', 'right').screen()).toBe(before);
  });

  test('a search finds what is beyond the edge, and marks it when it comes', async () => {
    const story = await reading({ columns: 80, rows: 24 });
    story.press('/', ...'comment2', 'return');
    expect(story.screen()).toContain('1/1');
    expect(story.press(...Array.from({ length: 20 }, () => 'right')).screen()).toContain(
      'comment2withoutspaces2',
    );
  });
});

test('without a screen to scroll, code is wrapped and a table is told as records', async () => {
  const look = { width: 60, theme: themes.dark, glyphs: glyphSets.unicode };
  const { lines, wide } = await renderMarkdown(source, look);
  expect(wide).toBeUndefined();
  for (const line of lines) expect(lineWidth(line)).toBeLessThanOrEqual(60);
});

test('whatever the width and however far, the frame is whole', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 60, max: 140 }),
      fc.array(fc.constantFrom('right', 'left', 'down', 'up', 'end', 'home'), { maxLength: 30 }),
      async (width, keys) => {
        const story = await reading({ columns: width, rows: 20 });
        const { lines } = view(story.press(...keys).state);
        expect(lines).toHaveLength(20);
        for (const line of lines) expect(lineWidth(line)).toBe(width);
      },
    ),
    { numRuns: 60 },
  );
});
