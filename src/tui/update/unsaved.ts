import type { DiskProblem } from '../../progress/session.ts';
import type { Effect } from '../effects.ts';
import type { Event } from '../events.ts';
import type { State } from '../state.ts';
import type { Step } from '../step.ts';
import { unsavedNotices, unsavedWords } from '../unsaved-texts.ts';
import { ladderInSight } from './ladder.ts';

/** The progress as it is now, and whether it is on disk. That it isn't is said when that is new, and stays in the title. */
export function withProgress(
  state: State,
  { progress, unsaved }: Extract<Event, { type: 'progress' }>,
): Step {
  const next = ladderInSight(state, { ...state, progress, unsaved });
  if (unsaved !== undefined && unsaved !== state.unsaved)
    return [{ ...next, notice: { kind: 'bad', text: unsavedNotices[unsaved] } }, []];
  if (unsaved !== undefined || state.unsaved === undefined) return [next, []];
  const saved: State = { ...next, notice: { kind: 'ok', text: 'Saved: everything is on the disk again.' } };
  // The question was whether to quit without that.
  if (state.question?.onYes !== 'quit-unsaved') return [saved, []];
  return [{ ...saved, question: undefined }, [{ type: 'quit' }]];
}

/** Before what is only in memory is lost: once more to the disk, and only then a question. */
export function askToLoseProgress(state: State, unsaved: DiskProblem, leaving: readonly Effect[]): Step {
  const text = `Not saved: ${unsavedWords[unsaved]}. Quit anyway?`;
  return [{ ...state, question: { text, onYes: 'quit-unsaved' } }, leaving];
}
