import { newSeed } from '../../grading/seed.ts';
import type { PlaygroundRequest } from '../../model/playground/request.ts';
import { type AskOptions, type PlaygroundAnswer, PlaygroundSession } from '../../model/playground/session.ts';
import { costOf } from '../../model/prices.ts';
import { createUpstream } from '../../provider/forward.ts';
import type { ProviderConfiguration } from '../../provider/types.ts';
import { isLocal, liveHooks } from '../live-hooks.ts';

/**
 * Asks the provider once, through the recording endpoint, under the spending guard. Each ask counts as a run.
 * @param state folder of progress and logs; what was spent on a day is kept in it
 * @throws UsageError when a spending limit is no number
 */
export async function liveAsk(
  provider: ProviderConfiguration,
  state: string,
  request: PlaygroundRequest,
  options: AskOptions,
): Promise<PlaygroundAnswer> {
  const { hooks, notes } = liveHooks(provider, state, undefined);
  const upstream = createUpstream(provider, hooks);
  const session = new PlaygroundSession({ seed: newSeed(), knowledge: [], upstream });
  try {
    const answer = await session.ask(request, options);
    const response = answer.exchange?.response;
    const model = response?.completion?.model;
    return {
      ...answer,
      live: {
        provider: provider.name,
        model,
        explanation: response?.explanation?.line,
        dollars: dollarsOf(provider, model, answer),
        notes: notes(),
      },
    };
  } finally {
    await session.close();
  }
}

function dollarsOf(
  provider: ProviderConfiguration,
  model: string | undefined,
  { usage }: PlaygroundAnswer,
): number | undefined {
  if (isLocal(provider)) return 0;
  return model === undefined || usage === undefined ? undefined : costOf(model, usage);
}
