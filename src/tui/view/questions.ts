import { chosenOption, isAnsweredRight } from '../../progress/answers.ts';
import { type QuestionBlock, questionsHeading, type Range, renderQuestion } from '../../render/questions.ts';
import type { Line } from '../../render/text.ts';
import { type Lesson, type LessonQuestion, optionLetters } from '../../workshop/types.ts';
import { createMemo } from '../memo.ts';
import type { State } from '../state.ts';
import { paragraph } from './parts.ts';

/** A question and where it stands; lines count from the beginning of the section. */
export interface PlacedQuestion extends Range {
  /** From 0. */
  readonly index: number;
  readonly question: LessonQuestion;
  /** The latest answer is right. */
  readonly right: boolean;
  /** Lines of each option, explanation included. */
  readonly options: readonly Range[];
}

/** A lesson's self-check questions as the end of its text; no lines when it has none. */
export interface QuestionSection {
  /** Sections of one lesson with the same key have the same lines. */
  readonly key: string;
  readonly lines: readonly Line[];
  readonly questions: readonly PlacedQuestion[];
}

const nothing: QuestionSection = { key: '', lines: [], questions: [] };
const remember = createMemo<QuestionSection>();

/** The questions with what the learner has answered so far. Which of them is marked changes no line of it. */
export function questionSection(state: State, lesson: Lesson, width: number): QuestionSection {
  if (lesson.questions.length === 0) return nothing;
  const chosen = lesson.questions.map((question) => chosenOption(state.progress, lesson.id, question));
  const { theme, glyphs } = state;
  const key = `${width} ${theme.name} ${glyphs.name} ${chosen.join()}`;
  return remember(lesson, key, () => {
    const blocks = lesson.questions.map((question, index) =>
      renderQuestion(question, index + 1, chosen[index] ?? 'nothing', { width, theme, glyphs }),
    );
    return { key, ...layOut(state, lesson, introduction(state, lesson, width), blocks) };
  });
}

function introduction(state: State, lesson: Lesson, width: number): readonly Line[] {
  const most = Math.max(...lesson.questions.map(({ options }) => options.length));
  const letters = optionLetters.slice(0, most);
  const keys = `${letters.slice(0, -1).join(', ')} or ${letters.at(-1)}`;
  const text = `Answer with ${keys}, as often as you like. Nothing depends on it.`;
  return [
    [],
    ...questionsHeading('Check yourself', { ...state, width }),
    ...paragraph(state, 'muted', text, width),
  ];
}

function layOut(
  state: State,
  lesson: Lesson,
  intro: readonly Line[],
  blocks: readonly QuestionBlock[],
): Omit<QuestionSection, 'key'> {
  const lines: Line[] = [...intro];
  const questions = lesson.questions.map((question, index): PlacedQuestion => {
    const block = blocks[index] ?? { lines: [], options: [] };
    lines.push([], ...block.lines);
    const from = lines.length - block.lines.length;
    return {
      index,
      question,
      right: isAnsweredRight(state.progress, lesson.id, question),
      from,
      to: lines.length,
      options: block.options.map((option) => ({ from: from + option.from, to: from + option.to })),
    };
  });
  return { lines, questions };
}
