import { scrollOf } from '../content.ts';
import { openKey, type State, surfaceKey } from '../state.ts';
import type { Stop } from './trail.ts';

const longest = 50;

/** Where one is now; `undefined` in the list. */
export function stopHere(state: State): Stop | undefined {
  const key = openKey(state);
  return key === undefined ? undefined : { key, scroll: scrollOf(state) };
}

/** The state with this place to come back to. */
export function withStop(state: State): State {
  const here = stopHere(state);
  if (here === undefined) return state;
  return { ...state, trail: { back: [...state.trail.back.slice(1 - longest), here], ahead: [] } };
}

export function scrolledTo(state: State, scroll: number): State {
  return { ...state, scroll: { ...state.scroll, [surfaceKey(state)]: Math.max(0, scroll) } };
}
