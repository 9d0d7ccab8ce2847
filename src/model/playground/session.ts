import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type OpenAI from 'openai';
import { type Endpoint, startEndpoint } from '../endpoint.ts';
import { countPrompt } from '../prompt-tokens.ts';
import { loadTokenizer } from '../tokens.ts';
import type { Exchange, Usage } from '../types.ts';
import type { Upstream } from '../upstream.ts';
import { loopbackFetch } from './loopback-fetch.ts';
import { type PlaygroundMessage, type PlaygroundRequest, replyTokens } from './request.ts';

/** How one ask ended. JSON-serialisable. */
export interface PlaygroundAnswer {
  /** All that came, also when it was stopped or broke off. */
  readonly text: string;
  readonly finishReason: string | null;
  readonly usage?: Usage;
  readonly durationMs: number;
  /** Milliseconds until the first piece of text. */
  readonly firstMs?: number;
  readonly stopped: boolean;
  readonly problem?: PlaygroundProblem;
  /** What was sent and what came back; `undefined` when nothing reached the endpoint. */
  readonly exchange?: Exchange;
  /** Of an answer that did not come from the simulated model. */
  readonly live?: LiveAnswer;
}

/** Who answered in the simulated model's place. */
export interface LiveAnswer {
  readonly provider: string;
  /** As the answer names it. */
  readonly model?: string;
  /** What a refusal means and what to do, in one line. */
  readonly explanation?: string;
  /** Estimated cost, 0 on a machine of one's own; `undefined` when it isn't known. */
  readonly dollars?: number;
  /** What the spending guard has to say. */
  readonly notes: readonly string[];
}

/** An error in the endpoint's own words, or of the way there. */
export interface PlaygroundProblem {
  /** HTTP status; `undefined` when there was no response. */
  readonly status?: number;
  readonly code: string | null;
  readonly message: string;
}

export interface SessionOptions {
  /** Everything random follows from it. */
  readonly seed: string;
  /** Absolute paths of the simulated model's knowledge files. */
  readonly knowledge: readonly string[];
  /** A provider that answers in place of the simulated model. */
  readonly upstream?: Upstream;
  /** Milliseconds for each piece of a reply, so that a stream can be seen; 0 when left out. */
  readonly paceMs?: number;
}

export interface AskOptions {
  readonly signal: AbortSignal;
  /** Called with each piece of text as it comes. */
  readonly onText: (text: string) => void;
}

interface Connection {
  readonly endpoint: Endpoint;
  readonly client: OpenAI;
}

/** How an ask is found among what the endpoint recorded. The real service knows this header too. */
const askHeader = 'x-client-request-id';

/** The endpoint keeps all that it is sent: from here on it makes way for a new one. In UTF-16 units, and requests. */
const mostSent = 16 * 1024 * 1024;
const mostRequests = 500;

/** How long the record of an ask that was given up may take to end. */
const patienceMs = 500;

/** A playground's side of the model endpoint: asks over HTTP with the official client, as a learner's program does. */
export class PlaygroundSession {
  readonly #options: SessionOptions;
  readonly #exchanges = new Map<string, Exchange>();
  #connection: Promise<Connection> | undefined;
  #sent = 0;
  #requests = 0;

  constructor(options: SessionOptions) {
    this.#options = options;
  }

  /** Asks once, without retries. Never rejects for what the endpoint answers: that is in the answer. */
  async ask(request: PlaygroundRequest, { signal, onText }: AskOptions): Promise<PlaygroundAnswer> {
    const { client } = await this.#connected(request);
    const id = randomUUID();
    const startedAt = performance.now();
    const elapsed = () => Math.round(performance.now() - startedAt);
    const reply = new Reply((text) => {
      reply.firstMs ??= elapsed();
      onText(text);
    });
    let problem: PlaygroundProblem | undefined;
    try {
      await receive(client, request, { signal, headers: { [askHeader]: id } }, reply);
    } catch (error) {
      if (!signal.aborted) problem = await problemOf(error);
    }
    const { text, finishReason, usage, firstMs } = reply;
    const durationMs = elapsed();
    const exchange = await this.#ended(id);
    this.#exchanges.delete(id);
    return { text, finishReason, usage, firstMs, durationMs, stopped: signal.aborted, problem, exchange };
  }

  async close(): Promise<void> {
    const connection = this.#connection;
    this.#connection = undefined;
    await (await connection)?.endpoint.close();
  }

  #connected(request: PlaygroundRequest): Promise<Connection> {
    this.#sent += request.messages.reduce((sum, { content }) => sum + content.length, 0);
    this.#requests += 1;
    if (this.#sent > mostSent || this.#requests > mostRequests) {
      void this.close();
      this.#sent = 0;
      this.#requests = 0;
    }
    this.#connection ??= this.#connect();
    return this.#connection;
  }

  async #connect(): Promise<Connection> {
    const { seed, knowledge, paceMs, upstream } = this.#options;
    const token = `sk-agentlings-${randomBytes(18).toString('hex')}`;
    const [{ OpenAI }, endpoint] = await Promise.all([
      import('openai'),
      startEndpoint({
        token,
        seed,
        knowledge,
        paceMs,
        upstream,
        onExchange: (exchange) => {
          const id = exchange.headers[askHeader];
          if (id !== undefined) this.#exchanges.set(id, exchange);
        },
      }),
    ]);
    const client = new OpenAI({
      apiKey: token,
      baseURL: endpoint.baseURL,
      organization: null,
      project: null,
      // One ask is one exchange: what went wrong is shown, and asking again is the learner's decision.
      maxRetries: 0,
      fetch: loopbackFetch,
    });
    return { endpoint, client };
  }

  /** The exchange once it has ended: of a client that went away the endpoint hears a moment later. */
  async #ended(id: string): Promise<Exchange | undefined> {
    const deadline = performance.now() + patienceMs;
    for (;;) {
      const exchange = this.#exchanges.get(id);
      if (exchange !== undefined && exchange.response.state !== 'pending') return exchange;
      if (performance.now() > deadline) return exchange;
      await delay(5);
    }
  }
}

/** What has come so far. */
class Reply {
  text = '';
  finishReason: string | null = null;
  usage: Usage | undefined;
  firstMs: number | undefined;
  readonly #onText: (text: string) => void;

  constructor(onText: (text: string) => void) {
    this.#onText = onText;
  }

  add(piece: string | null | undefined): void {
    if (piece === null || piece === undefined || piece === '') return;
    this.text += piece;
    this.#onText(piece);
  }
}

async function receive(
  client: OpenAI,
  { settings, messages }: PlaygroundRequest,
  options: { readonly signal: AbortSignal; readonly headers: Readonly<Record<string, string>> },
  reply: Reply,
): Promise<void> {
  const { stream: streamed, ...parameters } = settings;
  const body = { ...parameters, messages: messages.map(({ role, content }) => ({ role, content })) };
  if (!streamed) {
    const completion = await client.chat.completions.create(body, options);
    const [choice] = completion.choices;
    reply.finishReason = choice?.finish_reason ?? null;
    reply.usage = usageOf(completion.usage);
    reply.add(choice?.message.content ?? choice?.message.refusal);
    return;
  }
  const stream = await client.chat.completions.create(
    { ...body, stream: true, stream_options: { include_usage: true } },
    options,
  );
  for await (const chunk of stream) {
    const [choice] = chunk.choices;
    reply.finishReason = choice?.finish_reason ?? reply.finishReason;
    reply.usage = usageOf(chunk.usage) ?? reply.usage;
    reply.add(choice?.delta.content ?? choice?.delta.refusal);
  }
}

function usageOf(usage: OpenAI.CompletionUsage | null | undefined): Usage | undefined {
  if (usage === null || usage === undefined) return undefined;
  const { prompt_tokens, completion_tokens, total_tokens } = usage;
  return { prompt_tokens, completion_tokens, total_tokens };
}

async function problemOf(error: unknown): Promise<PlaygroundProblem> {
  const { APIError } = await import('openai');
  if (!(error instanceof APIError))
    return { code: null, message: error instanceof Error ? error.message : String(error) };
  const body: unknown = error.error;
  const own =
    typeof body === 'object' && body !== null && 'message' in body && typeof body.message === 'string'
      ? body.message
      : error.message;
  return { status: error.status, code: error.code ?? null, message: own };
}

/** Tokens of each message with the chat format's overhead; a prompt is their sum and `replyTokens`. */
export async function countMessages(messages: readonly PlaygroundMessage[]): Promise<readonly number[]> {
  const tokenizer = await loadTokenizer();
  const counts: number[] = [];
  for (const { role, content } of messages) {
    const request = { model: '', messages: [{ role, content }] };
    counts.push((await countPrompt(request, tokenizer, enoughTokens)) - replyTokens);
  }
  return counts;
}

/** Beyond the largest window nobody needs to know exactly. */
const enoughTokens = 2_000_000;
