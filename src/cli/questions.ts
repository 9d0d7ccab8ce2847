import { toAnsi } from '../render/ansi.ts';
import type { ColorDepth } from '../render/color.ts';
import { questionsHeading, renderQuestion, type Told } from '../render/questions.ts';
import type { Line } from '../render/text.ts';
import type { Lesson } from '../workshop/types.ts';
import { colorsOf, outputColumns } from './output.ts';
import { plainTheme } from './plain-theme.ts';

export interface QuestionTextOptions {
  /** Nothing is drawn with lines. */
  readonly linear?: boolean;
  /** Every option with its explanation. */
  readonly answers?: boolean;
}

/** A lesson's self-check questions for standard output; the empty string when it has none. */
export function questionsText(
  lesson: Lesson,
  { linear = false, answers = false }: QuestionTextOptions,
): string {
  if (lesson.questions.length === 0) return '';
  const color = colorsOf(process.stdout);
  const options = { width: outputColumns(), ...plainTheme(color) };
  const heading = questionsHeading('Check yourself', options, linear);
  const blocks = lesson.questions.map((_, index) =>
    questionText(lesson, index, answers ? 'everything' : 'nothing'),
  );
  const how = answers
    ? []
    : [
        `Answer with the command "answer", for example: answer ${lesson.id} 1 a\nTo see all answers: lesson ${lesson.id} --answers`,
      ];
  return `\n${[ansi(heading, color), ...blocks, ...how].join('\n\n')}\n`;
}

/** One question for standard output. */
export function questionText(lesson: Lesson, index: number, told: Told): string {
  const question = lesson.questions[index];
  const color = colorsOf(process.stdout);
  const options = { width: outputColumns(), ...plainTheme(color) };
  return question === undefined ? '' : ansi(renderQuestion(question, index + 1, told, options).lines, color);
}

function ansi(lines: readonly Line[], color: ColorDepth): string {
  return lines.map((line) => toAnsi(line, { color }).trimEnd()).join('\n');
}
