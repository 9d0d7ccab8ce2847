import { costOf } from '../model/prices.ts';
import type { Exchange } from '../model/types.ts';

/** What an exchange costs in dollars with the model that was asked for; `undefined` when that can't be known. */
export function exchangeCost({ request, response }: Exchange): number | undefined {
  const usage = response.completion?.usage;
  return request === undefined || usage === undefined ? undefined : costOf(request.model, usage);
}
