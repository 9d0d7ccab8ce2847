import { stripVTControlCharacters } from 'node:util';
import { textOf, toolCallsOf } from '../../model/messages.ts';
import type { ChatRequest, Completion, Exchange } from '../../model/types.ts';
import type { Attempt } from '../../runner/types.ts';

/** One message of a request, as graders compare it: parts of content are joined, `developer` stays `developer`. */
export interface SentMessage {
  readonly role: string;
  readonly text: string;
  readonly toolCallId?: string;
  readonly toolCalls: readonly { readonly id: string; readonly name: string; readonly arguments: string }[];
}

/** One chat completion request that the endpoint received, with its answer. */
export interface SentRequest {
  /** Index of the exchange within the attempt. */
  readonly exchange: number;
  /** From 1, among the chat completion requests. */
  readonly number: number;
  /** As sent; `undefined` when the endpoint refused it, which `refusal` then explains. */
  readonly body: ChatRequest | undefined;
  readonly messages: readonly SentMessage[];
  /** The error text, when the endpoint answered with an error. */
  readonly refusal: string | undefined;
  readonly completion: Completion | undefined;
  /** The first choice's text; the empty string when there is none. */
  readonly reply: string;
  readonly raw: Exchange;
}

/** A text that a scenario has waited for, and whether the program printed it in time. */
export interface Awaited {
  readonly text: string;
  readonly printed: boolean;
}

/** What an attempt left behind: recorded requests and captured bytes, never the program's own word. */
export interface Evidence {
  readonly title: string;
  readonly args: readonly string[];
  /** What `OPENAI_MODEL` named: the model that the program has to ask for. */
  readonly model: string;
  /** What stood on standard input; `undefined` when it was at its end from the start. */
  readonly stdin: string | undefined;
  readonly attempt: Attempt;
  /** Index of the attempt within the grade. */
  readonly index: number;
  /** Nothing of it may be told to the learner. */
  readonly hidden: boolean;
  readonly requests: readonly SentRequest[];
  /** What the scenario has waited for while the program ran, in the order in which the waits ended. */
  readonly awaited: readonly Awaited[];
  /** Standard output without colours and other terminal sequences. */
  readonly output: string;
}

export function evidenceOf(
  attempt: Attempt,
  scenario: Pick<Evidence, 'title' | 'index' | 'model' | 'hidden' | 'stdin' | 'awaited'>,
): Evidence {
  const requests = attempt.exchanges
    .filter((exchange) => exchange.method === 'POST' && exchange.path.endsWith('/chat/completions'))
    .map(sentRequest);
  return {
    ...scenario,
    args: attempt.args,
    attempt,
    requests,
    output: stripVTControlCharacters(attempt.stdout),
  };
}

function sentRequest(raw: Exchange, position: number): SentRequest {
  const completion = raw.response.completion;
  return {
    exchange: raw.index,
    number: position + 1,
    body: raw.request,
    messages: (raw.request?.messages ?? []).map(sentMessage),
    refusal: raw.response.state === 'error' ? errorText(raw) : undefined,
    completion,
    reply: completion?.choices[0]?.content ?? '',
    raw,
  };
}

function errorText({ response }: Exchange): string {
  const body = response.body;
  const error = typeof body === 'object' && body !== null && 'error' in body ? body.error : undefined;
  const message =
    typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : '';
  return `${response.status} ${message}`.trim();
}

function sentMessage(message: ChatRequest['messages'][number]): SentMessage {
  return {
    role: message.role,
    text: textOf(message),
    toolCallId: message.role === 'tool' ? message.tool_call_id : undefined,
    toolCalls: toolCallsOf(message),
  };
}
