import type { Tokenizer } from '../tokens.ts';
import type { ChatRequest, FinishReason, Reply, ToolCall, Usage } from '../types.ts';
import { isForced, isLegacy } from './calls.ts';

/** A reply as it will be sent: cut where the request says so, with its finish reason and size. */
export interface FinishedReply extends Reply {
  readonly finishReason: FinishReason;
  readonly tokens: number;
}

/** A reply that was recorded: somebody has cut it already, by tokens that need not be ours. */
export function finishRecorded(reply: Reply, tokenizer: Tokenizer): FinishedReply {
  const calls = reply.toolCalls ?? [];
  const texts = [
    reply.content ?? reply.refusal ?? '',
    ...calls.flatMap((call) => [call.name, call.arguments]),
  ];
  const tokens = texts.reduce((sum, text) => sum + tokenizer.count(text), 0);
  return { ...reply, finishReason: reply.finishReason ?? (calls.length > 0 ? 'tool_calls' : 'stop'), tokens };
}

/** Cuts a reply at the request's stop sequences and at its token limit. */
export function finishReply(reply: Reply, request: ChatRequest, tokenizer: Tokenizer): FinishedReply {
  const limit = request.max_completion_tokens ?? request.max_tokens ?? Number.POSITIVE_INFINITY;
  return (reply.toolCalls ?? []).length > 0
    ? finishCalls(reply, request, limit, tokenizer)
    : finishText(reply, request, limit, tokenizer);
}

/** A limit cuts the arguments as it cuts any text, which leaves JSON that can't be parsed. */
function finishCalls(reply: Reply, request: ChatRequest, limit: number, tokenizer: Tokenizer): FinishedReply {
  const legacy = isLegacy(request);
  const toolCalls: ToolCall[] = [];
  let tokens = 0;
  let cut = false;
  for (const call of (reply.toolCalls ?? []).slice(0, legacy ? 1 : undefined)) {
    const left = limit - tokens - tokenizer.count(call.name);
    if (left <= 0) cut = true;
    if (cut) break;
    const limited = tokenizer.cut(call.arguments, left);
    toolCalls.push({ ...call, arguments: limited.text });
    tokens += tokenizer.count(call.name) + (limited.cut ? left : tokenizer.count(call.arguments));
    cut = limited.cut;
  }
  const whole = isForced(request) ? 'stop' : legacy ? 'function_call' : 'tool_calls';
  const finishReason = reply.finishReason ?? (cut ? 'length' : whole);
  return { ...reply, toolCalls, finishReason, tokens: cut ? limit : tokens };
}

function finishText(reply: Reply, request: ChatRequest, limit: number, tokenizer: Tokenizer): FinishedReply {
  const text = beforeStop(reply.content ?? reply.refusal ?? '', request.stop);
  const limited = tokenizer.cut(text, limit);
  const finishReason = reply.finishReason ?? (limited.cut ? 'length' : 'stop');
  const field =
    reply.content === null && reply.refusal !== undefined
      ? { refusal: limited.text }
      : { content: limited.text };
  const tokens = limited.cut ? limit : tokenizer.count(limited.text);
  return { ...reply, ...field, finishReason, tokens };
}

function beforeStop(text: string, stop: ChatRequest['stop']): string {
  const sequences = (typeof stop === 'string' ? [stop] : (stop ?? [])).filter((sequence) => sequence !== '');
  const positions = sequences.map((sequence) => text.indexOf(sequence)).filter((position) => position !== -1);
  return positions.length === 0 ? text : text.slice(0, Math.min(...positions));
}

export function usageOf(promptTokens: number, replies: readonly FinishedReply[]): Usage {
  const completion = replies.reduce((sum, reply) => sum + reply.tokens, 0);
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completion,
    total_tokens: promptTokens + completion,
  };
}
