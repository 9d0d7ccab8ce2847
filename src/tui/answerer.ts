/** Who can answer, as far as the screen knows. Grades are always answered by the simulated model. */
export interface Answerer {
  /** The configured provider's name, for example `Ollama`; `undefined` when none can be used. */
  readonly provider?: string;
  /** Whether runs, saves and the playground go to the provider. */
  readonly live: boolean;
}

/** As much of the screen's state as says who answers. */
interface Answering {
  readonly answerer: Answerer;
}

export const simulated = 'simulated model';

/** The provider that answers runs and the playground; `undefined` when the simulated model does. */
export function liveProvider({ answerer }: Answering): string | undefined {
  return answerer.live ? answerer.provider : undefined;
}

/** Within a sentence: `Ollama`, or `the simulated model`. */
export function answererInWords(state: Answering): string {
  return liveProvider(state) ?? `the ${simulated}`;
}
