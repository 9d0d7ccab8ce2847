import { expect, test } from 'vitest';
import { openItem } from './state.ts';
import { Story, workshop } from './story.fixture.ts';

/** A lesson and the exercise that practises it may have the same id: the curriculum has a dozen such pairs. */
const [chapter] = workshop.chapters;
const twins = {
  ...workshop,
  chapters: [
    {
      id: 'pairs',
      title: 'Pairs',
      items: [
        { ...lessonOf('basics'), id: 'ask', path: '/ask.md', exercises: ['ask'] },
        ...(chapter?.items.slice(1) ?? []),
      ],
    },
  ],
};

function lessonOf(id: string) {
  const found = chapter?.items.find((item) => item.kind === 'lesson' && item.id === id);
  if (found?.kind !== 'lesson') throw new Error(`The fixture has no lesson ${id}.`);
  return found;
}

test('both of a pair open, in the list, by their numbers, from the lesson’s end, and by a link', () => {
  const kindAfter = (...keys: readonly string[]) =>
    openItem(new Story({ workshop: twins }).press(...keys).state)?.kind;
  expect(kindAfter('return')).toBe('lesson');
  expect(kindAfter('down', 'return')).toBe('exercise');
  expect(kindAfter(':', '0', '1', 'return')).toBe('exercise');
  expect(kindAfter('return', 'end', 'return')).toBe('exercise');
  expect(kindAfter('return', 'n')).toBe('exercise');
  expect(kindAfter('return', 'n', 'p')).toBe('lesson');

  const story = new Story({ workshop: twins }).press('return');
  const links = [{ line: 0, column: 0, width: 3, href: 'exercise:ask', text: 'ask' }];
  const rendered = { lines: [[{ text: 'ask', style: {} }]], outline: [], links };
  story.send({ type: 'document', key: 'ask', width: 78, rendered }).press('l', 'return');
  expect(openItem(story.state)?.kind).toBe('exercise');
  expect(openItem(story.press('[').state)?.kind).toBe('lesson');
});

test('each of a pair keeps its own place, over a restart too', () => {
  const story = new Story({ workshop: twins, lines: 60 }).press('return', 'j', 'j', 'n', 'j', 'q');
  const again = new Story({ workshop: twins, lines: 60, progress: story.state.progress });
  expect(openItem(again.state)?.kind).toBe('exercise');
  expect(again.screen()).toContain('ask line 2');
  expect(again.press('p').screen()).toContain('ask line 3');
  expect(again.screen()).not.toContain('ask line 2 ');
});

test('while the lesson is open, a save of the exercise of the same id is none of its business', () => {
  const story = new Story({ workshop: twins }).press('return').send({ type: 'saved', exerciseId: 'ask' });
  expect(story.asked('grade')).toHaveLength(0);
  expect(story.press('n').send({ type: 'saved', exerciseId: 'ask' }).asked('grade')).toHaveLength(1);
});
