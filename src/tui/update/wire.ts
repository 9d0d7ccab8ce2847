import { curlCommand } from '../../render/curl.ts';
import { scrollOf } from '../content.ts';
import { textWidth } from '../layout.ts';
import { openExercise, type State, tabKey, type WirePlace } from '../state.ts';
import type { Step } from '../update.ts';
import { failedChecks } from '../view/checks.ts';
import { exchangeStart, wireAttempt, wirePlace } from '../view/wire.ts';
import { withTab } from './exercise.ts';

/** Marks the exchange after or before the marked one, and goes to it. */
export function turnExchange(state: State, by: 1 | -1): Step {
  const exercise = openExercise(state);
  const attempt = exercise === undefined ? undefined : wireAttempt(state, exercise.id);
  if (exercise === undefined || attempt === undefined) return [state, []];
  const { exchange, shown } = wirePlace(state, exercise.id);
  const to = Math.max(0, Math.min(attempt.exchanges.length - 1, exchange + by));
  return [at(state, exercise.id, { exchange: to, shown }), []];
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
  const { pointer } = failed.find(({ to }) => to > first)?.check ?? {};
  if (pointer?.exchange === undefined) {
    const text =
      failed.length === 0
        ? 'No check has failed.'
        : 'This check is about no one request: see Output and Wire.';
    return [{ ...state, notice: { text, kind: 'info' } }, []];
  }
  const there = {
    ...withTab(state, exercise.id, 'wire'),
    attempt: { ...state.attempt, [exercise.id]: pointer.attempt },
  };
  return [at(there, exercise.id, { exchange: pointer.exchange, shown: 'transcript' }), []];
}

function at(state: State, exerciseId: string, place: WirePlace): State {
  const next = { ...state, wire: { ...state.wire, [exerciseId]: place } };
  const line =
    place.shown === 'transcript' ? exchangeStart(next, exerciseId, place.exchange, textWidth(next)) : 0;
  return { ...next, scroll: { ...next.scroll, [tabKey(exerciseId, 'wire')]: line } };
}
