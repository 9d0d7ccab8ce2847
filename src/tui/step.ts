import type { Effect } from './effects.ts';
import type { State } from './state.ts';

/** A new state, and what is to be done about it. */
export type Step = readonly [State, readonly Effect[]];
