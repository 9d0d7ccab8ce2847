import type { PlaygroundRequest } from '../../model/playground/request.ts';
import type { AskOptions, PlaygroundAnswer } from '../../model/playground/session.ts';
import type { Upstream } from '../../model/upstream.ts';
import type { Attempt } from '../../runner/types.ts';
import type { Limits } from '../../workshop/types.ts';
import type { LiveLine } from '../live-run.ts';

/** What a live run has in place of a simulated one's. */
export interface LiveRun {
  readonly upstream: Upstream;
  readonly limits: Limits;
  /** What there is to say when it has ended. */
  closing(attempt: Attempt): readonly LiveLine[];
}

/**
 * The configured provider for one run. Its configuration is read each time, so that a change takes effect at the next
 * run; what it takes is loaded at the first one, because most never run live.
 * @throws UsageError when none is configured, or its configuration has a mistake
 */
export async function liveRun(root: string, state: string, limits: Limits): Promise<LiveRun> {
  const [{ requiredProvider, liveLines, patient }, { liveHooks }, { createUpstream }] = await Promise.all([
    import('../live-run.ts'),
    import('../live-hooks.ts'),
    import('../../provider/forward.ts'),
  ]);
  const provider = requiredProvider(root);
  const { hooks, notes } = liveHooks(provider, state, undefined);
  return {
    upstream: createUpstream(provider, hooks),
    limits: patient(limits),
    closing: (attempt) => liveLines(attempt, provider, notes()),
  };
}

/** @throws UsageError when none is configured, or its configuration has a mistake */
export async function askProvider(
  root: string,
  state: string,
  request: PlaygroundRequest,
  options: AskOptions,
): Promise<PlaygroundAnswer> {
  const [{ requiredProvider }, { liveAsk }] = await Promise.all([
    import('../live-run.ts'),
    import('../playground/live-ask.ts'),
  ]);
  return liveAsk(requiredProvider(root), state, request, options);
}
