import { chunksCompletion, plainCompletion } from './chat/completion.ts';
import type { ChatRequest, Exchange, Explanation, RecordedResponse } from './types.ts';

const secretHeaders = new Set(['authorization', 'proxy-authorization', 'cookie', 'api-key', 'x-api-key']);

/** Listeners are told of a growing stream at most this often; its begin and its end they are always told. */
const chunkNoticeMs = 50;

export interface ExchangeStart {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Who is asked, when it is not the simulated model. */
  readonly provider?: string;
}

/** All exchanges of one attempt, in order of arrival. */
export class Recording {
  readonly #records: ExchangeRecord[] = [];
  readonly #origin = performance.now();
  readonly #listener: ((exchange: Exchange) => void) | undefined;

  constructor(listener?: (exchange: Exchange) => void) {
    this.#listener = listener;
  }

  get exchanges(): readonly Exchange[] {
    return this.#records.map((record) => record.snapshot());
  }

  begin(start: ExchangeStart): ExchangeRecord {
    const now = () => Math.round((performance.now() - this.#origin) * 10) / 10;
    const record = new ExchangeRecord(this.#records.length, start, now, this.#listener);
    this.#records.push(record);
    this.#listener?.(record.snapshot());
    return record;
  }
}

/** One exchange while it goes on. Once it has ended nothing changes it any more. */
export class ExchangeRecord {
  readonly #start: Omit<Exchange, 'response' | 'rawBody'>;
  readonly #now: () => number;
  readonly #listener: ((exchange: Exchange) => void) | undefined;
  readonly #chunks: { at: number; data: unknown }[] = [];
  #received: Pick<Exchange, 'rawBody' | 'body' | 'request'> = { rawBody: '' };
  #response: RecordedResponse = { state: 'pending', status: 0, headers: {} };
  #lastNotice = Number.NEGATIVE_INFINITY;

  constructor(
    index: number,
    start: ExchangeStart,
    now: () => number,
    listener?: (exchange: Exchange) => void,
  ) {
    const headers = Object.fromEntries(
      Object.entries(start.headers).map(([name, value]) => [
        name,
        secretHeaders.has(name) ? '[redacted]' : value,
      ]),
    );
    this.#start = { ...start, index, headers, startedAt: now() };
    this.#now = now;
    this.#listener = listener;
  }

  get ended(): boolean {
    return this.#response.state !== 'pending';
  }

  /** Milliseconds since the exchange began. */
  age(): number {
    return this.#now() - this.#start.startedAt;
  }

  received(part: {
    readonly rawBody?: string;
    readonly body?: unknown;
    readonly request?: ChatRequest;
  }): void {
    this.#received = { ...this.#received, ...part };
    this.#notify();
  }

  /** The head of a stream was sent. */
  streaming(status: number, headers: Readonly<Record<string, string>>): void {
    if (!this.ended) this.#response = { ...this.#response, status, headers };
  }

  chunk(data: unknown): void {
    if (this.ended) return;
    this.#chunks.push({ at: this.#now(), data });
    if (this.#now() - this.#lastNotice >= chunkNoticeMs) this.#notify();
  }

  /** To be said before the end, so that whoever sees the end sees it too. */
  explain(explanation: Explanation | undefined): void {
    if (!this.ended && explanation !== undefined) this.#response = { ...this.#response, explanation };
  }

  end(
    state: RecordedResponse['state'],
    response: Partial<Pick<RecordedResponse, 'status' | 'headers' | 'body'>> = {},
  ): void {
    if (this.ended) return;
    this.#response = { ...this.#response, ...response, state, endedAt: this.#now() };
    this.#notify();
  }

  snapshot(): Exchange {
    const streamed = this.#chunks.length > 0;
    const completion = streamed
      ? chunksCompletion(this.#chunks.map((chunk) => chunk.data))
      : plainCompletion(this.#response.body);
    const chunks = streamed ? { chunks: [...this.#chunks] } : {};
    return { ...this.#start, ...this.#received, response: { ...this.#response, ...chunks, completion } };
  }

  #notify(): void {
    if (this.#listener === undefined) return;
    this.#lastNotice = this.#now();
    this.#listener(this.snapshot());
  }
}
