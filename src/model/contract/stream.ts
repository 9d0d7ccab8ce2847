import type { Tokenizer } from '../tokens.ts';
import type { ChatRequest, Usage } from '../types.ts';
import type { FinishedReply } from './finish.ts';
import { type Identity, logprobsOf, usageBody } from './response.ts';

/** One event of a stream, and whether it carries a part of the reply. */
export interface StreamEvent {
  readonly data: Record<string, unknown>;
  readonly content: boolean;
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
  const withUsage = request.stream_options?.include_usage === true;
  const chunk = (choices: readonly unknown[], counted: unknown = null): Record<string, unknown> => ({
    id: identity.id,
    object: 'chat.completion.chunk',
    created: identity.created,
    model: identity.model,
    service_tier: 'default',
    system_fingerprint: identity.fingerprint,
    choices,
    ...(withUsage ? { usage: counted } : {}),
  });
  const events = replies.flatMap((reply, index): StreamEvent[] => {
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
      ...callDeltas(reply, tokenizer).map((delta) => ({ data: choice(delta), content: true })),
      { data: choice({}, reply.finishReason), content: false },
    ];
  });
  return withUsage ? [...events, { data: chunk([], usageBody(usage)), content: false }] : events;
}

function textDeltas(
  reply: FinishedReply,
  tokenizer: Tokenizer,
): ({ content: string } | { refusal: string })[] {
  if ((reply.toolCalls ?? []).length > 0) return [];
  if (reply.content === null) return tokenizer.pieces(reply.refusal ?? '').map((refusal) => ({ refusal }));
  return tokenizer.pieces(reply.content).map((content) => ({ content }));
}

function callDeltas(reply: FinishedReply, tokenizer: Tokenizer): unknown[] {
  return (reply.toolCalls ?? []).flatMap(({ id, name, arguments: text }, index) => [
    { tool_calls: [{ index, id, type: 'function', function: { name, arguments: '' } }] },
    ...tokenizer.pieces(text).map((piece) => ({ tool_calls: [{ index, function: { arguments: piece } }] })),
  ]);
}
