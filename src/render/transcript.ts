import type { Exchange, RecordedResponse } from '../model/types.ts';
import { toHarmless } from './sanitize.ts';
import { concat, type Line, lineWidth, span, truncate, wrapLine } from './text.ts';
import type { Glyphs, StyleName } from './theme.ts';
import { factsLines, type Retry, retryOf } from './transcript/facts.ts';
import { labelled, muted, styled, type TranscriptOptions, textLines } from './transcript/layout.ts';
import { compareMessages, messageLines, type PointedLines } from './transcript/messages.ts';
import { parameterLines } from './transcript/parameters.ts';
import { duration, responseLines } from './transcript/response.ts';
import { asRecord } from './transcript/values.ts';

export type { TranscriptOptions } from './transcript/layout.ts';

interface StatusLook {
  readonly word: string;
  readonly style: StyleName;
  readonly symbol: (glyphs: Glyphs) => string;
}

const looks: Readonly<Record<RecordedResponse['state'], StatusLook>> = {
  completed: { word: 'completed', style: 'ok', symbol: (glyphs) => glyphs.ok },
  error: { word: 'error', style: 'bad', symbol: (glyphs) => glyphs.bad },
  pending: { word: 'waiting', style: 'warn', symbol: (glyphs) => glyphs.partial },
  cut: { word: 'cut off by the endpoint', style: 'warn', symbol: (glyphs) => glyphs.bad },
  aborted: { word: 'given up by the program', style: 'warn', symbol: (glyphs) => glyphs.bad },
};

/**
 * An attempt's exchanges in order, as lines of at most `width` cells: for each the request line, its parameters, its
 * messages (those that the request before didn't have are marked), and what came back.
 */
export function renderTranscript(exchanges: readonly Exchange[], options: TranscriptOptions): Line[] {
  return [...placedTranscript(exchanges, options).lines];
}

/** A transcript, and for each exchange the line with which it begins; none for those outside of the window. */
export interface PlacedTranscript {
  readonly lines: readonly Line[];
  readonly starts: readonly (number | undefined)[];
  /** Of the message that is pointed at. */
  readonly pointed?: number;
}

/** As `renderTranscript`, with the places of the exchanges. */
export function placedTranscript(
  exchanges: readonly Exchange[],
  options: TranscriptOptions,
): PlacedTranscript {
  const none = wrapLine(muted(options, 'The program sent no request.'), options.width);
  if (exchanges.length === 0) return { lines: none, starts: [] };
  const { from, to } = options.window ?? { from: 0, to: exchanges.length };
  const lines: Line[] = [...left(from, 'before these: ← turns to them', options)];
  const starts: (number | undefined)[] = new Array(exchanges.length).fill(undefined);
  let pointed: number | undefined;
  let { before, retry } = earlier(exchanges, from);
  for (let position = from; position < to; position += 1) {
    const exchange = exchanges[position];
    if (exchange === undefined) break;
    if (lines.length > 0) lines.push([]);
    starts[position] = lines.length;
    retry = retryOf(exchange, exchanges[position - 1], retry);
    const part = knownPart(exchange, before, retry, options);
    if (part.pointed !== undefined) pointed = lines.length + part.pointed;
    for (const line of part.lines) lines.push(line);
    before = messagesOf(exchange) ?? before;
  }
  lines.push(...left(exchanges.length - to, 'after these: → turns to them', options));
  return { lines, starts, pointed };
}

/** How many exchanges are outside of the window, in words. */
function left(count: number, where: string, options: TranscriptOptions): readonly Line[] {
  if (count <= 0) return [];
  const words = `${options.glyphs.ellipsis} ${count} ${count === 1 ? 'request' : 'requests'} ${where}`;
  const shown = options.glyphs.name === 'unicode' ? words : words.replace('←', 'Left').replace('→', 'Right');
  return [[], ...wrapLine(muted(options, shown), options.width)];
}

/** Tries of the same request that can stand before a window. */
const lookBack = 20;

/** What the first exchange of a window is compared with. */
function earlier(
  exchanges: readonly Exchange[],
  from: number,
): { readonly before: readonly unknown[] | undefined; readonly retry: Retry | undefined } {
  const known = exchanges.slice(0, from).findLast((exchange) => messagesOf(exchange) !== undefined);
  let retry: Retry | undefined;
  for (let position = Math.max(1, from - lookBack); position < from; position += 1) {
    const exchange = exchanges[position];
    retry = exchange && retryOf(exchange, exchanges[position - 1], retry);
  }
  return { before: known && messagesOf(known), retry };
}

interface KnownPart {
  readonly key: string;
  readonly before: readonly unknown[] | undefined;
  readonly costOf: TranscriptOptions['costOf'];
  readonly part: PointedLines;
}

/** While a program runs, each exchange that comes makes a new transcript: the parts of the others stay what they were. */
const knownParts = new WeakMap<Exchange, KnownPart>();

function knownPart(
  exchange: Exchange,
  before: readonly unknown[] | undefined,
  retry: Retry | undefined,
  options: TranscriptOptions,
): PointedLines {
  const { width, expanded, theme, glyphs, pointed, costOf } = options;
  const at = pointed?.exchange === exchange.index ? pointed.message : undefined;
  const key = `${width} ${expanded} ${theme.name} ${glyphs.name} ${at} ${retry?.attempt} ${retry?.after}`;
  const known = knownParts.get(exchange);
  if (known?.key === key && known.before === before && known.costOf === costOf) return known.part;
  const part = exchangePart(exchange, before, retry, options);
  knownParts.set(exchange, { key, before, costOf, part });
  return part;
}

/** One exchange. */
function exchangePart(
  exchange: Exchange,
  before: readonly unknown[] | undefined,
  retry: Retry | undefined,
  options: TranscriptOptions,
): PointedLines {
  const head = header(exchange, options);
  const request = requestLines(exchange, messagesOf(exchange), before, options);
  const lines = [
    ...head,
    ...request.lines,
    ...responseLines(exchange, options),
    ...factsLines(exchange, retry, options),
  ].map((line) => (lineWidth(line) > options.width ? truncate(line, options.width, '') : line));
  return { lines, pointed: request.pointed === undefined ? undefined : head.length + request.pointed };
}

function messagesOf({ body }: Exchange): readonly unknown[] | undefined {
  const messages = asRecord(body)?.messages;
  return Array.isArray(messages) ? messages : undefined;
}

function header({ index, method, path, response, startedAt }: Exchange, options: TranscriptOptions): Line[] {
  const { theme, glyphs, width } = options;
  const look = looks[response.state];
  const status = response.status === 0 ? '' : ` ${response.status}`;
  const took = response.endedAt === undefined ? '' : `  ${duration(response.endedAt - startedAt)}`;
  const line = concat(
    span(`${glyphs.horizontal}${glyphs.horizontal} `, theme.styles.border),
    span(`${index + 1}  ${toHarmless(`${method} ${path}`)}  `, theme.styles.heading),
    span(`${look.symbol(glyphs)}${status} ${look.word}`, theme.styles[look.style]),
    span(took, theme.styles.muted),
  );
  const room = width - lineWidth(line) - 1;
  if (room < 0) return wrapLine(line, width);
  return [concat(line, span(` ${glyphs.horizontal.repeat(room)}`, theme.styles.border))];
}

function requestLines(
  { index, body, rawBody }: Exchange,
  messages: readonly unknown[] | undefined,
  before: readonly unknown[] | undefined,
  options: TranscriptOptions,
): PointedLines {
  const record = asRecord(body);
  if (record === undefined) {
    if (rawBody === '') return { lines: [] };
    const label = styled(options, 'warn', 'body');
    const what = body === undefined ? 'not JSON:' : 'not a JSON object:';
    const text = [styled(options, 'warn', what), ...textLines(rawBody, options.theme.styles.text)];
    return { lines: labelled(options, [], label, text) };
  }
  const parameters = parameterLines(record, options);
  if (messages === undefined) return { lines: parameters };
  const { pointed } = options;
  const compared = compareMessages(messages, before ?? []);
  const at = pointed?.exchange === index ? pointed.message : undefined;
  const listed = messageLines(compared, before === undefined, options, at);
  return {
    lines: [...parameters, ...listed.lines],
    pointed: listed.pointed === undefined ? undefined : parameters.length + listed.pointed,
  };
}
