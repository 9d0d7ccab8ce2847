import type { Attempt } from '../runner/types.ts';

/**
 * What a run took: `(0.4 s, 2 requests, answered by …)`.
 * @param who the end of the sentence
 */
export function took(
  { durationMs, exchanges }: Pick<Attempt, 'durationMs' | 'exchanges'>,
  who: string,
): string {
  const requests = exchanges.length === 1 ? '1 request' : `${exchanges.length} requests`;
  return `(${(durationMs / 1000).toFixed(1)} s, ${requests}, ${who})`;
}
