import type { ModelInfo } from '../models.ts';
import { nonceWord } from '../nonce.ts';
import { countPrompt } from '../prompt-tokens.ts';
import { loadTokenizer, type Tokenizer } from '../tokens.ts';
import type { Answer, ChatRequest, Responder, Usage } from '../types.ts';
import { ApiFailure, badRequest } from './errors.ts';
import { type FinishedReply, finishRecorded, finishReply, usageOf } from './finish.ts';
import { completionBody, type Identity, identityOf } from './response.ts';
import { recordedEvents, type StreamEvent, streamEvents } from './stream.ts';
import { validateRequest } from './validate.ts';

/** What the endpoint sends in answer to a chat completion request. */
export type ChatAnswer =
  | { readonly kind: 'json'; readonly body: Record<string, unknown>; readonly usage: Usage }
  | {
      readonly kind: 'stream';
      readonly events: readonly StreamEvent[];
      readonly usage: Usage;
      readonly holdEnd?: () => Promise<void>;
      readonly cutAfterChunks?: number;
      /** The connection is cut where `[DONE]` would follow. */
      readonly cutAtEnd?: boolean;
    }
  | { readonly kind: 'stall' }
  | { readonly kind: 'reset' };

/** Why an answer can't be `simulated` here: the endpoint's responder has replaced it by the simulated model's. */
const unresolved = 'A script left its answer to the simulated model, and none was there.';

type ReplyAnswer = Extract<Answer, { kind: 'reply' }>;

/** A validated request and all that is needed to answer it. */
export interface ChatContext {
  readonly seed: string;
  /** Position among the attempt's chat completion requests, from 0. */
  readonly index: number;
  readonly responder: Responder;
}

/** The chat completion request in a body, checked against the contract and, where it is known, the model's window. */
export async function acceptChat(
  body: unknown,
  anyModel = false,
): Promise<{ request: ChatRequest; promptTokens: number; tokenizer: Tokenizer }> {
  const { request, model } = validateRequest(body, anyModel);
  const tokenizer = await loadTokenizer();
  const promptTokens = await countPrompt(request, tokenizer, model.contextWindow);
  requireFit(request, model, promptTokens);
  return { request, promptTokens, tokenizer };
}

/**
 * Asks the responder and shapes its answer.
 * @throws ApiFailure when the answer is an error
 */
export async function answerChat(
  { request, promptTokens, tokenizer }: Awaited<ReturnType<typeof acceptChat>>,
  context: ChatContext,
): Promise<ChatAnswer> {
  const answer = await context.responder(request, { seed: context.seed, index: context.index, choice: 0 });
  if (answer.kind === 'stall' || answer.kind === 'reset') return answer;
  if (answer.kind === 'simulated') throw new Error(unresolved);
  await answer.before?.();
  if (answer.kind === 'error') throw new ApiFailure(answer.status, answer.error, answer.headers);
  const replies = (await allChoices(answer, request, context)).map((reply) =>
    answer.recorded === undefined ? finishReply(reply, request, tokenizer) : finishRecorded(reply, tokenizer),
  );
  const usage = answer.usage === undefined ? usageOf(promptTokens, replies) : withTotal(answer.usage);
  const identity = identityOf(
    context.seed,
    context.index,
    answer.model ?? simulatedName(request.model, context.seed),
  );
  return shape(answer, identity, request, replies, usage, tokenizer);
}

function shape(
  answer: ReplyAnswer,
  identity: Identity,
  request: ChatRequest,
  replies: readonly FinishedReply[],
  usage: Usage,
  tokenizer: Tokenizer,
): ChatAnswer {
  if (request.stream !== true) {
    return { kind: 'json', body: completionBody(identity, request, replies, usage, tokenizer), usage };
  }
  const { holdEnd, cutAfterChunks, recorded } = answer;
  const cutAtEnd = recorded?.cut === true;
  const events =
    recorded?.pieces === undefined
      ? streamEvents(identity, request, replies, usage, tokenizer)
      : recordedEvents(identity, request, recorded.pieces, usage, !cutAtEnd);
  return { kind: 'stream', events, usage, holdEnd, cutAfterChunks, cutAtEnd };
}

function withTotal(usage: NonNullable<ReplyAnswer['usage']>): Usage {
  return { ...usage, total_tokens: usage.prompt_tokens + usage.completion_tokens };
}

async function allChoices(
  first: ReplyAnswer,
  request: ChatRequest,
  context: ChatContext,
): Promise<ReplyAnswer['choices']> {
  const wanted = request.n ?? 1;
  // A service that gave fewer than it was asked for is not asked again.
  if (first.choices.length >= wanted || first.recorded !== undefined) return first.choices.slice(0, wanted);
  const more = await Promise.all(
    Array.from({ length: wanted - first.choices.length }, async (_, offset) => {
      const choice = first.choices.length + offset;
      const answer = await context.responder(request, { seed: context.seed, index: context.index, choice });
      return answer.kind === 'reply' ? answer.choices.slice(0, 1) : [];
    }),
  );
  return [...first.choices, ...more.flat()];
}

/** Says that nobody real answered, and carries a word that a program can't know beforehand. */
function simulatedName(requested: string, seed: string): string {
  const base = requested === 'simulated' ? requested : `${requested}-simulated`;
  return `${base}-${nonceWord(seed, 'model')}`;
}

function requireFit(request: ChatRequest, model: ModelInfo, promptTokens: number): void {
  const wanted = request.max_completion_tokens ?? request.max_tokens ?? 0;
  if (promptTokens + wanted <= model.contextWindow) return;
  const parts =
    wanted > 0
      ? `${promptTokens + wanted} tokens (${promptTokens} in the messages, ${wanted} in the completion)`
      : `${promptTokens} tokens`;
  throw badRequest(
    `This model's maximum context length is ${model.contextWindow} tokens. However, ${wanted > 0 ? 'you requested' : 'your messages resulted in'} ${parts}. Please reduce the length of the messages${wanted > 0 ? ' or completion' : ''}.`,
    'messages',
    'context_length_exceeded',
  );
}
