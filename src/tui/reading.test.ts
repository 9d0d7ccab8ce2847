import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderMarkdown } from '../render/markdown.ts';
import { type Line, lineWidth, plain, span } from '../render/text.ts';
import { scrollOf } from './content.ts';
import { textWidth } from './layout.ts';
import { highlighted, matchesIn } from './reading/search.ts';
import { openItem, openKey } from './state.ts';
import { Story } from './story.fixture.ts';
import { view } from './view.ts';

const filler = Array.from({ length: 40 }, (_, index) => `Line ${index} of the text.`).join('\n\n');
const markdown = `## First steps\n\nSee [the exercise](exercise:ask) or [further down](#far-away).\n\n${filler}\n\n### Far away\n\nA Needle is here, and another needle.\n\n${filler}`;

const size = { columns: 80, rows: 24 };
const opened = new Story({ size }).press('return').state;
const width = textWidth(opened);
const rendered = await renderMarkdown(markdown, { width, theme: opened.theme, glyphs: opened.glyphs });

/** A reader in front of the first lesson, with a text of sections and links. */
function reader(): Story {
  const story = new Story({ size }).press('return');
  return story.send({ type: 'document', key: openKey(story.state) ?? '', width, rendered });
}

describe('outline', () => {
  test('shows the sections, and Enter goes to the marked one', () => {
    const story = reader().press('o');
    expect(story.screen()).toContain('First steps');
    expect(story.screen()).toContain('  Far away');
    story.press('down', 'return');
    expect(story.screen()).toMatch(/Far away/);
    expect(scrollOf(story.state)).toBeGreaterThan(20);
  });

  test('marks the section that is read now; letters look for another; Escape goes nowhere', () => {
    const story = reader().press('end', 'o');
    const line = story
      .screen()
      .split('\n')
      .find((each) => each.includes('Far away'));
    expect(line?.trimStart().startsWith(story.state.glyphs.pointer)).toBe(true);
    const before = scrollOf(story.state);
    story.press('f', 'i', 'r', 's', 't');
    expect(story.screen()).not.toContain('Far away');
    expect(scrollOf(story.press('escape').state)).toBe(before);
  });
});

describe('links', () => {
  test('lead to an exercise, and back to where one was; forward again', () => {
    const story = reader().press('down', 'down', 'l');
    expect(story.screen()).toContain('the exercise');
    story.press('return');
    expect(story.state.place).toEqual({ kind: 'item', key: 'exercise:ask' });
    story.press('[');
    expect(openItem(story.state)?.kind).toBe('lesson');
    expect(scrollOf(story.state)).toBe(2);
    expect(openItem(story.press(']').state)?.id).toBe('ask');
  });

  test('lead to a section of the same text', () => {
    const story = reader().press('l', 'down', 'return');
    expect(scrollOf(story.state)).toBeGreaterThan(20);
    expect(scrollOf(story.press('[').state)).toBe(0);
  });

  test('without anything to go back to, that is said', () => {
    expect(reader().press('[').screen()).toContain('nothing to go back to');
  });
});

describe('search', () => {
  test('goes to the first match as one types, small letters meaning both', () => {
    const story = reader().press('/', ...'needle');
    expect(story.screen()).toContain('A Needle is here');
    expect(story.screen()).toContain('1/2');
    story.press('return', 'n');
    expect(story.screen()).toContain('2/2');
    expect(story.press('n').screen()).toContain('1/2');
    expect(story.press('N').screen()).toContain('2/2');
  });

  test('a capital letter is told apart', () => {
    expect(
      reader()
        .press('/', ...'Needle')
        .screen(),
    ).toContain('1/1');
  });

  test('Escape while typing goes back to where it began; after Enter it ends the search only', () => {
    const story = reader().press('/', ...'needle', 'escape');
    expect(scrollOf(story.state)).toBe(0);
    story.press('/', ...'needle', 'return');
    const there = scrollOf(story.state);
    story.press('escape');
    expect([scrollOf(story.state), story.state.search, openItem(story.state)?.kind]).toEqual([
      there,
      undefined,
      'lesson',
    ]);
  });

  test('without a search n is the next lesson or exercise', () => {
    const story = reader();
    const before = openItem(story.state)?.id;
    expect(openItem(story.press('n').state)?.id).not.toBe(before);
  });
});

test('a marked match changes no letter and no width, wherever it stands', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: 'grapheme', maxLength: 12 }), { maxLength: 6 }),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 3 }),
      (parts, words) => {
        const line: Line = parts.map((text) => span(text.replace(/\p{Cc}/gu, '')));
        const marked = highlighted(line, matchesIn([line], words), { bold: true });
        expect(lineWidth(marked)).toBe(lineWidth(line));
        expect(plain(marked)).toBe(plain(line));
      },
    ),
  );
});

test('no line is wider than the terminal, whatever is searched for', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 90 }), fc.boolean(), (text, keep) => {
      const story = reader().press('/');
      story.send({ type: 'paste', text });
      if (keep) story.press('return');
      for (const line of view(story.state).lines) expect(lineWidth(line)).toBeLessThanOrEqual(80);
    }),
    { numRuns: 50 },
  );
});
