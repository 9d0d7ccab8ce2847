import type { Exercise } from '../../workshop/types.ts';
import type { Effect } from '../effects.ts';
import type { Event } from '../events.ts';
import { contentRows, textWidth } from '../layout.ts';
import { type HistoryView, openExercise, type State, tabKey, tabOf, type VersionView } from '../state.ts';
import type { Step } from '../step.ts';

/** In the list of versions the mark moves. @returns undefined on every other surface */
export function moveInHistory(state: State, by: 1 | -1): Step | undefined {
  const exercise = shownExercise(state);
  const history = exercise === undefined ? undefined : state.history[exercise.id];
  if (exercise === undefined || history === undefined || history.open !== undefined) return undefined;
  const marked = Math.max(0, Math.min(history.versions.length - 1, history.marked + by));
  const key = tabKey(exercise.id, 'history');
  const scroll = Math.max(marked - contentRows(state) + 1, Math.min(marked, state.scroll[key] ?? 0));
  return [
    { ...withView(state, exercise, { ...history, marked }), scroll: { ...state.scroll, [key]: scroll } },
    [],
  ];
}

/** From the list to what the marked version would change, and back. */
export function openVersion(state: State): Step {
  const exercise = shownExercise(state);
  const history = exercise === undefined ? undefined : state.history[exercise.id];
  if (exercise === undefined || history === undefined) return [state, []];
  const scroll = { ...state.scroll, [tabKey(exercise.id, 'history')]: 0 };
  if (history.open !== undefined) {
    return [{ ...withView(state, exercise, { ...history, open: undefined }), scroll }, []];
  }
  const number = history.versions[history.marked]?.number;
  if (number === undefined) return [state, []];
  const effect: Effect = { type: 'render-version', exerciseId: exercise.id, number, width: textWidth(state) };
  return [{ ...state, scroll }, [effect]];
}

/** Asks before a version takes the place of the learner's text. */
export function askForVersion(state: State): Step {
  const version = markedVersion(state);
  if (version === undefined) return [state, []];
  const text = `Put version ${version.number} into your file? Your text is kept, and u brings it back.`;
  return [{ ...state, question: { text, onYes: 'apply-version' } }, []];
}

export function putVersionBack(state: State, exercise: Exercise): Step {
  const version = markedVersion(state);
  if (version === undefined) return [state, []];
  return [state, [{ type: 'apply-version', exerciseId: exercise.id, number: version.number }]];
}

/** What the tab has to be told after something has happened: it is shown now, or there is a new version. */
export function historyIfNeeded(before: State, state: State, changed: boolean): readonly Effect[] {
  const exercise = shownExercise(state);
  if (exercise === undefined) return [];
  const open = state.history[exercise.id]?.open;
  const exerciseId = exercise.id;
  const known = shownExercise(before)?.id === exerciseId;
  const list: Effect[] = known && !changed ? [] : [{ type: 'read-history', exerciseId }];
  const width = textWidth(state);
  const stale = open !== undefined && (changed || (open.width !== width && textWidth(before) !== width));
  return stale ? [...list, { type: 'render-version', exerciseId, number: open.number, width }] : list;
}

/** The mark stays with its version when newer ones come. */
export function withHistory(state: State, exerciseId: string, versions: readonly VersionView[]): State {
  const before = state.history[exerciseId];
  const number = before?.versions[before.marked]?.number;
  const atTop = before === undefined || before.marked === 0;
  const marked = atTop
    ? 0
    : Math.max(
        0,
        versions.findIndex((each) => each.number === number),
      );
  return { ...state, history: { ...state.history, [exerciseId]: { versions, marked, open: before?.open } } };
}

/** A layout for a width that the screen no longer has is dropped. */
export function withVersion(state: State, event: Extract<Event, { type: 'version' }>): State {
  const history = state.history[event.exerciseId];
  if (history === undefined || event.width !== textWidth(state)) return state;
  const { number, width, difference } = event;
  const next = { ...history, open: { number, width, difference } };
  return { ...state, history: { ...state.history, [event.exerciseId]: next } };
}

function markedVersion(state: State): VersionView | undefined {
  const exercise = shownExercise(state);
  const history = exercise === undefined ? undefined : state.history[exercise.id];
  if (history?.open === undefined) return history?.versions[history.marked];
  return history.versions.find(({ number }) => number === history.open?.number);
}

/** The exercise whose history is on the screen. */
function shownExercise(state: State): Exercise | undefined {
  const exercise = openExercise(state);
  return exercise !== undefined && tabOf(state, exercise.id) === 'history' ? exercise : undefined;
}

function withView(state: State, exercise: Exercise, history: HistoryView): State {
  return { ...state, history: { ...state.history, [exercise.id]: history } };
}
