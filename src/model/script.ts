import type { Answer, ApiError, ChatRequest, Reply, ResponderContext } from './types.ts';

type ReplyAnswer = Extract<Answer, { kind: 'reply' }>;

/** What a script answers to one request: a text, an answer, or a responder that looks at the request first. */
export type ScriptStep<C extends ResponderContext = ResponderContext> = string | Answer | AnswerWith<C>;

type AnswerWith<C> = (request: ChatRequest, context: C) => Answer | Promise<Answer>;

/**
 * Answers an attempt's requests one after the other, the first step for the first request. The simulated model answers
 * those that are left over, so a grader writes down only what matters:
 *
 *     script(apiFailure(429, 'Slow down.', { 'retry-after': '1' }), 'Here I am again.')
 *     script(simulated, stall)
 */
export function script<C extends ResponderContext = ResponderContext>(
  ...steps: readonly ScriptStep<C>[]
): AnswerWith<C> {
  return (request, context) => {
    const step = steps[context.index] ?? simulated;
    if (typeof step === 'string') return reply(step);
    return typeof step === 'function' ? step(request, context) : step;
  };
}

/** The simulated model answers. */
export const simulated: Answer = { kind: 'simulated' };

/** The request is never answered. */
export const stall: Answer = { kind: 'stall' };

/** The connection is reset without an answer. */
export const reset: Answer = { kind: 'reset' };

/** A reply of this text; more choices answer a request with `n`. */
export function reply(content: string, ...more: readonly string[]): ReplyAnswer {
  return { kind: 'reply', choices: [content, ...more].map((text) => ({ content: text })) };
}

/** A reply that calls functions, each `[name, arguments]`; ids are `call_1`, `call_2` … unless given as a third. */
export function toolCalls(...calls: readonly (readonly [string, unknown, string?])[]): ReplyAnswer {
  const choice: Reply = {
    content: null,
    toolCalls: calls.map(([name, value, id], index) => ({
      id: id ?? `call_${index + 1}`,
      name,
      arguments: typeof value === 'string' ? value : JSON.stringify(value),
    })),
  };
  return { kind: 'reply', choices: [choice] };
}

/** A refusal, as of a structured output that the model won't give. */
export function refusal(text: string): ReplyAnswer {
  return { kind: 'reply', choices: [{ content: null, refusal: text }] };
}

/** An error of the API with this HTTP status, its type and code as the service documents them for the status. */
export function apiFailure(
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
  error: Partial<ApiError> = {},
): Answer {
  const { type, code } = kindOf(status);
  return { kind: 'error', status, headers, error: { message, type, param: null, code, ...error } };
}

function kindOf(status: number): Pick<ApiError, 'type' | 'code'> {
  if (status === 401) return { type: 'invalid_request_error', code: 'invalid_api_key' };
  if (status === 429) return { type: 'requests', code: 'rate_limit_exceeded' };
  return { type: status >= 500 ? 'server_error' : 'invalid_request_error', code: null };
}
