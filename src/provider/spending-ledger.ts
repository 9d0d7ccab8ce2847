import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { codeOf } from './failure.ts';

/** What one request costs. `dollars` is `undefined` where the price is not known. */
export interface Cost {
  readonly tokens: number;
  readonly dollars?: number;
}

/** Sums over requests. */
export interface Spent {
  readonly tokens: number;
  /** Dollars of the requests whose price is known. */
  readonly dollars: number;
  readonly requests: number;
  /** Requests whose price is not known: their tokens are counted, their dollars aren't. */
  readonly unpriced: number;
}

const amount = z.number().min(0);

const recordSchema = z.object({
  /** `reserve` before it is sent, `settle` with what was reported, `release` when nothing was spent. */
  kind: z.enum(['reserve', 'settle', 'release']),
  /** Of the request. */
  id: z.string().min(1),
  /** ISO date and time. */
  at: z.string(),
  model: z.string(),
  tokens: amount,
  dollars: amount.optional(),
});

export type LedgerRecord = z.infer<typeof recordSchema>;

/** Floating point sums of prices would miss a limit by a hair. */
const perDollar = 1_000_000_000;

export function toNanoDollars(dollars: number): number {
  return Math.round(dollars * perDollar);
}

export interface LedgerDay {
  /** What each request costs as far as is known, by its id, in the order of their first records. */
  readonly costs: ReadonlyMap<string, Cost>;
  /** Lines that could not be read; what costs they name are counted all the same. */
  readonly unreadable: number;
}

/**
 * One day's spending, in a file that is only ever appended to: several processes may write it at once, and its order
 * decides who came first. Every record begins on a new line, so that one that was cut by a crash spoils no other.
 */
export class SpendingLedger {
  readonly file: string;

  /** @param day any moment of the day, in local time */
  constructor(folder: string, day: Date) {
    this.file = path.join(folder, `spending-${dayName(day)}.jsonl`);
  }

  /** @throws the file system's error */
  append(record: LedgerRecord): void {
    mkdirSync(path.dirname(this.file), { recursive: true });
    appendFileSync(this.file, `\n${JSON.stringify(record)}\n`, { flush: true });
  }

  /**
   * Costs of all requests of the day.
   * @param until the id of a request: later ones are left out
   * @throws the file system's error; a day that can't be read is no day without spending
   */
  read(until?: string): LedgerDay {
    const grouped = new Map<string, Known[]>();
    let unreadable = 0;
    for (const [number, line] of this.#lines().entries()) {
      const whole = recordOf(line);
      if (whole === undefined) unreadable += 1;
      for (const record of whole === undefined ? salvaged(line, number) : [whole]) {
        grouped.set(record.id, [...(grouped.get(record.id) ?? []), record]);
      }
    }
    const ids = [...grouped.keys()];
    const end = until === undefined ? -1 : ids.indexOf(until);
    const costs = new Map<string, Cost>();
    for (const id of end === -1 ? ids : ids.slice(0, end + 1)) {
      const cost = costOfRequest(grouped.get(id) ?? []);
      if (cost !== undefined) costs.set(id, cost);
    }
    return { costs, unreadable };
  }

  #lines(): readonly string[] {
    try {
      return readFileSync(this.file, 'utf8')
        .split('\n')
        .filter((line) => line.trim() !== '');
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return [];
      throw error;
    }
  }
}

type Known = Pick<LedgerRecord, 'kind' | 'id' | 'tokens' | 'dollars'>;

function recordOf(line: string): Known | undefined {
  try {
    return recordSchema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

/**
 * What can still be read of a broken line: whole records in it, and costs in the rest of it, which count as reserved.
 * Too much rather than too little.
 */
function salvaged(line: string, number: number): readonly Known[] {
  const whole: Known[] = [];
  const rest = line.replace(/\{[^{}]*\}/g, (part) => {
    const record = recordOf(part);
    if (record === undefined) return part;
    whole.push(record);
    return '';
  });
  const [tokens, dollars] = [largest(rest, 'tokens'), largest(rest, 'dollars')];
  if (tokens === 0 && dollars === 0) return whole;
  const id = /"id":\s*"([^"]+)"/.exec(rest)?.[1] ?? `line ${number}`;
  return [...whole, { kind: 'reserve', id, tokens, dollars: dollars > 0 ? dollars : undefined }];
}

function largest(text: string, name: string): number {
  const numbers = text.matchAll(new RegExp(`"${name}":\\s*(\\d+(?:\\.\\d+)?(?:e[+-]?\\d+)?)`, 'g'));
  return Math.max(0, ...[...numbers].map(([, digits]) => Number(digits)).filter(Number.isFinite));
}

/** What was settled in place of what was reserved, of several the largest; `undefined` for what was released. */
function costOfRequest(records: readonly Known[]): Cost | undefined {
  const settled = records.filter(({ kind }) => kind === 'settle');
  if (settled.length === 0 && records.some(({ kind }) => kind === 'release')) return undefined;
  const counted = settled.length > 0 ? settled : records;
  const dollars = counted.flatMap((record) => record.dollars ?? []);
  return {
    tokens: Math.max(...counted.map(({ tokens }) => tokens)),
    dollars: dollars.length > 0 ? Math.max(...dollars) : undefined,
  };
}

export function sumOf(costs: Iterable<Cost>): Spent {
  let [tokens, nanoDollars, requests, unpriced] = [0, 0, 0, 0];
  for (const cost of costs) {
    tokens += cost.tokens;
    nanoDollars += toNanoDollars(cost.dollars ?? 0);
    requests += 1;
    if (cost.dollars === undefined) unpriced += 1;
  }
  return { tokens, dollars: nanoDollars / perDollar, requests, unpriced };
}

/** `2026-11-24`, in local time. */
function dayName(day: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}
