import type { State } from '../state.ts';
import type { Step } from '../step.ts';

/** On or off, for a learner who would rather have the terminal select text. */
export function toggleMouse(state: State): Step {
  const mouse = !state.mouse;
  const text = mouse
    ? 'The mouse works here. Shift (Option on a Mac) still selects text; m turns it off.'
    : 'The mouse is the terminal’s again, to select text. m turns it on.';
  return [{ ...state, mouse, notice: { text, kind: 'info' } }, [{ type: 'mouse', on: mouse }]];
}
