import type { Tokenizer } from '../tokens.ts';
import type { ChatRequest, RecordedPiece, Usage } from '../types.ts';
import { formOf, isLegacy } from './calls.ts';
import type { FinishedReply } from './finish.ts';
import { type Identity, logprobsOf, tierOf, usageBody } from './response.ts';

/** One event of a stream, and whether it carries a part of the reply. */
export interface StreamEvent {
  readonly data: Record<string, unknown>;
  readonly content: boolean;
  /** Milliseconds to wait before it, where a recording says so. */
  readonly pauseMs?: number;
}

/**
 * The events of a stream, without the closing `[DONE]` (reference: "The chat completion chunk object"): the role, the
 * reply token by token, the finish reason, and the usage when `stream_options.include_usage` asked for it.
 */
export function streamEvents(
  identity: Identity,
  request: ChatRequest,
  replies: readonly FinishedReply[],
  usage: Usage,
  tokenizer: Tokenizer,
): readonly StreamEvent[] {
  const chunk = chunkOf(identity, request);
  const choices = replies.map((reply, index): StreamEvent[] => {
    const choice = (delta: unknown, finish_reason: string | null = null, logprobs: unknown = null) =>
      chunk([{ index, delta, logprobs, finish_reason }]);
    const calls = reply.toolCalls ?? [];
    const first = { role: 'assistant', content: calls.length > 0 ? null : '', refusal: null };
    return [
      { data: choice(first), content: false },
      ...textDeltas(reply, tokenizer).map((delta) => ({
        data: choice(delta, null, 'content' in delta ? logprobsOf(delta.content, request, tokenizer) : null),
        content: true,
      })),
      ...callDeltas(reply, request, tokenizer).map((delta) => ({ data: choice(delta), content: true })),
      { data: choice({}, reply.finishReason), content: false },
    ];
  });
  return [...interleaved(choices), ...usageEvent(identity, request, usage)];
}

/** Choices are written at the same time: one event of each, then the next. */
function interleaved<T>(lists: readonly (readonly T[])[]): readonly T[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, index) =>
    lists.flatMap((list) => list.slice(index, index + 1)),
  ).flat();
}

/** The events of a stream that was recorded: its pieces and pauses, in chunks of this response. */
export function recordedEvents(
  identity: Identity,
  request: ChatRequest,
  pieces: readonly RecordedPiece[],
  usage: Usage,
  whole: boolean,
): readonly StreamEvent[] {
  const chunk = chunkOf(identity, request);
  const events = pieces.map(({ choices, pauseMs }) => ({ data: chunk(choices), content: true, pauseMs }));
  return whole ? [...events, ...usageEvent(identity, request, usage)] : events;
}

function wantsUsage(request: ChatRequest): boolean {
  return request.stream_options?.include_usage === true;
}

function chunkOf(identity: Identity, request: ChatRequest) {
  return (choices: readonly unknown[], counted: unknown = null): Record<string, unknown> => ({
    id: identity.id,
    object: 'chat.completion.chunk',
    created: identity.created,
    model: identity.model,
    service_tier: tierOf(request),
    system_fingerprint: identity.fingerprint,
    choices,
    ...(wantsUsage(request) ? { usage: counted } : {}),
  });
}

function usageEvent(identity: Identity, request: ChatRequest, usage: Usage): StreamEvent[] {
  if (!wantsUsage(request)) return [];
  return [{ data: chunkOf(identity, request)([], usageBody(usage)), content: false }];
}

function textDeltas(
  reply: FinishedReply,
  tokenizer: Tokenizer,
): ({ content: string } | { refusal: string })[] {
  if ((reply.toolCalls ?? []).length > 0) return [];
  if (reply.content === null) return tokenizer.pieces(reply.refusal ?? '').map((refusal) => ({ refusal }));
  return tokenizer.pieces(reply.content).map((content) => ({ content }));
}

function callDeltas(
  reply: FinishedReply,
  request: ChatRequest,
  tokenizer: Tokenizer,
): Record<string, unknown>[] {
  const calls = reply.toolCalls ?? [];
  if (isLegacy(request)) {
    return calls
      .slice(0, 1)
      .flatMap(({ name, arguments: text }) => [
        { function_call: { name, arguments: '' } },
        ...tokenizer.pieces(text).map((piece) => ({ function_call: { arguments: piece } })),
      ]);
  }
  return calls.flatMap((call, index) => {
    const form = formOf(call, request);
    return [
      { tool_calls: [{ index, ...form.whole({ ...call, arguments: '' }) }] },
      ...tokenizer.pieces(call.arguments).map((piece) => ({ tool_calls: [{ index, ...form.more(piece) }] })),
    ];
  });
}
