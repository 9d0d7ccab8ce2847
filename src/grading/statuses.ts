/**
 * What each status of an exercise is called and drawn as, in every report. The gradebook page's script reads this too,
 * so nothing is imported here: the script is compiled without Node's types.
 */
export const exerciseStatuses = [
  'passed',
  'failed',
  'timeout',
  'memory',
  'output-limit',
  'crashed',
  'invalid',
  'missing',
  'internal',
] as const;
/** The verdict of one exercise. */
export type ExerciseStatus = (typeof exerciseStatuses)[number];

export interface StatusLook {
  /** One character that every system's fonts have, and no two statuses share. */
  readonly symbol: string;
  /** The same for terminals: one cell wide in each of them. */
  readonly letter: string;
  readonly word: string;
  /** Colours: `good`, `bad`, or `open` for what is no verdict. */
  readonly tone: 'good' | 'bad' | 'open';
}

/** In the order of `exerciseStatuses`, which is that of legends. */
export const statusLooks: Readonly<Record<ExerciseStatus, StatusLook>> = {
  passed: { symbol: '✓', letter: '✓', word: 'passed', tone: 'good' },
  failed: { symbol: '✗', letter: '✗', word: 'failed', tone: 'bad' },
  timeout: { symbol: '◷', letter: 't', word: 'timed out', tone: 'bad' },
  memory: { symbol: '▲', letter: 'm', word: 'out of memory', tone: 'bad' },
  'output-limit': { symbol: '≡', letter: 'o', word: 'too much output', tone: 'bad' },
  crashed: { symbol: '!', letter: 'c', word: 'crashed', tone: 'bad' },
  invalid: { symbol: '≠', letter: 'i', word: 'does not compile', tone: 'bad' },
  missing: { symbol: '∅', letter: '-', word: 'missing', tone: 'bad' },
  internal: { symbol: '?', letter: '?', word: 'could not be graded', tone: 'open' },
};
