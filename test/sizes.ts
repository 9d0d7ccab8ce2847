type Size = readonly [columns: number, rows: number];

const common: Size = [80, 24];
const others: readonly Size[] = [
  [120, 40],
  [60, 18],
];

/**
 * The terminals that a story is told in: the most common one in `npm test`. The full proof takes the others too
 * (`AGENTLINGS_SIZES`: `all`, or `others` for what `npm test` leaves out).
 */
export const sizes: readonly Size[] =
  process.env.AGENTLINGS_SIZES === 'all'
    ? [common, ...others]
    : process.env.AGENTLINGS_SIZES === 'others'
      ? others
      : [common];

/** How often random keys are tried, for each way to end. */
export const randomRuns = process.env.AGENTLINGS_SIZES === undefined ? 1 : 3;
