import type { CheckResult } from '../../grading/types.ts';
import { curlCommand } from '../../render/curl.ts';
import { scrollOf } from '../content.ts';
import { contentRows, textWidth } from '../layout.ts';
import { openExercise, type State, tabKey, type WirePlace } from '../state.ts';
import type { Step } from '../step.ts';
import { failedChecks } from '../view/checks.ts';
import { exchangeStart, listLength, wireAttempt, wirePlace } from '../view/wire.ts';
import { withTab } from './exercise.ts';

/** Marks the exchange after or before the marked one, and goes to it. */
export function turnExchange(state: State, by: 1 | -1): Step {
  const exercise = openExercise(state);
  const attempt = exercise === undefined ? undefined : wireAttempt(state, exercise.id);
  if (exercise === undefined || attempt === undefined) return [state, []];
  const place = wirePlace(state, exercise.id);
  const to = Math.max(0, Math.min(attempt.exchanges.length - 1, place.exchange + by));
  return [at(state, exercise.id, { exchange: to, shown: place.shown }), []];
}

/** Shows the marked exchange in another way, or all of them as a transcript again. */
export function toggleShown(state: State, shown: 'raw' | 'difference'): Step {
  const exercise = openExercise(state);
  if (exercise === undefined) return [state, []];
  const place = wirePlace(state, exercise.id);
  return [at(state, exercise.id, { ...place, shown: place.shown === shown ? 'transcript' : shown }), []];
}

export function copyCurl(state: State): Step {
  const exercise = openExercise(state);
  const attempt = exercise === undefined ? undefined : wireAttempt(state, exercise.id);
  const exchange =
    exercise === undefined ? undefined : attempt?.exchanges[wirePlace(state, exercise.id).exchange];
  if (exchange === undefined) return [state, []];
  return [state, [{ type: 'copy', text: curlCommand(exchange), fileName: 'curl.sh' }]];
}

/** From the failed check that is on the screen to the request that it is about. */
export function showExchange(state: State): Step {
  const exercise = openExercise(state);
  if (exercise === undefined) return [state, []];
  const first = scrollOf(state);
  const failed = failedChecks(state, exercise, textWidth(state));
  const check = failed.find(({ to }) => to > first)?.check;
  if (check !== undefined) return showCheck(state, exercise.id, check);
  return [{ ...state, notice: { text: 'No check has failed.', kind: 'info' } }, []];
}

/** The request and the message in it that a failed check is about. */
export function showCheck(state: State, exerciseId: string, { pointer }: CheckResult): Step {
  if (pointer?.exchange === undefined) {
    const text = 'This check is about no one request: see Output and Wire.';
    return [{ ...state, notice: { text, kind: 'info' } }, []];
  }
  const there = {
    ...withTab(state, exerciseId, 'wire'),
    attempt: { ...state.attempt, [exerciseId]: pointer.attempt },
  };
  const { exchange, message } = pointer;
  const pointed = { exchange, message };
  return [at(there, exerciseId, { exchange, shown: 'transcript', pointed }), []];
}

/** Marks an exchange by its position, and goes to it. */
export function showExchangeAt(state: State, exerciseId: string, exchange: number): Step {
  const { shown } = wirePlace(state, exerciseId);
  return [at(state, exerciseId, { exchange, shown }), []];
}

/** In a small window what was asked for comes first, and the list is above it. */
function belowStart(state: State, exerciseId: string, width: number): number {
  const above = listLength(state, exerciseId, width);
  return contentRows(state) - above < fewRows ? above : 0;
}

const fewRows = 10;

function at(state: State, exerciseId: string, place: WirePlace): State {
  const next = { ...state, wire: { ...state.wire, [exerciseId]: place } };
  const width = textWidth(next);
  const line =
    place.shown === 'transcript'
      ? exchangeStart(next, exerciseId, place.exchange, width)
      : belowStart(next, exerciseId, width);
  return { ...next, scroll: { ...next.scroll, [tabKey(exerciseId, 'wire')]: line } };
}
