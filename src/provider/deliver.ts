import { once } from 'node:events';
import { plainCompletion } from '../model/chat/completion.ts';
import type { ExchangeRecord } from '../model/recording.ts';
import type { Completion, Explanation } from '../model/types.ts';
import type { HookAnswer, Outgoing, ProviderRequest } from '../model/upstream.ts';
import type { AnswerFacts } from './answer-facts.ts';
import { NetworkFailure } from './errors.ts';
import { explainAnswer, explainCompletion, explainEvent, needsModelList } from './explain.ts';
import { explainBroken, explainNoReply } from './explain-broken.ts';
import { readBody } from './fetch-models.ts';
import { type ListedModel, modelsIn } from './model-list.ts';
import { answeredHeaders } from './pass-headers.ts';
import { streamRedactor } from './redact-stream.ts';
import { secretForms } from './secret.ts';
import { eventData, linesOf } from './server-events.ts';
import type { ProviderConfiguration } from './types.ts';

/** All that the way back needs to know. */
export interface Delivery {
  readonly configuration: ProviderConfiguration;
  readonly request: ProviderRequest;
  readonly outgoing: Outgoing;
  readonly record: ExchangeRecord;
  /** Takes the key out of a text. */
  readonly redact: (text: string) => string;
  /** The models that the provider has. */
  readonly listed: () => Promise<readonly ListedModel[] | undefined>;
}

/**
 * Hands an answer on to the program and records it: a stream event by event as it comes, anything else in one piece.
 * @throws NetworkFailure where it breaks off
 */
export async function deliver(answer: HookAnswer, delivery: Delivery): Promise<void> {
  const headers = answeredHeaders(answer.headers, delivery.redact);
  headers['x-request-id'] ??= delivery.record.snapshot().id;
  const streamed = /^text\/event-stream\b/i.test(answer.headers['content-type'] ?? '') && answer.status < 300;
  if (streamed) await deliverStream(answer, headers, delivery);
  else await deliverWhole(answer, headers, delivery);
}

async function deliverWhole(
  answer: HookAnswer,
  headers: Readonly<Record<string, string>>,
  { configuration, request, outgoing, record, redact, listed }: Delivery,
): Promise<void> {
  const { status } = answer;
  const read = await readBody(answer.body, redact);
  const { text, body } = request.kind === 'models' ? asList(read) : read;
  const { location } = answer.headers;
  const facts: AnswerFacts = {
    configuration,
    status,
    headers: location === undefined ? headers : { ...headers, location: redact(location) },
    body,
    asked: request.asked,
    sent: request.sent,
  };
  const models = answer.explanation === undefined && needsModelList(facts) ? await listed() : undefined;
  const broken =
    request.kind === 'chat' && status < 300 ? explainBroken(configuration, text, body) : undefined;
  const explained = answer.explanation ?? explainAnswer({ ...facts, listed: models }) ?? broken;
  record.explain(explained ?? explainReply(request, plainCompletion(body)));
  record.end(status < 400 ? 'completed' : 'error', { status, headers, body });
  outgoing.writeHead(status, headers);
  outgoing.end(text);
}

/** GitHub's catalog is a bare list; clients of the API expect it inside of an object. */
function asList(read: { readonly text: string; readonly body: unknown }): typeof read {
  const listed = Array.isArray(read.body) ? modelsIn(read.body) : undefined;
  if (listed === undefined) return read;
  const body = {
    object: 'list',
    data: listed.map(({ id }) => ({ id, object: 'model', created: 0, owned_by: id.split('/')[0] })),
  };
  return { body, text: JSON.stringify(body) };
}

async function deliverStream(
  answer: HookAnswer,
  headers: Readonly<Record<string, string>>,
  delivery: Delivery,
): Promise<void> {
  const { configuration, request, outgoing, record, redact } = delivery;
  const { status } = answer;
  const all = { ...headers, 'cache-control': 'no-cache' };
  outgoing.writeHead(status, all);
  record.streaming(status, all);
  if (answer.explanation !== undefined) record.explain(answer.explanation);
  let done = false;
  const withoutPieces = streamRedactor(secretForms(configuration.key));
  for await (const line of linesOf(answer.body)) {
    let clean = redact(line);
    const event = eventData(clean);
    if (event?.done === true) done = true;
    if (event !== undefined && !event.done) {
      const data = withoutPieces(event.data);
      if (data !== event.data) clean = `data: ${JSON.stringify(data)}\n`;
      record.chunk(data);
      const facts = {
        configuration,
        status,
        headers,
        body: data,
        asked: request.asked,
        sent: request.sent,
      };
      record.explain(explainEvent(facts));
    }
    if (outgoing.destroyed) throw new NetworkFailure('aborted', 'the program went away');
    // The closing line goes out last: whoever has seen it finds the exchange recorded. Nothing comes after it.
    if (done) break;
    await write(outgoing, clean);
  }
  const { response } = record.snapshot();
  if (response.explanation === undefined) record.explain(ending(delivery, done));
  record.end(done || isFinished(record) ? 'completed' : 'cut');
  outgoing.end(done ? 'data: [DONE]\n\n' : undefined);
}

/** What there is to say of a stream at its end. */
function ending({ configuration, request, record }: Delivery, done: boolean): Explanation | undefined {
  const { completion } = record.snapshot().response;
  if (completion === undefined && request.kind === 'chat')
    return explainNoReply(configuration, 'an empty stream');
  // Some servers leave [DONE] out; a reply that never says how it finished is cut all the same.
  if (done || isFinished(record)) return explainReply(request, completion);
  return {
    kind: 'provider',
    line: 'The stream ended without saying that it is complete: no finish_reason and no [DONE] came. Try again.',
  };
}

function isFinished(record: ExchangeRecord): boolean {
  const { completion } = record.snapshot().response;
  return completion?.choices.some(({ finishReason }) => finishReason !== null) === true;
}

function explainReply(
  { kind, chat }: ProviderRequest,
  completion: Completion | undefined,
): Explanation | undefined {
  const limit = chat?.max_completion_tokens ?? chat?.max_tokens;
  return kind === 'chat' ? explainCompletion(completion, typeof limit === 'number') : undefined;
}

async function write(outgoing: Outgoing, text: string): Promise<void> {
  if (outgoing.write(text) || outgoing.destroyed) return;
  await Promise.race([once(outgoing as never, 'drain'), once(outgoing as never, 'close')]);
}
