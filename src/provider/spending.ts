import { randomUUID } from 'node:crypto';
import { costOf as knownCostOf } from '../model/prices.ts';
import { countPrompt } from '../model/prompt-tokens.ts';
import { loadTokenizer } from '../model/tokens.ts';
import type { Answer, ChatRequest, Usage } from '../model/types.ts';
import { messageOf } from './failure.ts';
import { type Cost, type LedgerRecord, SpendingLedger, sumOf, toNanoDollars } from './spending-ledger.ts';
import { limitText, unpricedText } from './spending-text.ts';
import type { SpendingLimits, SpendingSummary } from './spending-types.ts';

export type { Cost, Spent } from './spending-ledger.ts';

export interface SpendingOptions {
  /** Where the ledgers are, one file for each day. */
  readonly folder: string;
  readonly limits: SpendingLimits;
  /** Where limits are set, as the end of "change perDayTokens in …". */
  readonly changeIn?: string;
  /** What a completion costs in dollars, `undefined` when its price isn't known; the known list prices when left out. */
  readonly costOf?: (model: string, usage: Usage) => number | undefined;
  readonly now?: () => Date;
}

/** What one request may cost, kept free for it. */
export interface Reservation {
  readonly id: string;
  readonly model: string;
  readonly cost: Cost;
}

/** A request must not be sent, or spending can't be kept count of; the text says why and what to do. */
export class SpendingError extends Error {
  override readonly name = 'SpendingError';
}

/** Completion tokens of a request that sets no `max_completion_tokens` or `max_tokens`, for each choice. */
export const defaultCompletionTokens = 4_096;

/** Beyond the largest window tokens need no exact count. */
const countedExactly = 2_000_000;

interface Estimate {
  readonly cost: Cost;
  readonly usage: Usage;
}

/** Keeps spending within limits: every request is reserved before it is sent, and settled when its usage is known. */
export class SpendingGuard {
  readonly #options: SpendingOptions;
  readonly #own = new Map<
    string,
    { readonly ledger: SpendingLedger; readonly cost: Cost; readonly open: boolean }
  >();
  #unwritten: { readonly ledger: SpendingLedger; readonly record: LedgerRecord }[] = [];

  /** @throws SpendingError when a limit is no number from 0 */
  constructor(options: SpendingOptions) {
    this.#options = options;
    for (const [name, limit] of Object.entries(options.limits)) {
      if (limit === undefined || (Number.isFinite(limit) && limit >= 0)) continue;
      throw new SpendingError(`The limit ${name} must be a number from 0, not ${String(limit)}.`);
    }
  }

  /**
   * Keeps free what a request may cost at most: its prompt as the tokenizer counts it, and for each choice as many
   * tokens as it allows, or 4,096. What others have reserved counts as spent.
   * @throws SpendingError when a limit could be passed, can't be kept because a price isn't known, or the ledger fails
   */
  async reserve(request: ChatRequest): Promise<Reservation> {
    const estimate = await this.#estimate(request);
    // From here on nothing waits: no other request of this process comes between looking and reserving.
    const { model } = request;
    const { cost } = estimate;
    const ledger = new SpendingLedger(this.#options.folder, this.#now());
    this.#requirePrice(model, cost);
    this.#requireRoom(request, estimate, this.#dayCosts(ledger));
    const reservation = { id: randomUUID(), model, cost };
    this.#ledgerWork(() => {
      this.#writeAgain();
      ledger.append(this.#record('reserve', reservation, cost));
    });
    this.#own.set(reservation.id, { ledger, cost, open: true });
    try {
      // Another process may have reserved in the meantime: of two, the one whose line comes first has the room.
      const before = this.#dayCosts(ledger, reservation.id);
      before.delete(reservation.id);
      this.#requireRoom(request, estimate, before, reservation.id);
    } catch (error) {
      this.release(reservation);
      throw error;
    }
    return reservation;
  }

  /** Puts what was reported in the place of the estimate; without a report, as of a stream that was cut, it stays. */
  settle(reservation: Reservation, usage: Usage | undefined): void {
    const own = this.#own.get(reservation.id);
    if (own === undefined || !own.open) return;
    const cost = usage === undefined ? undefined : this.#reported(reservation.model, usage);
    this.#close(reservation, 'settle', cost ?? reservation.cost);
  }

  /** For a request that cost nothing, because it was not sent or was answered with an error. */
  release(reservation: Reservation): void {
    if (this.#own.get(reservation.id)?.open === true) this.#close(reservation, 'release');
  }

  /**
   * What was spent, reservations included.
   * @throws SpendingError when the ledger can't be read
   */
  summary(): SpendingSummary {
    const ledger = new SpendingLedger(this.#options.folder, this.#now());
    const { unreadable } = this.#ledgerWork(() => ledger.read());
    const run = [...this.#own.values()].map(({ cost }) => cost);
    return { run: sumOf(run), day: sumOf(this.#dayCosts(ledger).values()), unreadable };
  }

  #now(): Date {
    return this.#options.now?.() ?? new Date();
  }

  async #estimate(request: ChatRequest): Promise<Estimate> {
    const prompt = await countPrompt(request, await loadTokenizer(), countedExactly);
    const each = request.max_completion_tokens ?? request.max_tokens ?? defaultCompletionTokens;
    const completion = each * (request.n ?? 1);
    const usage = { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion };
    return { usage, cost: { tokens: usage.total_tokens, dollars: this.#dollarsOf(request.model, usage) } };
  }

  /** `undefined` for a report that can't be. Some services count reasoning in the total alone. */
  #reported(model: string, { prompt_tokens, completion_tokens, total_tokens }: Usage): Cost | undefined {
    const all = [prompt_tokens, completion_tokens];
    if (!all.every((count) => Number.isFinite(count) && count >= 0)) return undefined;
    const sum = prompt_tokens + completion_tokens;
    const tokens = Number.isFinite(total_tokens) ? Math.max(sum, total_tokens) : sum;
    const usage = { prompt_tokens, completion_tokens: tokens - prompt_tokens, total_tokens: tokens };
    return { tokens, dollars: this.#dollarsOf(model, usage) };
  }

  #dollarsOf(model: string, usage: Usage): number | undefined {
    const dollars = (this.#options.costOf ?? knownCostOf)(model, usage);
    return dollars !== undefined && Number.isFinite(dollars) && dollars >= 0 ? dollars : undefined;
  }

  #requirePrice(model: string, { dollars }: Cost): void {
    if (dollars !== undefined) return;
    for (const name of ['perRunDollars', 'perDayDollars'] as const) {
      const limit = this.#options.limits[name];
      if (limit !== undefined)
        throw new SpendingError(unpricedText(model, name, limit, this.#options.changeIn));
    }
  }

  #requireRoom(
    request: ChatRequest,
    { cost, usage }: Estimate,
    day: ReadonlyMap<string, Cost>,
    own?: string,
  ): void {
    const { limits, changeIn } = this.#options;
    const run = sumOf([...this.#own].flatMap(([id, each]) => (id === own ? [] : [each.cost])));
    const today = sumOf(day.values());
    const all = [
      { name: 'perRunTokens', used: run.tokens, more: cost.tokens },
      { name: 'perDayTokens', used: today.tokens, more: cost.tokens },
      { name: 'perRunDollars', used: run.dollars, more: cost.dollars ?? 0 },
      { name: 'perDayDollars', used: today.dollars, more: cost.dollars ?? 0 },
    ] as const;
    for (const { name, used, more } of all) {
      const limit = limits[name];
      if (limit === undefined || toNanoDollars(used) + toNanoDollars(more) <= toNanoDollars(limit)) continue;
      throw new SpendingError(limitText({ name, limit, used, more, usage, request, changeIn }));
    }
  }

  /** Costs of a day; what this guard knows of its own requests stands above what became of the file. */
  #dayCosts(ledger: SpendingLedger, until?: string): Map<string, Cost> {
    const costs = new Map(this.#ledgerWork(() => ledger.read(until)).costs);
    for (const [id, own] of this.#own) if (own.ledger.file === ledger.file) costs.set(id, own.cost);
    return costs;
  }

  #close(reservation: Reservation, kind: 'settle' | 'release', cost: Cost = { tokens: 0 }): void {
    const own = this.#own.get(reservation.id);
    if (own === undefined) return;
    if (kind === 'release') this.#own.delete(reservation.id);
    else this.#own.set(reservation.id, { ...own, cost, open: false });
    this.#unwritten.push({ ledger: own.ledger, record: this.#record(kind, reservation, cost) });
    try {
      this.#writeAgain();
    } catch {
      // The answer has been paid for and must reach the program. It is written before the next request is sent.
    }
  }

  #writeAgain(): void {
    for (let next = this.#unwritten[0]; next !== undefined; next = this.#unwritten[0]) {
      next.ledger.append(next.record);
      this.#unwritten = this.#unwritten.slice(1);
    }
  }

  #record(kind: LedgerRecord['kind'], { id, model }: Reservation, { tokens, dollars }: Cost): LedgerRecord {
    return { kind, id, at: this.#now().toISOString(), model, tokens, dollars };
  }

  #ledgerWork<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw new SpendingError(
        `Not sent: spending can't be kept count of in ${this.#options.folder}: ${messageOf(error)}. Check that the folder can be read and written.`,
        { cause: error },
      );
    }
  }
}

/** The `type` and `code` of the error that answers a request which a limit forbids. */
export const spendingLimit = 'spending_limit';

/** What a program is answered whose request was not sent; clients don't try it again. */
export function spendingAnswer({ message }: SpendingError): Answer {
  return {
    kind: 'error',
    status: 429,
    error: { message, type: spendingLimit, param: null, code: spendingLimit },
    headers: { 'x-should-retry': 'false' },
  };
}
