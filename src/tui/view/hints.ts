import type { Line } from '../../render/text.ts';
import type { Exercise } from '../../workshop/types.ts';
import { hintsShown, type State } from '../state.ts';
import { paragraph } from './parts.ts';

/** The hints that the learner asked for so far. They stay. */
export function hintLines(state: State, exercise: Exercise, width: number): readonly Line[] {
  const shown = hintsShown(state, exercise.id);
  const total = exercise.hints.length;
  const hints = exercise.hints
    .slice(0, shown)
    .flatMap((hint, index) => [
      ...paragraph(state, 'subheading', `Hint ${index + 1} of ${total}`, width),
      ...paragraph(state, 'text', hint, width),
      [],
    ]);
  const left = total - shown;
  const more =
    left === 0
      ? 'These are all the hints there are. A failed check says more, in Checks.'
      : `Press h for ${shown === 0 ? 'the first' : 'the next'} hint. There ${left === 1 ? 'is 1' : `are ${left}`}${shown === 0 ? '' : ' more'}.`;
  return [...hints, ...paragraph(state, 'muted', more, width)];
}
