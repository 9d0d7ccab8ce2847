import { toHarmless } from '../../render/sanitize.ts';
import { concat, type Line, prefixLines, span } from '../../render/text.ts';
import type { Exercise } from '../../workshop/types.ts';
import { ladderPlace, type Rung, rungsOf, shownRungs } from '../ladder.ts';
import type { State } from '../state.ts';
import { paragraph, styled } from './parts.ts';

/** A rung's lines among all lines of the ladder, counted from 0. */
export interface PlacedRung {
  readonly from: number;
  /** Exclusive; the empty line after it is not its own. */
  readonly to: number;
}

/** The rungs that the learner has climbed, each with its heading, and a last line that says what comes next. */
export function ladderLines(state: State, exercise: Exercise, width: number): readonly Line[] {
  return [
    ...rungBlocks(state, exercise, width).flatMap((lines) => [...lines, []]),
    ...paragraph(state, 'muted', whatNext(state, exercise), width),
  ];
}

export function placedRungs(state: State, exercise: Exercise, width: number): readonly PlacedRung[] {
  let from = 0;
  return rungBlocks(state, exercise, width).map((lines) => {
    const placed = { from, to: from + lines.length };
    from = placed.to + 1;
    return placed;
  });
}

function rungBlocks(state: State, exercise: Exercise, width: number): readonly Line[][] {
  const { marked, folded } = ladderPlace(state, exercise);
  const { glyphs } = state;
  return shownRungs(state, exercise).map((rung, index) => {
    const isFolded = folded.includes(index);
    const sign = isFolded ? glyphs.folded : glyphs.unfolded;
    const heading = concat(
      styled(state, index === marked ? 'focus' : 'muted', `${sign} `),
      styled(state, index === marked ? 'selected' : 'subheading', rung.title),
    );
    if (isFolded) return [heading];
    return [heading, ...prefixLines([...rungLines(state, exercise, rung, width - 2)], [span('  ')])];
  });
}

function rungLines(state: State, exercise: Exercise, rung: Rung, width: number): readonly Line[] {
  if (rung.kind === 'hint') return paragraph(state, 'text', rung.text, width);
  if (rung.kind === 'why') return whyLines(state, exercise, width);
  const solution = state.solutions[exercise.id];
  if (solution === undefined) return [[styled(state, 'muted', `Loading${state.glyphs.ellipsis}`)]];
  if (rung.kind === 'solution') {
    const words = 'Press s to put it into your file. Your text is kept, and u brings it back.';
    return [...paragraph(state, 'muted', words, width), [], ...solution.text];
  }
  if (solution.difference.length > 0) return solution.difference;
  return paragraph(state, 'muted', 'Your file is the reference solution.', width);
}

/** The checks that failed in the latest grade, with all that is known about each. */
function whyLines(state: State, exercise: Exercise, width: number): readonly Line[] {
  const failed = (state.work[exercise.id]?.checks ?? []).filter(({ status }) => status === 'failed');
  if (failed.length === 0) {
    const { result } = state.work[exercise.id] ?? {};
    const words =
      result === undefined
        ? 'Press g to grade your program: why a check fails will be here.'
        : result.status === 'passed'
          ? 'Nothing failed the last time.'
          : result.message;
    return paragraph(state, 'muted', toHarmless(words), width);
  }
  return failed.flatMap((check, index) => [
    ...(index > 0 ? [[]] : []),
    ...paragraph(state, 'bad', `${state.glyphs.bad} ${toHarmless(check.title)}`, width),
    ...part(state, 'It wants', check.expected, width),
    ...part(state, 'It saw', check.actual, width),
    ...part(state, 'Do this', check.help, width),
  ]);
}

function part(state: State, label: string, text: string, width: number): Line[] {
  const column = `${label}: `;
  return text
    .split('\n')
    .flatMap((line) => paragraph(state, 'text', toHarmless(line), width - column.length - 2))
    .map((line, index) =>
      concat(span('  '), styled(state, 'muted', index === 0 ? column : ' '.repeat(column.length)), line),
    );
}

function whatNext(state: State, exercise: Exercise): string {
  const shown = shownRungs(state, exercise).length;
  const next = rungsOf(exercise)[shown];
  if (next === undefined)
    return 'This is all the help there is. The lesson has more about the ideas behind it.';
  const left = exercise.hints.length - shown;
  if (next.kind === 'hint') {
    const more = shown === 0 ? '' : ' more';
    return `Press h for ${shown === 0 ? 'the first' : 'the next'} hint. There ${left === 1 ? `is 1${more}` : `are ${left}${more}`}.`;
  }
  const words = {
    why: 'These are all the hints there are. Press h to see why the checks failed.',
    difference: 'Press h to see how your file differs from the reference solution.',
    solution: 'Press h for the solution.',
  };
  return words[next.kind];
}
