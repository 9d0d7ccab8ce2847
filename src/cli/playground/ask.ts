import type { PlaygroundSession } from '../../model/playground/session.ts';

/** Has a request answered. */
export type Ask = PlaygroundSession['ask'];
