import { chosenOption, countRight, isAnsweredRight, withAnswer } from '../../progress/answers.ts';
import type { Progress } from '../../progress/progress.ts';
import { findLesson } from '../../workshop/lookup.ts';
import { type Lesson, optionLetters } from '../../workshop/types.ts';
import { openContext } from '../context.ts';
import { type ExitStatus, exitStatus, UsageError } from '../exit.ts';
import { parseOptions } from '../options.ts';
import { writeOut } from '../output.ts';
import { questionText } from '../questions.ts';

/**
 * `answer LESSON NUMBER LETTER`: answers a self-check question, explains the answer and asks the next one.
 * `answer LESSON`: the questions with the answers given so far. A wrong answer is no failure of the command.
 */
export async function answerCommand(argv: readonly string[]): Promise<ExitStatus> {
  const { values, positionals } = parseOptions(argv, {});
  const [name, number, letter, ...more] = positionals;
  const complete = number === undefined || letter !== undefined;
  if (values.help === true || name === undefined || !complete || more.length > 0) {
    throw new UsageError('Usage: npm run workshop -- answer LESSON [NUMBER LETTER]');
  }
  const { workshop, progress } = openContext(values.workshop);
  const lesson = findLesson(workshop, name);
  if (lesson.questions.length === 0) {
    await writeOut(`The lesson ${lesson.id} asks no questions.\n`);
    return exitStatus.passed;
  }
  if (number === undefined || letter === undefined) {
    await writeOut(`${answersSoFar(lesson, progress.load().progress)}\n`);
    return exitStatus.passed;
  }
  const { index, option, question, chosen } = choiceOf(lesson, number, letter);
  await writeOut(`${questionText(lesson, index, option)}\n`);
  const answer = { option: chosen.id, right: chosen.correct };
  const after = progress.update((before) => withAnswer(before, lesson.id, question.id, answer, new Date()));
  await writeOut(`\n${whatNext(lesson, after, index)}\n`);
  return exitStatus.passed;
}

/** @throws UsageError naming the numbers or letters there are */
function choiceOf(lesson: Lesson, number: string, letter: string) {
  const index = /^\d+$/.test(number) ? Number(number) - 1 : -1;
  const question = lesson.questions[index];
  if (question === undefined) {
    const { length } = lesson.questions;
    const which = length === 1 ? 'one question: 1' : `${length} questions: 1 to ${length}`;
    throw new UsageError(`There is no question "${number}". The lesson ${lesson.id} has ${which}.`);
  }
  const letters: readonly string[] = optionLetters.slice(0, question.options.length);
  const option = letters.indexOf(letter.toLowerCase());
  const chosen = question.options[option];
  if (chosen === undefined) {
    throw new UsageError(`There is no option "${letter}". Question ${number} has ${letters.join(', ')}.`);
  }
  return { index, option, question, chosen };
}

function answersSoFar(lesson: Lesson, progress: Progress): string {
  const blocks = lesson.questions.map((question, index) =>
    questionText(lesson, index, chosenOption(progress, lesson.id, question) ?? 'nothing'),
  );
  const example = `Answer with the question's number and a letter, for example: answer ${lesson.id} 1 a`;
  return [...blocks, `${rightOfAll(lesson, progress)} ${example}`].join('\n\n');
}

/** After an answer: the next question that is not answered right, or how it went. */
function whatNext(lesson: Lesson, progress: Progress, index: number): string {
  const open = lesson.questions.flatMap((question, at) =>
    isAnsweredRight(progress, lesson.id, question) || at === index ? [] : [at],
  );
  const next = open.find((at) => at > index) ?? open[0];
  if (next === undefined) return rightOfAll(lesson, progress);
  return `${questionText(lesson, next, 'nothing')}\n\nAnswer with: answer ${lesson.id} ${next + 1} LETTER`;
}

function rightOfAll(lesson: Lesson, progress: Progress): string {
  return `${countRight(progress, lesson)} of ${lesson.questions.length} answered right.`;
}
