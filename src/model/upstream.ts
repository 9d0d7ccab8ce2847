import type { ServerResponse } from 'node:http';
import type { ExchangeRecord } from './recording.ts';
import type { ChatRequest, Exchange, Explanation } from './types.ts';

/** Who answers in place of the simulated model: the endpoint hands requests on to it, and records what comes back. */
export interface Upstream {
  /** For people. */
  readonly name: string;
  /**
   * Answers a request and ends its record. Never throws: what fails is answered as an error.
   * @param outgoing where the answer goes; when it closes early, the request to the provider ends
   */
  answer(incoming: UpstreamIncoming, outgoing: Outgoing, record: ExchangeRecord): Promise<void>;
}

export type Outgoing = Pick<
  ServerResponse,
  | 'writeHead'
  | 'write'
  | 'end'
  | 'destroy'
  | 'destroyed'
  | 'once'
  | 'off'
  | 'writableFinished'
  | 'headersSent'
>;

/** A request of the program whose token was right. Its body is in the record. */
export interface UpstreamIncoming {
  readonly kind: 'chat' | 'models' | 'model';
  /** Of `model` only: which. */
  readonly model?: string;
  /** In lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

/** A request as it goes to the provider, without the key. */
export interface ProviderRequest {
  readonly kind: UpstreamIncoming['kind'];
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The model as the program named it, and as the provider is asked for it; empty when it named none. */
  readonly asked: string;
  readonly sent: string;
  /** What was changed in it, for people; empty when nothing was. */
  readonly note?: string;
  /** The body as a chat completion request, where the contract knows it as one. */
  readonly chat?: ChatRequest;
}

/** An answer from somewhere else than the provider, such as a recording, or a refusal. */
export interface HookAnswer extends TransportAnswer {
  /** Said in place of what the answer would be explained with. */
  readonly explanation?: Explanation;
}

/** Where others sit in: what answers without the provider, and what counts what was spent. */
export interface ForwardHooks {
  /** Before anything is sent; an answer goes to the program in place of the provider's. */
  beforeRequest?(request: ProviderRequest): HookAnswer | undefined | Promise<HookAnswer | undefined>;
  /** After every request, however it ended. The exchange is as it was recorded: without any key. */
  afterExchange?(request: ProviderRequest, exchange: Exchange): void | Promise<void>;
}

export interface TransportAnswer {
  readonly status: number;
  /** In lower case; a header that came several times is joined by commas. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body as it comes, decompressed. Throws NetworkFailure where it breaks off. */
  readonly body: AsyncIterable<Uint8Array>;
}
