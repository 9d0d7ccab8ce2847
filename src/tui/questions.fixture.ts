import type { LessonQuestion, Workshop } from '../workshop/types.ts';
import { Story, type StoryOptions, workshop } from './story.fixture.ts';

/** The test workshop with questions at the end of its first lesson. The second option is right, in each of them. */
export function question(name: string, texts: readonly string[]): LessonQuestion {
  return {
    id: name,
    text: `What about ${name}?`,
    options: texts.map((text, index) => ({
      id: text,
      text: `${name} ${text}`,
      correct: index === 1,
      explanation: `Why ${name} ${text}.`,
    })),
  };
}

export const questions: readonly LessonQuestion[] = [
  question('tea', ['red', 'green', 'blue']),
  question('rice', ['cold', 'hot']),
  question('soup', ['thin', 'thick', 'sweet', 'sour']),
];

export function workshopAsking(asked: readonly LessonQuestion[]): Workshop {
  const chapters = workshop.chapters.map((chapter) => ({
    ...chapter,
    items: chapter.items.map((item) =>
      item.kind === 'lesson' && item.id === 'basics' ? { ...item, questions: asked } : item,
    ),
  }));
  return { ...workshop, chapters };
}

/** A learner at the end of a lesson that asks. */
export function atQuestions(options: StoryOptions = {}): Story {
  return new Story({ workshop: workshopAsking(questions), ...options }).press('return', 'end');
}
