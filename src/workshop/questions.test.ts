import { expect, test } from 'vitest';
import { questionsOf } from './questions.ts';
import { lessonSchema } from './schema.ts';

function questions(...texts: readonly string[]) {
  return texts.map((question) => ({ question, options: options('Yes.', 'No.') }));
}

function options(...texts: readonly string[]) {
  return texts.map((text, index) => ({ text, correct: index === 0, explanation: `About ${text}` }));
}

function mistakes(given: unknown): readonly string[] {
  const parsed = lessonSchema.safeParse({ title: 'A', minutes: 1, questions: given });
  return parsed.success ? [] : parsed.error.issues.map(({ message }) => message);
}

test('a question keeps its id when it is moved or its lines are broken elsewhere, and loses it with its text', () => {
  const [one, two] = questionsOf(questions('What is it?', 'What else is it?'));
  const [moved, same] = questionsOf(questions('What else\n  is it?', 'What is it?'));
  expect([moved?.id, same?.id]).toEqual([two?.id, one?.id]);
  expect(same?.options.map(({ id }) => id)).toEqual(one?.options.map(({ id }) => id));
  expect(questionsOf(questions('What was it?'))[0]?.id).not.toBe(one?.id);
});

test('two questions, and two options of a question, have different texts', () => {
  expect(mistakes(questions('Why?', 'Why?'))).toEqual([
    'expected questions that differ, but two are the same',
  ]);
  expect(mistakes([{ question: 'Why?', options: options('So.', 'So.') }])).toEqual([
    'expected options that differ, but two are the same',
  ]);
  expect(mistakes(questions('Why?', 'Why not?'))).toEqual([]);
});

test('there are no more options than letters', () => {
  expect(mistakes([{ question: 'Why?', options: options('1', '2', '3', '4') }])).toEqual([]);
  expect(mistakes([{ question: 'Why?', options: options('1', '2', '3', '4', '5') }])).toEqual([
    'expected at most 4 options: a to d',
  ]);
});
