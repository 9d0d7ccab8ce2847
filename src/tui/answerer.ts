import type { State } from './state.ts';

/** Who can answer, as far as the screen knows. Grades are always answered by the simulated model. */
export interface Answerer {
  /** The configured provider's name, for example `Ollama`; `undefined` when none can be used. */
  readonly provider?: string;
  /** Whether runs, saves and the playground go to the provider. */
  readonly live: boolean;
}

export const simulated = 'simulated model';

/** The provider that answers runs and the playground; `undefined` when the simulated model does. */
export function liveProvider({ answerer }: Pick<State, 'answerer'>): string | undefined {
  return answerer.live ? answerer.provider : undefined;
}

/** Within a sentence: `Ollama`, or `the simulated model`. */
export function answererInWords(state: Pick<State, 'answerer'>): string {
  return liveProvider(state) ?? `the ${simulated}`;
}
