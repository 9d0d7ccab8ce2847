import type { DiskProblem } from '../../progress/session.ts';
import type { Effect } from '../effects.ts';
import type { Event } from '../events.ts';
import type { State } from '../state.ts';
import type { Step } from '../update.ts';
import { ladderInSight } from './ladder.ts';

/** What is the matter, in a few words. */
export const unsavedWords: Readonly<Record<DiskProblem, string>> = {
  full: 'the disk is full',
  'read-only': 'the disk is read-only',
  denied: 'no right to write there',
  unknown: 'it can’t be written',
};

/** What helps. */
export const unsavedAdvice: Readonly<Record<DiskProblem, string>> = {
  full: 'Free some space',
  'read-only': 'Make it writable',
  denied: 'Allow it',
  unknown: 'Find out why',
};

/** What happened and what to do, in a line that the smallest screen has room for. */
export const unsavedNotices: Readonly<Record<DiskProblem, string>> = {
  full: 'Not saved, the disk is full: free space before you quit.',
  'read-only': 'Not saved, a read-only disk: change that before you quit.',
  denied: 'Not saved, no right to write: change that before you quit.',
  unknown: 'Not saved, writing failed: look into it before you quit.',
};

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
