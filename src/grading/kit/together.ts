import { setTimeout as sleep } from 'node:timers/promises';
import { count } from './describe.ts';
import type { SentRequest } from './evidence.ts';
import { fail } from './failure.ts';
import type { ScenarioResponder } from './scenario.ts';

/**
 * How long the first requests wait for the others: a program that sends them one by one fails, it doesn't hang. Counted
 * in short steps: when the machine is so busy that this process stands still, all of that counts as one step, and the
 * others still have time to come.
 */
const patience = { steps: 30, stepMs: 100 };

/** Time between the last arrival and the first answer, so that the recorded times can't coincide. */
const holdMs = 25;

/** Answers none of the attempt's first `amount` requests before all of them have arrived. */
export function together(amount: number, responder: ScenarioResponder): ScenarioResponder {
  let arrived = 0;
  let open: () => void;
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  return async (request, context) => {
    if (context.index < amount && context.choice === 0) {
      arrived += 1;
      if (arrived === 1) void patienceEnds().then(open);
      if (arrived === amount) setTimeout(open, holdMs);
      await gate;
    }
    return responder(request, context);
  };
}

async function patienceEnds(): Promise<void> {
  for (let step = 0; step < patience.steps; step += 1) {
    await sleep(patience.stepMs, undefined, { ref: false });
  }
}

/** All of these requests were under way at some one moment: the last began before the first was answered. */
export function requireTogether(requests: readonly SentRequest[], what: string): void {
  const endOf = ({ raw }: SentRequest) => raw.response.endedAt ?? Number.POSITIVE_INFINITY;
  const firstEnd = Math.min(...requests.map(endOf));
  const late = requests.find(({ raw }) => raw.startedAt >= firstEnd);
  if (late === undefined) return;
  const origin = Math.min(...requests.map(({ raw }) => raw.startedAt));
  const ms = (time: number) => (Number.isFinite(time) ? `${Math.round(time - origin)} ms` : 'never');
  const times = requests.map(
    (request) =>
      `request ${request.number}: sent at ${ms(request.raw.startedAt)}, answered at ${ms(endOf(request))}`,
  );
  fail({
    expected: `${what} under way together: all ${count(requests.length, 'request')} are sent before the first is answered`,
    actual: `request ${late.number} was sent only after an answer had come\n${times.join('\n')}`,
    exchange: late.exchange,
  });
}
