import type { Event } from '../events.ts';
import type { State } from '../state.ts';
import type { Step } from '../step.ts';

/** Who answers runs and the playground from now on. What is configured is read anew: it may have changed. */
export function switchAnswerer(state: State): Step {
  if (!state.answerer.live) return [state, [{ type: 'read-provider' }]];
  const text = 'The simulated model answers from now on. L switches back.';
  return [{ ...state, answerer: { ...state.answerer, live: false }, notice: { text, kind: 'info' } }, []];
}

/** What is configured now: its name, or why there is nobody to ask. */
export function withProvider(
  state: State,
  { provider, problem }: Extract<Event, { type: 'provider' }>,
): State {
  if (provider === undefined) {
    const text = problem ?? 'No provider is configured. The README says how, under "Real models".';
    return {
      ...state,
      answerer: { live: false },
      notice: { text, kind: problem === undefined ? 'info' : 'bad' },
    };
  }
  const text = `${provider} answers runs, saves and the playground from now on. Grades stay with the simulated model. L switches back.`;
  return { ...state, answerer: { provider, live: true }, notice: { text, kind: 'info' } };
}
