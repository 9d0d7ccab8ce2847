import type { ChatRequest } from './chat/request.ts';

/** What a model is asked for: the validated body of `POST /v1/chat/completions`. */
export type { ChatRequest } from './chat/request.ts';

/** Token counts as the API reports them. */
export interface Usage {
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
  readonly total_tokens: number;
}

export interface ToolCall {
  readonly id: string;
  readonly name: string;
  /** JSON text, as the model wrote it; of a custom tool its input. */
  readonly arguments: string;
}

/**
 * One choice of an answer, before it is cut to `max_tokens` and wrapped into a response or a stream.
 * `finishReason` is worked out by the endpoint unless the responder sets it.
 */
export interface Reply {
  readonly content: string | null;
  readonly refusal?: string;
  readonly toolCalls?: readonly ToolCall[];
  readonly finishReason?: FinishReason;
}

export type FinishReason = 'stop' | 'length' | 'tool_calls' | 'content_filter' | 'function_call';

/** What a responder decides to do with a request. */
export type Answer =
  | {
      readonly kind: 'reply';
      /** One reply, or as many as the request's `n`; a single one is asked for again per choice. */
      readonly choices: readonly Reply[];
      /** The model's name in the response; by default derived from the request's model. */
      readonly model?: string;
      /** Reported in place of the counted tokens. */
      readonly usage?: Pick<Usage, 'prompt_tokens' | 'completion_tokens'>;
      /** Awaited before the first byte of the response. */
      readonly before?: () => Promise<void>;
      /** Streaming only: awaited before the last content chunk is sent. */
      readonly holdEnd?: () => Promise<void>;
      /** Streaming only: the connection is cut after this many content chunks. */
      readonly cutAfterChunks?: number;
      /** Set for a reply that was given before: it is sent as it is, never cut at the request's limits a second time. */
      readonly recorded?: RecordedReply;
    }
  | {
      readonly kind: 'error';
      readonly status: number;
      readonly error: ApiError;
      readonly headers?: Readonly<Record<string, string>>;
      readonly before?: () => Promise<void>;
    }
  /** The request is accepted and never answered. */
  | { readonly kind: 'stall' }
  /** The connection is reset without a response. */
  | { readonly kind: 'reset' }
  /** The simulated model answers, as if there were no script. */
  | { readonly kind: 'simulated' };

/** How a reply came when it was recorded. */
export interface RecordedReply {
  /** Streaming only: its pieces, in place of one for each token. */
  readonly pieces?: readonly RecordedPiece[];
  /** Streaming only: nothing follows the last piece, the connection is cut. */
  readonly cut?: boolean;
}

export interface RecordedPiece {
  /** The `choices` of a chunk, as they came. */
  readonly choices: readonly unknown[];
  /** Milliseconds to wait before it. */
  readonly pauseMs: number;
}

/** The documented error body: `{ "error": ApiError }`. */
export interface ApiError {
  readonly message: string;
  readonly type: string;
  readonly param: string | null;
  readonly code: string | null;
}

/** What a responder may look at besides the request. */
export interface ResponderContext {
  /** The attempt's seed; equal seeds and equal requests at temperature 0 give equal answers. */
  readonly seed: string;
  /** Position of this chat completion request among the attempt's, from 0. */
  readonly index: number;
  /** Which of `n` choices is asked for, from 0. */
  readonly choice: number;
}

/** Decides what the endpoint answers. The simulated model is one; a grader's script is another. */
export type Responder = (request: ChatRequest, context: ResponderContext) => Answer | Promise<Answer>;

/** One request to the model endpoint and its response (or stream, or error), as recorded. JSON-serialisable. */
export interface Exchange {
  /** Order of arrival within the attempt, over all paths, from 0. */
  readonly index: number;
  /** The `x-request-id` that was answered. */
  readonly id: string;
  readonly method: string;
  /** Path without the query, for example `/v1/chat/completions`. */
  readonly path: string;
  /** Request headers in lower case; `authorization` and `cookie` are replaced by `[redacted]`. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body's bytes as text. */
  readonly rawBody: string;
  /** The body parsed as JSON; `undefined` when it is empty or malformed. */
  readonly body?: unknown;
  /** The body as a valid chat completion request; `undefined` when it was refused or is for another path. */
  readonly request?: ChatRequest;
  /** Milliseconds since the endpoint started. */
  readonly startedAt: number;
  /** Who was asked, when it was not the simulated model. */
  readonly provider?: string;
  readonly response: RecordedResponse;
}

/** What an answer of a provider means, for people; the answer itself is left as it came. */
export interface Explanation {
  /**
   * Whose it is. `yours`: the program asked for something that can't be had. `model`: the model, or its filter, said
   * something else than was hoped for. `provider`: key, credit, quota, network, or a model that isn't there (any more).
   */
  readonly kind: 'yours' | 'model' | 'provider';
  /** One line: what happened, and what to do. */
  readonly line: string;
  /** The section of a lesson that is about it. */
  readonly lesson?: { readonly id: string; readonly heading: string };
}

export interface RecordedResponse {
  /**
   * `pending`: no end yet. `completed`: answered in full with a 2xx status. `error`: answered with another
   * status. `cut`: the endpoint broke the connection off on purpose, or the provider did. `aborted`: the client went away first.
   */
  readonly state: 'pending' | 'completed' | 'error' | 'cut' | 'aborted';
  /** 0 while nothing was sent. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The JSON body of a plain response or an error. */
  readonly body?: unknown;
  /** The parsed `data:` events of a stream, `[DONE]` left out, with milliseconds since the endpoint started. */
  readonly chunks?: readonly { readonly at: number; readonly data: unknown }[];
  /** Milliseconds since the endpoint started; `undefined` while pending. */
  readonly endedAt?: number;
  /** Of a provider's answer that is not simply a reply. */
  readonly explanation?: Explanation;
  /** The completion, put together from `body` or `chunks`; `undefined` when there is none. */
  readonly completion?: Completion;
}

/** A completion as graders and screens look at it, whether it was streamed or not. */
export interface Completion {
  readonly model: string;
  readonly choices: readonly {
    readonly content: string | null;
    readonly refusal: string | null;
    readonly toolCalls: readonly ToolCall[];
    readonly finishReason: string | null;
  }[];
  /** Absent from a stream without `stream_options.include_usage`. */
  readonly usage?: Usage;
}
