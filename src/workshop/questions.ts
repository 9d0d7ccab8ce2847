import { createHash } from 'node:crypto';
import type { LessonFrontMatter } from './schema.ts';
import type { LessonQuestion } from './types.ts';

/** The questions of a lesson's front matter, each question and option with an id made of its text. */
export function questionsOf(questions: LessonFrontMatter['questions']): readonly LessonQuestion[] {
  return questions.map(({ question, options }) => ({
    id: shortHash(question),
    text: question,
    options: options.map((option) => ({ ...option, id: shortHash(option.text) })),
  }));
}

/** Eight hexadecimal digits. Where an author breaks a line in the YAML file makes no difference. */
function shortHash(text: string): string {
  return createHash('sha256').update(text.replace(/\s+/g, ' ')).digest('hex').slice(0, 8);
}
