import type { Exercise } from '../../workshop/types.ts';
import { lastScroll, scrollOf } from '../content.ts';
import type { Effect } from '../effects.ts';
import { ladderPlace, needsSolution, rungsOf, rungsShown, shownRungs } from '../ladder.ts';
import { contentRows, textWidth } from '../layout.ts';
import { openExercise, type State, tabKey, tabOf } from '../state.ts';
import type { Step } from '../step.ts';
import { placedRungs } from '../view/ladder.ts';
import { withTab } from './exercise.ts';

/** The next rung of the help ladder; before the solution it asks. */
export function climb(state: State): Step {
  const exercise = openExercise(state);
  if (exercise === undefined) return [state, []];
  const shown = rungsShown(state, exercise);
  const next = rungsOf(exercise)[shown];
  if (next?.kind === 'solution' && tabOf(state, exercise.id) === 'hints') {
    const text = 'Show the solution? What you find yourself stays with you longer.';
    return [{ ...state, question: { text, onYes: 'show-solution' } }, []];
  }
  // With nothing more to climb, or with a question to come, the ladder is shown first.
  return next === undefined || next.kind === 'solution'
    ? [atTop(state, exercise, shown), []]
    : climbed(state, exercise);
}

/** The learner has said yes to seeing the solution. */
export function showSolution(state: State, exercise: Exercise): Step {
  const [next, effects] = climbed(state, exercise);
  return [next, [...effects, { type: 'save-solution-seen', exerciseId: exercise.id }]];
}

/** Asks before the solution takes the place of the learner's text. */
export function askToApply(state: State): Step {
  const exercise = openExercise(state);
  if (exercise === undefined) return [state, []];
  if (!shownRungs(state, exercise).some(({ kind }) => kind === 'solution')) {
    const text = 'The solution is the last of the help here: h leads there.';
    return [{ ...state, notice: { text, kind: 'info' } }, []];
  }
  const text = 'Put the solution into your file? Your text is kept, and u brings it back.';
  return [{ ...state, question: { text, onYes: 'apply-solution' } }, []];
}

/** Folds the marked rung, or unfolds it. */
export function fold(state: State): Step {
  const exercise = openExercise(state);
  if (exercise === undefined) return [state, []];
  const { marked, folded } = ladderPlace(state, exercise);
  const next = folded.includes(marked) ? folded.filter((index) => index !== marked) : [...folded, marked];
  return [
    inSight({ ...state, ladder: { ...state.ladder, [exercise.id]: { marked, folded: next } } }, exercise),
    [],
  ];
}

/**
 * In Hints the mark moves to the next rung when that is on the screen, else the lines move.
 * @returns undefined on every other surface
 */
export function moveOnLadder(state: State, by: 1 | -1): Step | undefined {
  const exercise = openExercise(state);
  if (exercise === undefined || tabOf(state, exercise.id) !== 'hints') return undefined;
  const { marked, folded } = ladderPlace(state, exercise);
  const target = placedRungs(state, exercise, textWidth(state))[marked + by];
  const from = scrollOf(state);
  const to = Math.max(0, Math.min(lastScroll(state), from + by));
  const scroll = { ...state.scroll, [tabKey(exercise.id, 'hints')]: to };
  const seen =
    target !== undefined && (by > 0 ? target.from < from + contentRows(state) - 1 : target.to > from);
  if (!seen) return [{ ...state, scroll }, []];
  const ladder = { ...state.ladder, [exercise.id]: { marked: marked + by, folded } };
  return [inSight({ ...state, ladder }, exercise), []];
}

/** What the ladder has to be told, after something has happened. */
export function solutionIfNeeded(before: State, state: State, fileChanged: boolean): readonly Effect[] {
  const exercise = needsSolution(state);
  if (exercise === undefined) return [];
  const width = textWidth(state) - 2;
  const known = needsSolution(before)?.id === exercise.id && textWidth(before) - 2 === width;
  return known && !fileChanged ? [] : [{ type: 'render-solution', exerciseId: exercise.id, width }];
}

/** A rung that has come, or what it was waiting for: the screen goes there. */
export function ladderInSight(before: State, state: State): State {
  const exercise = openExercise(state);
  if (exercise === undefined || tabOf(state, exercise.id) !== 'hints') return state;
  const climbedNow = rungsShown(before, exercise) < rungsShown(state, exercise);
  const loadedNow = before.solutions[exercise.id] === undefined && state.solutions[exercise.id] !== undefined;
  return climbedNow || loadedNow ? inSight(state, exercise) : state;
}

function climbed(state: State, exercise: Exercise): Step {
  const count = rungsShown(state, exercise) + 1;
  return [atTop(state, exercise, count), [{ type: 'save-hints', exerciseId: exercise.id, count }]];
}

/** Shows the ladder with its highest rung marked and unfolded: the newest is the last thing there. */
function atTop(state: State, exercise: Exercise, count: number): State {
  const { folded } = ladderPlace(state, exercise);
  const marked = Math.max(0, count - 1);
  return {
    ...withTab(state, exercise.id, 'hints'),
    ladder: { ...state.ladder, [exercise.id]: { marked, folded: folded.filter((each) => each !== marked) } },
    scroll: { ...state.scroll, [tabKey(exercise.id, 'hints')]: Number.MAX_SAFE_INTEGER },
  };
}

/** Scrolls as little as it takes to have the marked rung on the screen; a long one is shown from its heading. */
function inSight(state: State, exercise: Exercise): State {
  const { marked } = ladderPlace(state, exercise);
  const rung = placedRungs(state, exercise, textWidth(state))[marked];
  if (rung === undefined) return state;
  const to = Math.min(rung.from, Math.max(scrollOf(state), rung.to - contentRows(state)));
  return { ...state, scroll: { ...state.scroll, [tabKey(exercise.id, 'hints')]: to } };
}
