import type { Exercise } from '../workshop/types.ts';
import { type LadderPlace, openExercise, type State, tabOf } from './state.ts';

/** The help ladder of an exercise: each rung tells more than the one before. `h` climbs, nothing goes away again. */
export type Rung =
  | { readonly kind: 'hint'; readonly text: string; readonly title: string }
  /** Why checks failed, difference to the solution, and the solution. */
  | { readonly kind: 'why' | 'difference' | 'solution'; readonly title: string };

export function rungsOf({ hints }: Exercise): readonly Rung[] {
  return [
    ...hints.map((text, index) => ({
      kind: 'hint' as const,
      text,
      title: `Hint ${index + 1} of ${hints.length}`,
    })),
    { kind: 'why', title: 'Why it failed' },
    { kind: 'difference', title: 'Your file beside the solution' },
    { kind: 'solution', title: 'The solution' },
  ];
}

/** How many rungs the learner has climbed. */
export function rungsShown(state: State, exercise: Exercise): number {
  return Math.min(rungsOf(exercise).length, state.progress.exercises[exercise.id]?.hintsShown ?? 0);
}

/** The rungs that are shown, lowest first. */
export function shownRungs(state: State, exercise: Exercise): readonly Rung[] {
  return rungsOf(exercise).slice(0, rungsShown(state, exercise));
}

/** Without a choice of the learner's the highest rung is marked, and nothing is folded. */
export function ladderPlace(state: State, exercise: Exercise): LadderPlace {
  const last = Math.max(0, rungsShown(state, exercise) - 1);
  const { marked, folded } = state.ladder[exercise.id] ?? { marked: last, folded: [] };
  return { marked: Math.min(marked, last), folded };
}

/** The exercise whose ladder has to know the learner's file and the solution now; `undefined` for none. */
export function needsSolution(state: State): Exercise | undefined {
  const exercise = openExercise(state);
  if (exercise === undefined || tabOf(state, exercise.id) !== 'hints') return undefined;
  return shownRungs(state, exercise).some(({ kind }) => kind === 'difference') ? exercise : undefined;
}
