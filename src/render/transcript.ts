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

/** A transcript, and for each exchange the line with which it begins. */
export interface PlacedTranscript {
  readonly lines: readonly Line[];
  readonly starts: readonly number[];
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
  const lines: Line[] = [];
  const starts: number[] = [];
  let before: readonly unknown[] | undefined;
  let retry: Retry | undefined;
  let pointed: number | undefined;
  for (const [position, exchange] of exchanges.entries()) {
    if (lines.length > 0) lines.push([]);
    starts.push(lines.length);
    const messages = messagesOf(exchange);
    retry = retryOf(exchange, exchanges[position - 1], retry);
    lines.push(...header(exchange, options));
    const request = requestLines(exchange, messages, before, options);
    if (request.pointed !== undefined) pointed = lines.length + request.pointed;
    lines.push(
      ...request.lines,
      ...responseLines(exchange, options),
      ...factsLines(exchange, retry, options),
    );
    before = messages ?? before;
  }
  const fitting = lines.map((line) =>
    lineWidth(line) > options.width ? truncate(line, options.width, '') : line,
  );
  return { lines: fitting, starts, pointed };
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
