import type { ChatRequest, Usage } from '../model/types.ts';
import type { Spent } from './spending-ledger.ts';
import type { SpendingLimits, SpendingSummary } from './spending-types.ts';

/** What people and programs are told about spending. */

type LimitName = keyof SpendingLimits;

const settings = 'the settings of your provider';

export interface PassedLimit {
  readonly name: LimitName;
  readonly limit: number;
  readonly used: number;
  /** What the request could cost, in the unit of the limit. */
  readonly more: number;
  readonly usage: Usage;
  readonly request: ChatRequest;
  readonly changeIn?: string;
}

export function limitText({
  name,
  limit,
  used,
  more,
  usage,
  request,
  changeIn = settings,
}: PassedLimit): string {
  const [scope, period] = name.startsWith('perRun') ? ['run', 'in this run'] : ['day', 'today'];
  const amount = (value: number) => (isDollars(name) ? dollarsText(value) : tokensText(value));
  const unset = (request.max_completion_tokens ?? request.max_tokens ?? undefined) === undefined;
  const reply = `${count(usage.completion_tokens)} for the answer${unset ? ', which has no limit of its own' : ''}`;
  return [
    `Not sent: this request could pass the limit of ${amount(limit)} for a ${scope}.`,
    `Used ${period}: ${amount(used)}.`,
    `This request: up to ${amount(more)} (${count(usage.prompt_tokens)} tokens in the prompt, ${reply}).`,
    `Set a smaller max_completion_tokens, or change ${settingOf(name)} in ${changeIn}.`,
  ].join(' ');
}

export function unpricedText(model: string, name: LimitName, limit: number, changeIn = settings): string {
  const instead = name === 'perRunDollars' ? 'perRunTokens' : 'perDayTokens';
  return `Not sent: the price of the model "${model}" is unknown, so the limit of ${dollarsText(limit)} (${settingOf(name)}) can't be kept. Set ${settingOf(instead)} in the place of ${settingOf(name)} in ${changeIn}.`;
}

/** As the configuration writes it: `per_day_dollars`. */
function settingOf(name: LimitName): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** A summary in one line, for people. */
export function spendingText({ run, day, unreadable }: SpendingSummary): string {
  const broken =
    unreadable === 0
      ? ''
      : ` ${unreadable === 1 ? 'A line' : `${unreadable} lines`} of today's record can't be read, so it may have been more.`;
  return `This run: ${amountText(run)}. Today: ${amountText(day)}.${broken}`;
}

/** `1,234 tokens, $0.0012`, and what is not known about it. */
function amountText({ tokens, dollars, requests, unpriced }: Spent): string {
  if (unpriced === 0) return `${tokensText(tokens)}, ${dollarsText(dollars)}`;
  if (unpriced === requests) return `${tokensText(tokens)}, price unknown`;
  const others = unpriced === 1 ? 'a request' : `${unpriced} requests`;
  return `${tokensText(tokens)}, ${dollarsText(dollars)} and ${others} with price unknown`;
}

function isDollars(name: LimitName): boolean {
  return name.endsWith('Dollars');
}

function tokensText(tokens: number): string {
  return `${count(tokens)} ${tokens === 1 ? 'token' : 'tokens'}`;
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}

/** At least cents, and of less than a cent as much as matters: `$1.50`, `$0.0123`, `$0.000042`. */
function dollarsText(dollars: number): string {
  const digits = dollars >= 1 ? 4 : 6;
  return `$${dollars.toFixed(digits).replace(/(\.\d{2}\d*?)0+$/, '$1')}`;
}
