/**
 * What each status is called and drawn as. Shared by the page's makers and by its script, so nothing is imported here:
 * the script is compiled without Node's types.
 */
export type Status =
  | 'passed'
  | 'failed'
  | 'timeout'
  | 'memory'
  | 'output-limit'
  | 'crashed'
  | 'invalid'
  | 'missing'
  | 'internal';

export interface StatusLook {
  /** One character that every system's fonts have, and no two statuses share. */
  readonly symbol: string;
  readonly word: string;
  /** Colours: `good`, `bad`, or `open` for what is no verdict. */
  readonly tone: 'good' | 'bad' | 'open';
}

/** In the order of the legend. */
export const statusLooks: Readonly<Record<Status, StatusLook>> = {
  passed: { symbol: '✓', word: 'passed', tone: 'good' },
  failed: { symbol: '✗', word: 'failed', tone: 'bad' },
  timeout: { symbol: '◷', word: 'timed out', tone: 'bad' },
  memory: { symbol: '▲', word: 'out of memory', tone: 'bad' },
  'output-limit': { symbol: '≡', word: 'too much output', tone: 'bad' },
  crashed: { symbol: '!', word: 'crashed', tone: 'bad' },
  invalid: { symbol: '≠', word: 'does not compile', tone: 'bad' },
  missing: { symbol: '∅', word: 'missing', tone: 'bad' },
  internal: { symbol: '?', word: 'could not be graded', tone: 'open' },
};

export const statusNames = Object.keys(statusLooks) as readonly Status[];
