import { withAnswer } from '../../progress/answers.ts';
import type { Range } from '../../render/questions.ts';
import { type Lesson, optionLetters } from '../../workshop/types.ts';
import { scrollOf } from '../content.ts';
import { contentRows } from '../layout.ts';
import { currentQuestion, placedQuestions } from '../questions.ts';
import { openItem, type State } from '../state.ts';
import type { Step } from '../step.ts';
import type { PlacedQuestion } from '../view/questions.ts';

/** Answers the question at hand with an option, counted from 0. It is explained at once, and may be answered again. */
export function answerQuestion(state: State, option: number): Step {
  const lesson = openLesson(state);
  const current = currentQuestion(state);
  if (lesson === undefined || lesson.questions.length === 0) return [state, []];
  if (current === undefined) return [withNotice(state, 'The questions are at the end: Tab goes there.'), []];
  const { question, index } = current;
  const chosen = question.options[option];
  if (chosen === undefined) {
    const last = optionLetters[question.options.length - 1] ?? '';
    return [withNotice(state, `Question ${index + 1} has the answers a to ${last}.`), []];
  }
  const answer = { option: chosen.id, right: chosen.correct };
  const progress = withAnswer(state.progress, lesson.id, question.id, answer, new Date(state.now));
  const answered = showAnswer({ ...state, progress }, lesson, index, option, scrollOf(state));
  return [answered, [{ type: 'save-answer', lessonId: lesson.id, questionId: question.id, ...answer }]];
}

/** Marks the question after or before the one at hand; from the text, the first that is not answered right yet. */
export function turnQuestion(state: State, by: number): Step {
  const lesson = openLesson(state);
  const all = placedQuestions(state);
  if (lesson === undefined || all.length === 0) return [state, []];
  const current = currentQuestion(state);
  const open = all.findIndex(({ right }) => !right);
  const index =
    current !== undefined
      ? (current.index + by + all.length) % all.length
      : by < 0
        ? all.length - 1
        : Math.max(0, open);
  const target = all[index];
  if (target === undefined) return [state, []];
  return [scrolledTo(marking(state, lesson, index), lesson, scrollOf(state), target), []];
}

/** The explanation comes on the screen; the mark goes on when the answer is right and the next question is in sight. */
function showAnswer(state: State, lesson: Lesson, index: number, option: number, scroll: number): State {
  const question = placedQuestions(state)[index];
  if (question === undefined) return state;
  const shown = scrolledTo(marking(state, lesson, index), lesson, scroll, ...wanted(question, option));
  if (!question.right) return shown;
  const next = currentQuestion(marking(shown, lesson, undefined));
  return next === undefined || next.right ? shown : marking(shown, lesson, next.index);
}

/** What should be on the screen after an answer, the best first: the first of these that fits will be. */
function wanted(question: PlacedQuestion, option: number): readonly Range[] {
  const chosen = question.options[option] ?? question;
  const told = question.options.filter(
    (_, index) => index === option || question.question.options[index]?.correct === true,
  );
  const both = {
    from: Math.min(...told.map(({ from }) => from)),
    to: Math.max(...told.map(({ to }) => to)),
  };
  return question.right ? [question, chosen] : [question, both, chosen];
}

/** Scrolls as little as it takes to have the lines on the screen; what is too long is shown from its beginning. */
function scrolledTo(state: State, lesson: Lesson, scroll: number, ...ranges: readonly Range[]): State {
  const rows = contentRows(state);
  const range = ranges.find(({ from, to }) => to - from <= rows) ?? ranges.at(-1);
  if (range === undefined) return state;
  const to = Math.min(range.from, Math.max(scroll, range.to - rows));
  return { ...state, scroll: { ...state.scroll, [lesson.id]: to } };
}

function marking(state: State, lesson: Lesson, index: number | undefined): State {
  return { ...state, marked: { ...state.marked, [lesson.id]: index } };
}

function withNotice(state: State, text: string): State {
  return { ...state, notice: { text, kind: 'info' } };
}

function openLesson(state: State): Lesson | undefined {
  const item = openItem(state);
  return item?.kind === 'lesson' ? item : undefined;
}
