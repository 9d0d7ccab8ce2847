import type { DiskProblem } from '../progress/session.ts';

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
