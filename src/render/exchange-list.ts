import type { Exchange } from '../model/types.ts';
import { toHarmless } from './sanitize.ts';
import { concat, type Line, pad, span, truncate } from './text.ts';
import type { Glyphs, StyleName, Theme } from './theme.ts';
import { compareMessages } from './transcript/messages.ts';
import { duration } from './transcript/response.ts';
import { asList, asRecord, asText } from './transcript/values.ts';

export interface ExchangeListOptions {
  /** Cells that a line may take. */
  readonly width: number;
  readonly theme: Theme;
  readonly glyphs: Glyphs;
  /** Index of the marked exchange. */
  readonly marked?: number;
  /** Rows at most; all of them when left out. */
  readonly mostRows?: number;
}

/** What a row of the list says of an exchange. */
export interface Row {
  readonly state: string;
  readonly style: StyleName;
  readonly model: string;
  readonly messages: string;
  readonly tokens: string;
  readonly prompt: number | undefined;
  readonly completion: number | undefined;
  /** What it costs with the real model, where that is known. */
  readonly dollars?: number;
  readonly took: string;
  readonly end: string;
}

/** What a list of exchanges shows, worked out once: laying out a part of it is then cheap, however many there are. */
export interface ExchangeList {
  readonly rows: readonly Row[];
  /** Prompt tokens of the largest request; at least 1. */
  readonly most: number;
  readonly sums: string;
}

/** @param cost dollars of an exchange; `undefined` when that can't be known */
export function exchangeList(exchanges: readonly Exchange[], glyphs: Glyphs, cost?: Cost): ExchangeList {
  const rows = exchanges.map((exchange, index) => knownRow(exchange, exchanges[index - 1], glyphs, cost));
  const most = rows.reduce((largest, { prompt }) => Math.max(largest, prompt ?? 0), 1);
  return { rows, most, sums: sumsOf(rows, glyphs) };
}

type Cost = (exchange: Exchange) => number | undefined;

/** While a program runs, each exchange that comes makes a new list of all: the rows of the others stay what they were. */
const knownRows = new WeakMap<
  Exchange,
  { before: Exchange | undefined; glyphs: Glyphs; cost: Cost | undefined; row: Row }
>();

function knownRow(
  exchange: Exchange,
  before: Exchange | undefined,
  glyphs: Glyphs,
  cost: Cost | undefined,
): Row {
  const known = knownRows.get(exchange);
  if (known?.before === before && known?.glyphs === glyphs && known.cost === cost) return known.row;
  const row = { ...rowOf(exchange, before, glyphs), dollars: cost?.(exchange) };
  knownRows.set(exchange, { before, glyphs, cost, row });
  return row;
}

/**
 * An attempt's exchanges, a line for each, with a bar that shows how the prompt grows from request to request; below
 * them the sums of the whole attempt. Of a long list only what is around the marked exchange.
 */
export function renderExchangeList(list: ExchangeList, options: ExchangeListOptions): Line[] {
  const { theme, glyphs, width, marked = 0, mostRows = Number.POSITIVE_INFINITY } = options;
  const { rows } = list;
  const from = Math.max(0, Math.min(rows.length - mostRows, marked - Math.floor(mostRows / 2)));
  const shown = rows.slice(from, from + mostRows);
  const hidden = rows.length - shown.length;
  const more = hidden > 0 ? [[span(`  ${glyphs.ellipsis} ${hidden} more`, theme.styles.muted)]] : [];
  const sums = truncate([span(`  ${list.sums}`, theme.styles.muted)], width, glyphs.ellipsis);
  return [...shown.map((row, at) => lineOf(row, from + at, list.most, options)), ...more, sums];
}

function rowOf(exchange: Exchange, before: Exchange | undefined, glyphs: Glyphs): Row {
  const { response, startedAt } = exchange;
  const messages = messagesOf(exchange);
  const fresh = compareMessages(messages, before === undefined ? [] : messagesOf(before)).messages.filter(
    (message) => message.fresh,
  ).length;
  const usage = response.completion?.usage;
  const ok = response.state === 'completed';
  const waiting = response.state === 'pending';
  const symbol = ok ? glyphs.ok : waiting ? glyphs.partial : glyphs.bad;
  return {
    state: `${symbol} ${response.status === 0 ? '' : response.status}`,
    style: ok ? 'ok' : waiting ? 'warn' : 'bad',
    model: toHarmless(asText(asRecord(exchange.body)?.model) ?? exchange.path),
    messages: before === undefined ? `${messages.length}` : `${messages.length} +${fresh}`,
    tokens: usage === undefined ? '' : `${usage.prompt_tokens}${glyphs.right}${usage.completion_tokens}`,
    prompt: usage?.prompt_tokens,
    completion: usage?.completion_tokens,
    took: response.endedAt === undefined ? '' : duration(response.endedAt - startedAt),
    end: [retryWord(exchange), endWord(exchange), response.chunks === undefined ? '' : 'stream']
      .filter((word) => word !== '')
      .join(', '),
  };
}

function messagesOf({ body }: Exchange): readonly unknown[] {
  return asList(asRecord(body)?.messages);
}

function endWord({ response }: Exchange): string {
  if (response.state === 'pending') return 'waiting';
  if (response.state === 'cut') return 'cut off';
  if (response.state === 'aborted') return 'given up';
  const error = asRecord(asRecord(response.body)?.error);
  if (error !== undefined) return toHarmless(asText(error.code) ?? asText(error.type) ?? 'error');
  return toHarmless(response.completion?.choices[0]?.finishReason ?? '');
}

/** The SDK says in a header that it is trying again. */
function retryWord({ headers }: Exchange): string {
  const times = Number(headers['x-stainless-retry-count'] ?? 0);
  return times > 0 ? `retry ${times}` : '';
}

const barCells = 10;

function lineOf(row: Row, index: number, most: number, options: ExchangeListOptions): Line {
  const { theme, glyphs, width } = options;
  const marked = index === options.marked;
  const text = (value: string, style: StyleName, cells: number) =>
    pad(truncate([span(value, theme.styles[style])], cells, glyphs.ellipsis), cells);
  const filled = row.prompt === undefined ? 0 : Math.max(1, Math.round((row.prompt / most) * barCells));
  const wide = width >= 72;
  return truncate(
    concat(
      span(marked ? `${glyphs.pointer} ` : '  ', theme.styles.focus),
      text(`${index + 1}`, marked ? 'selected' : 'strong', 4),
      text(row.state, row.style, 6),
      wide ? text(row.model, 'muted', 16) : [],
      text(row.messages, 'text', 8),
      text(row.tokens, 'text', 12),
      text(glyphs.full.repeat(filled), 'info', barCells + 1),
      text(row.took, 'muted', 8),
      span(row.end, theme.styles[row.style === 'ok' ? 'muted' : row.style]),
    ),
    width,
    glyphs.ellipsis,
  );
}

function sumsOf(rows: readonly Row[], glyphs: Glyphs): string {
  let prompt = 0;
  let completion = 0;
  let dollars = 0;
  let billed = 0;
  let priced = 0;
  for (const row of rows) {
    if (row.prompt !== undefined) billed += 1;
    prompt += row.prompt ?? 0;
    completion += row.completion ?? 0;
    if (row.dollars === undefined) continue;
    priced += 1;
    dollars += row.dollars;
  }
  const known = priced > 0 && priced === billed;
  return [
    `${rows.length} ${rows.length === 1 ? 'request' : 'requests'}`,
    `${prompt} + ${completion} tokens`,
    ...(known ? [`$${dollars.toFixed(6)} with the real model`] : []),
  ].join(` ${glyphs.dot} `);
}
