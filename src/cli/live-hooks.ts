import path from 'node:path';
import { costOf } from '../model/prices.ts';
import type { ChatRequest } from '../model/types.ts';
import type { ForwardHooks, HookAnswer, ProviderRequest } from '../model/upstream.ts';
import { CassetteError } from '../provider/cassette.ts';
import { CassetteRecorder } from '../provider/cassette-recorder.ts';
import { presets } from '../provider/presets.ts';
import { type Reservation, SpendingError, SpendingGuard, spendingLimit } from '../provider/spending.ts';
import { spendingText } from '../provider/spending-text.ts';
import type { ProviderConfiguration } from '../provider/types.ts';
import { UsageError } from './exit.ts';

/** What sits between a program and its provider: the spending guard, and a recorder where one was asked for. */
export interface LiveHooks {
  readonly hooks: ForwardHooks;
  /** Lines for the end of the run: what was spent, what was recorded. */
  notes(): readonly string[];
}

/**
 * @param state folder of progress and logs; what was spent on a day is kept in it
 * @param record a cassette to record into; one that exists is added to
 * @throws UsageError when the cassette can't be written, or a limit is no number
 */
export function liveHooks(
  provider: ProviderConfiguration,
  state: string,
  record: string | undefined,
): LiveHooks {
  const guard = asUsage(() => new SpendingGuard(spendingOptions(provider, state)));
  const recorder = record === undefined ? undefined : startRecording(provider, path.resolve(record));
  const changes = new Set<string>();
  const reservations = new Map<ProviderRequest, Reservation>();
  return {
    hooks: {
      beforeRequest: async (request) => {
        if (request.kind !== 'chat') return undefined;
        if (request.note !== undefined && request.note !== '') changes.add(request.note);
        try {
          reservations.set(request, await guard.reserve(estimated(request)));
          return undefined;
        } catch (error) {
          if (error instanceof SpendingError) return refusal(error);
          throw error;
        }
      },
      afterExchange: (request, exchange) => {
        const reservation = reservations.get(request);
        reservations.delete(request);
        if (reservation !== undefined) {
          const { state: end, completion } = exchange.response;
          // An error costs nothing; an answer that was cut has been paid for as far as it came, and it isn't told how far.
          if (end === 'error') guard.release(reservation);
          else guard.settle(reservation, completion?.usage);
        }
        recorder?.add(exchange);
      },
    },
    notes: () => [...changes, ...spendingNotes(guard, provider), ...recordNotes(recorder, record)],
  };
}

function spendingOptions(provider: ProviderConfiguration, state: string) {
  return {
    folder: path.join(state, 'spending'),
    limits: provider.spending,
    changeIn: 'agentlings.yaml, under provider: spending:',
    costOf: isLocal(provider) ? () => 0 : costOf,
  };
}

/** Whether the provider is a program on a machine of one's own, which charges nothing. */
export function isLocal({ preset }: Pick<ProviderConfiguration, 'preset'>): boolean {
  return presets[preset].baseURL?.startsWith('http:') === true;
}

/** What is reserved for a request whose form isn't known here: its whole body counts as a prompt. */
function estimated({ chat, sent, body = '' }: ProviderRequest): ChatRequest {
  if (chat !== undefined) return { ...chat, model: sent === '' ? chat.model : sent };
  return { model: sent, messages: [{ role: 'user', content: body }] };
}

/** A 429 that clients don't try again, in the form of the API. */
function refusal({ message }: SpendingError): HookAnswer {
  const error = { message, type: spendingLimit, param: null, code: spendingLimit };
  const body = new TextEncoder().encode(JSON.stringify({ error }));
  return {
    status: 429,
    headers: { 'content-type': 'application/json', 'x-should-retry': 'false' },
    body: (async function* () {
      yield body;
    })(),
    explanation: { kind: 'provider', line: message },
  };
}

function startRecording(provider: ProviderConfiguration, file: string): CassetteRecorder {
  return asUsage(
    () =>
      new CassetteRecorder(file, {
        provider: provider.name,
        secrets: provider.key === undefined ? [] : [provider.key.reveal()],
        existing: 'append',
      }),
  );
}

function asUsage<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof CassetteError || error instanceof SpendingError) throw new UsageError(error.message);
    throw error;
  }
}

/** Said only to those who have set a limit: others have not asked for a count. */
function spendingNotes(guard: SpendingGuard, { spending }: ProviderConfiguration): readonly string[] {
  if (Object.values(spending).every((limit) => limit === undefined)) return [];
  try {
    return [spendingText(guard.summary())];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

function recordNotes(recorder: CassetteRecorder | undefined, record: string | undefined): readonly string[] {
  if (recorder === undefined || record === undefined) return [];
  const count = recorder.count === 1 ? '1 exchange' : `${recorder.count} exchanges`;
  return [`Recorded ${count} on ${record}. Replay: run EXERCISE --replay ${record}`];
}
