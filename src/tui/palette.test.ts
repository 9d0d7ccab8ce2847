import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lineWidth } from '../render/text.ts';
import { editorWith } from './line-editor.ts';
import { foundEntries } from './palette.ts';
import { Story } from './story.fixture.ts';
import { view } from './view.ts';

const size = { columns: 80, rows: 24 };

function typed(text: string): string[] {
  return [...text].map((letter) => (letter === ' ' ? 'space' : letter));
}

describe('the palette', () => {
  test('opens with everything in it, and Escape leaves things as they were', () => {
    const story = new Story({ size });
    const before = story.screen();
    story.press(':');
    for (const { title } of story.state.items) expect(story.screen()).toContain(title);
    expect(story.press('escape').screen()).toBe(before);
  });

  test('finds an exercise by its number, and Enter goes there', () => {
    const story = new Story({ size });
    const exercise = story.state.items.find((item) => item.kind === 'exercise');
    expect(exercise).toBeDefined();
    if (exercise?.kind !== 'exercise') return;
    story.press('C-p', ...typed(exercise.number), 'return');
    expect(story.state.place).toEqual({ kind: 'item', key: `exercise:${exercise.id}` });
  });

  test('finds by chapter and place: 1.2 is the second of the first chapter', () => {
    const story = new Story({ size }).press(':', ...typed('1.2'), 'return');
    expect(story.state.place).toEqual({ kind: 'item', key: 'exercise:ask' });
  });

  test('letters with others between them fit, and a word fits better', () => {
    const story = new Story({ size });
    const [item] = story.state.items;
    const title = item?.title ?? '';
    const letters = [...title.replaceAll(' ', '')].filter((_, index) => index !== 1).slice(0, 4);
    expect(
      foundEntries(story.state, { scope: 'all', line: editorWith(letters.join('')) }).map(
        ({ entry }) => entry.title,
      ),
    ).toContain(`1.1 ${title}`);
    expect(foundEntries(story.state, { scope: 'all', line: editorWith('theme') })[0]?.entry.title).toBe(
      'theme dark',
    );
  });

  test('does what is chosen: keys type there, and only Enter acts', () => {
    const story = new Story({ size }).press('down', 'return').press(':', ...typed('grade'));
    expect(story.effects.filter(({ type }) => type === 'grade')).toEqual([]);
    story.press('return');
    expect(story.effects.filter(({ type }) => type === 'grade')).toHaveLength(1);
  });

  test('nothing that fits is said, and Enter then only closes it', () => {
    const story = new Story({ size }).press(':', ...typed('zzzz'));
    expect(story.screen()).toContain('Nothing fits');
    expect(story.press('return').state.palette).toBeUndefined();
  });

  test('a theme is chosen, remembered, and what is open is laid out anew in it', () => {
    const story = new Story({ size }).press('return');
    story.press(':', ...typed('theme light'), 'return');
    expect(story.state.theme.name).toBe('light');
    expect(story.effects).toContainEqual({ type: 'theme', name: 'light' });
    expect(story.effects.filter(({ type }) => type === 'render').length).toBeGreaterThan(1);
  });
});

test('no line is wider than the terminal, whatever is typed and however narrow it is', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 40, max: 130 }),
      fc.integer({ min: 10, max: 40 }),
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.integer({ min: 0, max: 60 }),
      (columns, rows, text, down) => {
        const story = new Story({ size: { columns, rows } }).press(':');
        story.send({ type: 'paste', text });
        story.press(...Array.from({ length: down }, () => 'down'));
        const { lines } = view(story.state);
        expect(lines).toHaveLength(rows);
        for (const line of lines) expect(lineWidth(line)).toBeLessThanOrEqual(columns);
      },
    ),
    { numRuns: 100 },
  );
});
