import type { Line } from '../../render/text.ts';
import { itemKey } from '../../workshop/lookup.ts';
import type { Item, Lesson } from '../../workshop/types.ts';
import { createMemo } from '../memo.ts';
import type { State } from '../state.ts';
import { paragraph, styled } from './parts.ts';
import { questionSection } from './questions.ts';
import { isDone } from './tree.ts';

/** A lesson's text, or an exercise's task, as it was laid out. */
export function documentLines(state: State, item: Item): readonly Line[] {
  const document = state.documents[itemKey(item)];
  if (document === undefined) return [[styled(state, 'muted', `Loading${state.glyphs.ellipsis}`)]];
  return document.rendered.lines;
}

const remember = createMemo<readonly Line[]>();

/** A lesson's text, its questions, and a last line that says where Enter goes from here. */
export function lessonLines(state: State, lesson: Lesson, width: number): readonly Line[] {
  const text = documentLines(state, lesson);
  if (state.documents[itemKey(lesson)] === undefined) return text;
  const after = afterLesson(state, lesson);
  const words = wordsAtEnd(after === undefined ? undefined : state.items[after], lesson);
  const questions = questionSection(state, lesson, width);
  return remember(text, `${questions.key} ${width} ${state.theme.name} ${words}`, () => [
    ...text,
    ...questions.lines,
    [],
    ...paragraph(state, 'info', words, width),
  ]);
}

/**
 * Index of what comes after a lesson: the first of its exercises that is not passed yet, else the next item;
 * `undefined` at the end of the workshop.
 */
export function afterLesson(state: State, lesson: Lesson): number | undefined {
  const practice = state.items.findIndex(
    (item) => item.kind === 'exercise' && lesson.exercises.includes(item.id) && !isDone(item, state.progress),
  );
  if (practice !== -1) return practice;
  const next = state.items.findIndex((item) => itemKey(item) === itemKey(lesson)) + 1;
  return next < state.items.length ? next : undefined;
}

function wordsAtEnd(item: Item | undefined, lesson: Lesson): string {
  if (item === undefined) return 'This is the end of the workshop.';
  if (item.kind === 'lesson') return `The next lesson is "${item.title}": press Enter.`;
  const name = `${item.number} ${item.title}`.trim();
  return lesson.exercises.includes(item.id)
    ? `The exercise "${name}" practises this: press Enter to open it.`
    : `The next exercise is "${name}": press Enter to open it.`;
}
