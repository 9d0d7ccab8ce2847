import { nonceFraction, nonceHex } from '../nonce.ts';
import type { Tokenizer } from '../tokens.ts';
import type { ChatRequest, Usage } from '../types.ts';
import { formOf, isLegacy } from './calls.ts';
import type { FinishedReply } from './finish.ts';

/** What is the same in a response and in every chunk of a stream. */
export interface Identity {
  /** `chatcmpl-…` */
  readonly id: string;
  /** Unix time in seconds. */
  readonly created: number;
  readonly model: string;
  readonly fingerprint: string;
}

export function identityOf(seed: string, index: number, model: string): Identity {
  return {
    id: `chatcmpl-${nonceHex(29, seed, 'completion', index)}`,
    created: Math.floor(Date.now() / 1000),
    model,
    fingerprint: `fp_${nonceHex(10, seed, 'fingerprint')}`,
  };
}

/** The body of a plain response (reference: "The chat completion object"). */
export function completionBody(
  identity: Identity,
  request: ChatRequest,
  replies: readonly FinishedReply[],
  usage: Usage,
  tokenizer: Tokenizer,
): Record<string, unknown> {
  return {
    id: identity.id,
    object: 'chat.completion',
    created: identity.created,
    model: identity.model,
    choices: replies.map((reply, index) => ({
      index,
      message: {
        role: 'assistant',
        content: reply.content,
        refusal: reply.refusal ?? null,
        ...callsField(reply, request),
        annotations: [],
      },
      logprobs: logprobsOf(reply.content, request, tokenizer),
      finish_reason: reply.finishReason,
    })),
    usage: usageBody(usage),
    service_tier: tierOf(request),
    system_fingerprint: identity.fingerprint,
  };
}

export function usageBody(usage: Usage): Record<string, unknown> {
  return {
    ...usage,
    prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
    completion_tokens_details: {
      reasoning_tokens: 0,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  };
}

function callsField(reply: FinishedReply, request: ChatRequest): Record<string, unknown> {
  const [first, ...more] = reply.toolCalls ?? [];
  if (first === undefined) return {};
  if (isLegacy(request)) return { function_call: { name: first.name, arguments: first.arguments } };
  return { tool_calls: [first, ...more].map((call) => formOf(call, request).whole(call)) };
}

/** Which processing the response says it got: as it was asked for, and `priority` for the fast one. */
export function tierOf({ service_tier: asked }: ChatRequest): string {
  if (asked === 'fast' || asked === 'priority') return 'priority';
  return asked === 'flex' ? 'flex' : 'default';
}

/** Made-up but well-formed log probabilities; they follow from the text, so equal replies have equal ones. */
export function logprobsOf(text: string | null, request: ChatRequest, tokenizer: Tokenizer): unknown {
  if (request.logprobs !== true || text === null) return null;
  const entry = (token: string, logprob: number) => ({ token, logprob, bytes: [...Buffer.from(token)] });
  return {
    content: tokenizer.pieces(text).map((token, position) => {
      const logprob = -nonceFraction(text, position);
      const others = Array.from({ length: Math.max(0, (request.top_logprobs ?? 0) - 1) }, (_, rank) =>
        entry(nonceHex(2 + (rank % 3), text, position, rank), logprob - rank - 1),
      );
      const top = (request.top_logprobs ?? 0) > 0 ? [entry(token, logprob), ...others] : [];
      return { ...entry(token, logprob), top_logprobs: top };
    }),
    refusal: null,
  };
}
