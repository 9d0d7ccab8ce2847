import { isDeepStrictEqual } from 'node:util';
import type { Exchange } from '../../model/types.ts';
import { toHarmless } from '../sanitize.ts';
import type { Line } from '../text.ts';
import { labelled, muted, styled, type TranscriptOptions } from './layout.ts';
import { duration } from './response.ts';

/** That a request is another try of the one before, as client libraries do by themselves. */
export interface Retry {
  /** From 2 on. */
  readonly attempt: number;
  /** How the try before ended: its status, or what became of the connection. */
  readonly after: string;
}

/** Whether a request has the body of the one before, which had failed; `undefined` for a new question. */
export function retryOf(
  exchange: Exchange,
  before: Exchange | undefined,
  earlier?: Retry,
): Retry | undefined {
  if (before === undefined || before.path !== exchange.path || exchange.rawBody === '') return undefined;
  const { state, status } = before.response;
  if (state === 'completed' || state === 'pending') return undefined;
  const same = before.rawBody === exchange.rawBody || isDeepStrictEqual(before.body, exchange.body);
  if (!same) return undefined;
  return { attempt: (earlier?.attempt ?? 1) + 1, after: status >= 400 ? String(status) : `it was ${state}` };
}

/** What else there is to know of an exchange: tries, speed, cost, limits; in full when expanded. */
export function factsLines(exchange: Exchange, retry: Retry | undefined, options: TranscriptOptions): Line[] {
  const tries =
    retry === undefined
      ? []
      : labelled(options, styled(options, 'warn', options.glyphs.partial), styled(options, 'warn', 'again'), [
          styled(options, 'warn', `try ${retry.attempt} of the same request, after ${retry.after}`),
        ]);
  const facts = [
    ...speed(exchange),
    ...cost(exchange, options),
    ...waiting(exchange),
    ...limits(exchange, options),
    ...(options.expanded === true ? [`id ${exchange.id}`] : []),
  ].map(toHarmless);
  if (facts.length === 0) return tries;
  const text = muted(options, facts.join(` ${options.glyphs.dot} `));
  return [...tries, ...labelled(options, [], muted(options, 'facts'), [text])];
}

/** Of a stream, from its first piece on: what comes before is the model's thinking, and the way. */
function speed({ response }: Exchange): readonly string[] {
  const { chunks = [], completion } = response;
  const [first, last] = [chunks[0], chunks.at(-1)];
  const tokens = completion?.usage?.completion_tokens;
  if (tokens === undefined || first === undefined || last === undefined || last.at - first.at < 50) return [];
  return [`${Math.round((tokens * 1000) / (last.at - first.at))} tokens/s`];
}

function cost(exchange: Exchange, { costOf }: TranscriptOptions): readonly string[] {
  const dollars = costOf?.(exchange);
  if (dollars === undefined) return [];
  return [`about $${dollars < 0.01 ? dollars.toFixed(6) : dollars.toFixed(4)}`];
}

function waiting({ response }: Exchange): readonly string[] {
  const { 'retry-after': after, 'retry-after-ms': ms } = response.headers;
  if (ms !== undefined) return [`try again after ${duration(Number(ms))}`];
  if (after === undefined) return [];
  return [`try again after ${/^\d+$/.test(after) ? `${after} s` : after}`];
}

/** Limits matter when they are hit; otherwise only to those who look closely. */
function limits({ response }: Exchange, { expanded }: TranscriptOptions): readonly string[] {
  if (expanded !== true && response.status !== 429) return [];
  return ['requests', 'tokens'].flatMap((what) => {
    const [limit, remaining, reset] = ['limit', 'remaining', 'reset'].map(
      (kind) => response.headers[`x-ratelimit-${kind}-${what}`],
    );
    if (limit === undefined || remaining === undefined) return [];
    const when = reset === undefined ? '' : ` for ${reset}`;
    return [`${remaining} of ${limit} ${what} left${when}`];
  });
}
