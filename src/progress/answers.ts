import type { Progress } from './progress.ts';

/** The parts of a lesson that answers are about; questions and options are told apart by their ids. */
interface AskingLesson {
  readonly id: string;
  readonly questions: readonly AskedQuestion[];
}

interface AskedQuestion {
  readonly id: string;
  readonly options: readonly { readonly id: string; readonly correct: boolean }[];
}

/** Notes an answer to a self-check question; the latest one counts. */
export function withAnswer(
  progress: Progress,
  lessonId: string,
  questionId: string,
  answer: { readonly option: string; readonly right: boolean },
  now: Date,
): Progress {
  const lesson = {
    ...ofLesson(progress, lessonId),
    [questionId]: { ...answer, answeredAt: now.toISOString() },
  };
  return { ...progress, answers: { ...progress.answers, [lessonId]: lesson } };
}

/**
 * Index of the option that was chosen last; `undefined` when the question has not been answered, or when that option
 * is no longer among its options.
 */
export function chosenOption(
  progress: Progress,
  lessonId: string,
  question: AskedQuestion,
): number | undefined {
  const chosen = ofLesson(progress, lessonId)?.[question.id]?.option;
  const index = question.options.findIndex((option) => option.id === chosen);
  return index === -1 ? undefined : index;
}

/** Whether the latest answer is right, by what the lesson says now. */
export function isAnsweredRight(progress: Progress, lessonId: string, question: AskedQuestion): boolean {
  const chosen = chosenOption(progress, lessonId, question);
  return chosen !== undefined && question.options[chosen]?.correct === true;
}

/** How many of the lesson's questions are answered right; answers to questions that it no longer has don't count. */
export function countRight(progress: Progress, lesson: AskingLesson): number {
  return lesson.questions.filter((question) => isAnsweredRight(progress, lesson.id, question)).length;
}

/** A lesson may be called `constructor`: only what is the record's own counts. */
function ofLesson(progress: Progress, lessonId: string): Progress['answers'][string] | undefined {
  return Object.hasOwn(progress.answers, lessonId) ? progress.answers[lessonId] : undefined;
}
