import * as z from 'zod';
import { playgroundSchema } from './playground.ts';
import { defaultLimits, optionLetters } from './types.ts';

const text = z.string({ error: 'expected text' }).trim().min(1, 'expected text, but it is empty');
const id = z
  .string({ error: 'expected an id' })
  .regex(
    /^[a-z0-9]+(-[a-z0-9]+)*$/,
    'expected an id of lower-case words joined by "-", for example single-turn',
  );
const lessonLink = z
  .string({ error: 'expected a lesson id' })
  .regex(
    /^[a-z0-9-]+(#[a-z0-9-]+)?$/,
    'expected a lesson id, with an optional section, for example tokens#cost',
  );
const positive = (unit: string) =>
  z.number({ error: `expected a number (${unit})` }).positive(`expected more than 0 (${unit})`);

const item = z.union(
  [z.strictObject({ lesson: id }), z.strictObject({ exercise: id })],
  'expected "lesson: some-id" or "exercise: some-id"',
);

export const workshopSchema = z.strictObject({
  title: text,
  summary: text,
  knowledge: z.array(text, 'expected a list of files').default([]),
  chapters: z
    .array(
      z.strictObject({ id, title: text, items: z.array(item, 'expected a list of lessons and exercises') }),
      'expected a list of chapters',
    )
    .min(1, 'expected at least one chapter'),
});

/** Texts that differ in nothing but their line breaks are the same; see `questions.ts`. */
function allDifferent(texts: readonly string[]): boolean {
  return new Set(texts.map((each) => each.replace(/\s+/g, ' '))).size === texts.length;
}

export const questionSchema = z.strictObject({
  question: text,
  options: z
    .array(
      z.strictObject({
        text,
        correct: z.boolean('expected true or false').default(false),
        explanation: text,
      }),
      'expected a list of options',
    )
    .min(2, 'expected at least two options')
    .max(
      optionLetters.length,
      `expected at most ${optionLetters.length} options: a to ${optionLetters.at(-1)}`,
    )
    .refine(
      (options) => allDifferent(options.map((option) => option.text)),
      'expected options that differ, but two are the same',
    )
    .refine(
      (options) => options.some((option) => option.correct),
      'expected at least one option with "correct: true"',
    ),
});

export const lessonSchema = z.strictObject({
  title: text,
  minutes: positive('minutes of reading'),
  exercises: z.array(id, 'expected a list of exercise ids').default([]),
  questions: z
    .array(questionSchema, 'expected a list of questions')
    .refine(
      (questions) => allDifferent(questions.map((each) => each.question)),
      'expected questions that differ, but two are the same',
    )
    .default([]),
  playground: playgroundSchema.optional(),
});

export const exerciseSchema = z.strictObject({
  title: text,
  summary: text,
  points: z
    .number('expected a number of points')
    .int('expected whole points')
    .positive('expected more than 0 points'),
  hints: z
    .array(text, 'expected a list of hints')
    .length(3, 'expected exactly three hints, from a nudge to nearly the answer'),
  lessons: z.array(lessonLink, 'expected a list of lesson ids').default([]),
  args: z.array(z.string('expected text'), 'expected a list of arguments').default([]),
  limits: z
    .strictObject({
      seconds: positive('seconds').default(defaultLimits.seconds),
      memoryMiB: positive('MiB').default(defaultLimits.memoryMiB),
      outputKiB: positive('KiB').default(defaultLimits.outputKiB),
      requests: positive('requests').default(defaultLimits.requests),
    })
    .default(defaultLimits),
});

export type LessonFrontMatter = z.infer<typeof lessonSchema>;
