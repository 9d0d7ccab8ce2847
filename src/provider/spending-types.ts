import type { Spent } from './spending-ledger.ts';

/** Each may be left out. A limit may be reached, not passed. */
export interface SpendingLimits {
  /** A run is the life of one guard. */
  readonly perRunTokens?: number;
  readonly perRunDollars?: number;
  /** A day is one of local time, over all processes with the same folder. */
  readonly perDayTokens?: number;
  readonly perDayDollars?: number;
}

export interface SpendingSummary {
  readonly run: Spent;
  readonly day: Spent;
  /** Broken lines of today's ledger; what costs could be read in them is counted. */
  readonly unreadable: number;
}
