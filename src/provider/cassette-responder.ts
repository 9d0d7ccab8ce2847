import { setTimeout as delay } from 'node:timers/promises';
import type {
  Answer,
  ApiError,
  ChatRequest,
  Completion,
  Exchange,
  FinishReason,
  RecordedPiece,
  Reply,
  Responder,
} from '../model/types.ts';
import type { Cassette, FindOptions, Found } from './cassette.ts';
import { type CassetteResponse, completionOf } from './cassette-file.ts';

export interface ReplayOptions extends FindOptions {
  /** 1 waits as long as was waited when it was recorded, 2 half as long, 0 (when left out) not at all. */
  readonly speed?: number;
  /** Called with what was found for each request. */
  readonly onFound?: (found: Found, request: ChatRequest) => void;
}

/** The `type` and `code` of the error that answers a request which is not on the cassette. */
export const cassetteMiss = 'cassette_miss';

/** Whether an exchange was answered with the error for what is not on the cassette. */
export function isCassetteMiss({ response: { status, completion, body } }: Exchange): boolean {
  return status === 404 && completion === undefined && errorOf(body)?.type === cassetteMiss;
}

/**
 * Answers from a cassette, for one attempt: equal requests get their answers in the order of the recording. What is
 * not on it is answered with 404 and an error that says what differs, which clients don't try again.
 */
export function cassetteResponder(cassette: Cassette, options: ReplayOptions = {}): Responder {
  const { speed = 0, onFound } = options;
  const taken = new Set<number>();
  return (request) => {
    const found = cassette.find(request, taken, options);
    onFound?.(found, request);
    if (found.kind === 'miss') return miss(found.message);
    taken.add(found.entry.line);
    return answerOf(found.entry.response, request.stream === true, speed);
  };
}

function answerOf(response: CassetteResponse, streamed: boolean, speed: number): Answer {
  const completion = completionOf(response);
  const { state, chunks } = response;
  if (state === 'error') return recordedError(response, speed);
  if (completion === undefined || chunks === undefined) {
    if (completion === undefined || state !== 'completed') return { kind: 'reset' };
    return { ...replyOf(completion), recorded: {}, before: pause(response.ms, speed) };
  }
  if (streamed) {
    const cut = state !== 'completed';
    return { ...replyOf(completion), recorded: { pieces: piecesOf(chunks, speed), cut } };
  }
  if (state === 'completed')
    return { ...replyOf(completion), recorded: {}, before: pause(response.ms, speed) };
  if (state === 'cut') return { kind: 'reset' };
  return miss(
    'The cassette has only the beginning of the answer to this request: the program that was recorded stopped reading its stream. Ask for a stream, or record this request again.',
  );
}

const finishReasons: ReadonlySet<string> = new Set<FinishReason>([
  'stop',
  'length',
  'tool_calls',
  'content_filter',
]);

function replyOf({ model, choices, usage }: Completion): Extract<Answer, { kind: 'reply' }> {
  return {
    kind: 'reply',
    model,
    usage,
    choices: choices.map(
      ({ content, refusal, toolCalls, finishReason }): Reply => ({
        content,
        refusal: refusal ?? undefined,
        toolCalls: toolCalls.length > 0 ? toolCalls : undefined,
        // Other services have other names; the endpoint then works out the documented one.
        finishReason: isFinishReason(finishReason) ? finishReason : undefined,
      }),
    ),
  };
}

function isFinishReason(text: string | null): text is FinishReason {
  return text !== null && finishReasons.has(text);
}

/** The pieces of a stream; events without choices, such as the usage, are the endpoint's own to send. */
function piecesOf(chunks: NonNullable<CassetteResponse['chunks']>, speed: number): readonly RecordedPiece[] {
  let before = 0;
  return chunks.flatMap(({ at, data: { choices } }) => {
    if (!Array.isArray(choices) || choices.length === 0) return [];
    const pauseMs = speed > 0 ? Math.max(0, at - before) / speed : 0;
    before = at;
    return [{ choices, pauseMs }];
  });
}

function pause(ms: number, speed: number): (() => Promise<void>) | undefined {
  // A pause alone keeps no process alive.
  return speed > 0 && ms > 0 ? () => delay(ms / speed, undefined, { ref: false }) : undefined;
}

function recordedError({ status, headers, body, ms }: CassetteResponse, speed: number): Answer {
  const { 'content-type': _type, ...others } = headers;
  const error = errorOf(body) ?? { message: textOf(body), type: 'provider_error', param: null, code: null };
  // A redirect or the like would not be taken for an error.
  return {
    kind: 'error',
    status: status >= 400 ? status : 502,
    error,
    headers: others,
    before: pause(ms, speed),
  };
}

/** The documented error body, or what other services make of it: `{ "error": "…" }`, numbers for codes. */
function errorOf(body: unknown): ApiError | undefined {
  if (typeof body !== 'object' || body === null || !('error' in body)) return undefined;
  const { error } = body;
  if (typeof error === 'string') return { message: error, type: 'provider_error', param: null, code: null };
  if (typeof error !== 'object' || error === null) return undefined;
  const fields: Readonly<Record<string, unknown>> = { ...error };
  const { message, type } = fields;
  if (typeof message !== 'string') return undefined;
  return {
    message,
    type: typeof type === 'string' ? type : 'provider_error',
    param: typeof fields.param === 'string' ? fields.param : null,
    code: typeof fields.code === 'string' || typeof fields.code === 'number' ? String(fields.code) : null,
  };
}

function textOf(body: unknown): string {
  if (typeof body === 'string' && body.trim() !== '') return body.slice(0, 500);
  return body === undefined || body === ''
    ? 'The provider answered with an error and no text.'
    : JSON.stringify(body).slice(0, 500);
}

function miss(message: string): Answer {
  return {
    kind: 'error',
    status: 404,
    error: { message, type: cassetteMiss, param: null, code: cassetteMiss },
    headers: { 'x-should-retry': 'false' },
  };
}
