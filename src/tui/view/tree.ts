import { countRight } from '../../progress/answers.ts';
import { exerciseState, type Progress } from '../../progress/progress.ts';
import { concat, type Line, lineWidth, span } from '../../render/text.ts';
import type { StyleName } from '../../render/theme.ts';
import type { Item, Lesson } from '../../workshop/types.ts';
import { layoutOf } from '../layout.ts';
import { runningWork, type State } from '../state.ts';
import { paragraph, spread, styled } from './parts.ts';

interface Row {
  readonly line: Line;
  /** Index into the state's items; chapters have none. */
  readonly item?: number;
}

/** The curriculum: chapters with `done/total`, items with their status in a symbol and a word. */
export function treeLines(state: State, width: number, rows: number): Line[] {
  return visibleRows(state, width, rows).map((row) => row.line);
}

/** The index of the item that stands in a row of the screen's part for the tree. */
export function treeItemAt(state: State, width: number, rows: number, row: number): number | undefined {
  const room = layoutOf(state).paneColumns > 0 ? rows : narrowTreeRows(state, width, rows);
  return row < room ? visibleRows(state, width, room)[row]?.item : undefined;
}

/** Rows for the tree where there is no room beside it: the lower ones tell what is selected. */
export function narrowTreeRows(state: State, width: number, rows: number): number {
  return rows - Math.min(previewLines(state, width - 2).length, Math.floor(rows / 2) - 1) - 1;
}

function visibleRows(state: State, width: number, rows: number): readonly Row[] {
  const all = treeRows(state, width);
  const selected = all.findIndex((row) => row.item === state.cursor);
  // Keep the selected row, and the chapter above it, on the screen.
  const first = Math.max(0, Math.min(selected - Math.floor(rows / 2), all.length - rows));
  return all.slice(first, first + rows);
}

function treeRows(state: State, width: number): readonly Row[] {
  let index = 0;
  return state.workshop.chapters.flatMap((chapter, position): Row[] => {
    const done = chapter.items.filter((item) => isDone(item, state.progress)).length;
    const head = spread(
      state,
      [styled(state, 'heading', ` ${chapter.title}`)],
      [styled(state, 'muted', `${done}/${chapter.items.length} `)],
      width,
    );
    const rows = chapter.items.map((item): Row => {
      const row = { line: itemRow(state, item, index, width), item: index };
      index += 1;
      return row;
    });
    return [...(position > 0 ? [{ line: [] }] : []), { line: head }, ...rows];
  });
}

function itemRow(state: State, item: Item, index: number, width: number): Line {
  const look = statusLook(state, item);
  const selected = index === state.cursor;
  const pointer = selected ? state.glyphs.pointer : ' ';
  const number = item.kind === 'exercise' && item.number !== '' ? `${item.number} ` : '';
  const left = [
    span(` ${pointer} `),
    styled(state, look.style, `${look.symbol} `),
    span(`${number}${item.title}`),
  ];
  const word = styled(state, 'muted', `${look.word} `);
  const count = styled(state, 'muted', answeredRight(state, item));
  // Titles matter more than how many questions are answered.
  const right = lineWidth(concat(...left, count, word)) < width ? [count, word] : [word];
  const line = spread(state, left, right, width);
  return selected ? line.map(({ text }) => styled(state, 'selected', text)) : line;
}

/** `2/3  ` for a lesson with questions answered right; the empty string otherwise. */
function answeredRight(state: State, item: Item): string {
  const right = item.kind === 'lesson' ? countRight(state.progress, item) : 0;
  return item.kind === 'lesson' && right > 0 ? `${right}/${item.questions.length}  ` : '';
}

export interface StatusLook {
  readonly symbol: string;
  readonly word: string;
  readonly style: StyleName;
}

export function statusLook(state: State, item: Item): StatusLook {
  const { glyphs, progress } = state;
  if (item.kind === 'lesson') {
    return progress.lessonsRead[item.id] === undefined
      ? { symbol: glyphs.open, word: 'unread', style: 'muted' }
      : { symbol: glyphs.ok, word: 'read', style: 'ok' };
  }
  if (runningWork(state)?.exerciseId === item.id)
    return { symbol: glyphs.partial, word: 'running', style: 'info' };
  const looks = {
    passed: { symbol: glyphs.ok, word: 'passed', style: 'ok' },
    started: { symbol: glyphs.partial, word: 'started', style: 'warn' },
    'not started': { symbol: glyphs.open, word: 'to do', style: 'muted' },
  } as const;
  return looks[exerciseState(progress, item.id)];
}

export function isDone(item: Item, progress: Progress): boolean {
  return item.kind === 'lesson'
    ? progress.lessonsRead[item.id] !== undefined
    : exerciseState(progress, item.id) === 'passed';
}

/** What the selected item is, and at the very start what to do. */
export function previewLines(state: State, width: number): Line[] {
  const item = state.items[state.cursor];
  if (item === undefined) return [];
  const chapter = state.workshop.chapters.find((each) => each.id === item.chapterId);
  const facts =
    item.kind === 'lesson'
      ? `Lesson, ${item.minutes} minutes to read${questionsFact(state, item)}`
      : `Exercise, ${state.progress.exercises[item.id]?.points ?? 0} of ${item.points} points`;
  const about =
    item.kind === 'lesson' ? 'Press Enter to read it.' : `${item.summary} Press Enter to open it.`;
  return [
    ...welcome(state, width),
    ...paragraph(state, 'muted', chapter?.title ?? '', width),
    ...paragraph(state, 'title', item.title, width),
    [],
    ...paragraph(state, 'text', facts, width),
    concat(
      styled(
        state,
        statusLook(state, item).style,
        `${statusLook(state, item).symbol} ${statusLook(state, item).word}`,
      ),
    ),
    [],
    ...paragraph(state, 'text', about, width),
  ];
}

function questionsFact(state: State, lesson: Lesson): string {
  const total = lesson.questions.length;
  if (total === 0) return '';
  const right = countRight(state.progress, lesson);
  const words = total === 1 ? '1 question' : `${total} questions`;
  return right === 0 ? `, ${words}` : `, ${right} of ${words} answered right`;
}

function welcome(state: State, width: number): Line[] {
  const untouched =
    Object.keys(state.progress.exercises).length === 0 &&
    Object.keys(state.progress.lessonsRead).length === 0;
  if (!untouched) return [];
  return [
    ...paragraph(state, 'title', 'Welcome to Agentlings', width),
    [],
    ...paragraph(
      state,
      'text',
      'Lessons to read, exercises to write. Start with the first lesson: press Enter. Then edit the exercise file in your editor; every save is graded here. Press ? for all keys.',
      width,
    ),
    [],
  ];
}
