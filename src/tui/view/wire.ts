import type { Exchange } from '../../model/types.ts';
import { renderDiff } from '../../render/diff.ts';
import { type ExchangeList, exchangeList, renderExchangeList } from '../../render/exchange-list.ts';
import { sanitizeOutput, toHarmless } from '../../render/sanitize.ts';
import { type Line, plain, span, wrapLine } from '../../render/text.ts';
import { type PlacedTranscript, placedTranscript } from '../../render/transcript.ts';
import { createMemo } from '../memo.ts';
import { exchangeCost } from '../prices.ts';
import type { AttemptView, State, WirePlace } from '../state.ts';
import { paragraph } from './parts.ts';

/** What one attempt sent to the model endpoint, and what came back: a list of the exchanges, and each of them below. */
export function wireLines(state: State, exerciseId: string, width: number): readonly Line[] {
  const attempt = wireAttempt(state, exerciseId);
  if (attempt === undefined) {
    const words = 'What your program sends to the model will be here. Press r to run it, or g to grade it.';
    return paragraph(state, 'muted', words, width);
  }
  const place = wirePlace(state, exerciseId);
  // Asked for many times for each key, and long.
  const key = JSON.stringify([
    exerciseId,
    shownAttempt(state, exerciseId),
    state.work[exerciseId]?.attempts.length,
    place,
    lookOf(state, width),
  ]);
  return rememberAll(attempt.exchanges, key, () => [
    ...topLines(state, exerciseId, width),
    ...below(state, attempt, place, width),
  ]);
}

const rememberAll = createMemo<readonly Line[]>();

/** What all of it depends on besides the exchanges. */
function lookOf({ theme, glyphs, expanded }: State, width: number): string {
  return `${width} ${expanded} ${theme.name} ${glyphs.name}`;
}

/** The line with which an exchange of the transcript begins, or the message in it that a check points at. */
export function exchangeStart(state: State, exerciseId: string, index: number, width: number): number {
  const attempt = wireAttempt(state, exerciseId);
  if (attempt === undefined) return 0;
  const place = wirePlace(state, exerciseId);
  const { pointed } = place;
  const transcript = transcriptOf(state, attempt, width, place);
  const own = pointed?.exchange === index ? transcript.pointed : undefined;
  const start = own ?? transcript.starts[index] ?? 0;
  return topLines(state, exerciseId, width).length + start;
}

/** Lines above what is shown of the marked exchange. */
export function listLength(state: State, exerciseId: string, width: number): number {
  return topLines(state, exerciseId, width).length;
}

/** The exchange whose row of the list, or whose part of the transcript, has a line. */
export function exchangeAt(
  state: State,
  exerciseId: string,
  width: number,
  line: number,
): number | undefined {
  const attempt = wireAttempt(state, exerciseId);
  if (attempt === undefined) return undefined;
  const above = topLines(state, exerciseId, width);
  const place = wirePlace(state, exerciseId);
  if (line >= above.length) {
    if (place.shown !== 'transcript') return undefined;
    const { starts } = transcriptOf(state, attempt, width, place);
    const found = starts.findLastIndex((start) => start !== undefined && above.length + start <= line);
    return found === -1 ? undefined : found;
  }
  const number = /^ {0,3}\S? {0,3}(\d+) /.exec(plain(above[line] ?? []))?.[1];
  return number === undefined || attempt.exchanges[Number(number) - 1] === undefined
    ? undefined
    : Number(number) - 1;
}

export function wireAttempt(state: State, exerciseId: string): AttemptView | undefined {
  return state.work[exerciseId]?.attempts[shownAttempt(state, exerciseId)];
}

/** Without a choice of the learner's, the exchange that the first failed check is about, or the first, is marked. */
export function wirePlace(state: State, exerciseId: string): WirePlace {
  const last = Math.max(0, (wireAttempt(state, exerciseId)?.exchanges.length ?? 1) - 1);
  const pointer = firstPointer(state, exerciseId);
  const here = pointer?.attempt === shownAttempt(state, exerciseId) ? pointer : undefined;
  const place = state.wire[exerciseId] ?? {
    exchange: here?.exchange ?? 0,
    shown: 'transcript',
    pointed: here?.exchange === undefined ? undefined : { exchange: here.exchange, message: here.message },
  };
  return { ...place, exchange: Math.min(place.exchange, last) };
}

/** The attempt that Wire shows: the chosen one, or the one that the first failed check points at, or the first. */
export function shownAttempt(state: State, exerciseId: string): number {
  const last = Math.max(0, (state.work[exerciseId]?.attempts.length ?? 1) - 1);
  return Math.min(state.attempt[exerciseId] ?? firstPointer(state, exerciseId)?.attempt ?? 0, last);
}

function firstPointer(state: State, exerciseId: string) {
  return state.work[exerciseId]?.checks.find((check) => check.status === 'failed')?.pointer;
}

/** Of a longer list only the rows around the marked exchange are shown. */
const mostRows = 12;

/** Which attempt it is, and the list of its exchanges. */
function topLines(state: State, exerciseId: string, width: number): Line[] {
  const attempts = state.work[exerciseId]?.attempts ?? [];
  const index = shownAttempt(state, exerciseId);
  const attempt = attempts[index];
  if (attempt === undefined) return [];
  const title = attempt.title === '' ? 'your program' : attempt.title;
  const args = attempt.args.map((arg) => ` ${JSON.stringify(arg)}`).join('');
  const head =
    attempts.length > 1
      ? `Attempt ${index + 1} of ${attempts.length}: ${title}${args}  ([ and ] switch)`
      : `${title}${args}`;
  const lines = [...paragraph(state, 'subheading', toHarmless(head), width), []];
  if (attempt.exchanges.length < 2) return lines;
  const { theme, glyphs } = state;
  const list = rememberList(attempt.exchanges, glyphs.name, () =>
    exchangeList(attempt.exchanges, glyphs, exchangeCost),
  );
  const marked = wirePlace(state, exerciseId).exchange;
  return [...lines, ...renderExchangeList(list, { width, theme, glyphs, marked, mostRows }), []];
}

const rememberList = createMemo<ExchangeList>();

function below(state: State, attempt: AttemptView, place: WirePlace, width: number): readonly Line[] {
  const exchange = attempt.exchanges[place.exchange];
  if (place.shown === 'transcript' || exchange === undefined)
    return transcriptOf(state, attempt, width, place).lines;
  const before = attempt.exchanges[place.exchange - 1];
  return rememberLines(exchange, `${place.shown} ${width} ${state.theme.name} ${before?.id}`, () =>
    place.shown === 'raw'
      ? rawLines(state, exchange, width)
      : differenceLines(state, exchange, before, width),
  );
}

function transcriptOf(
  state: State,
  attempt: AttemptView,
  width: number,
  { exchange, pointed }: WirePlace,
): PlacedTranscript {
  const { theme, glyphs, expanded } = state;
  const window = windowAround(exchange, attempt.exchanges.length);
  const key = `${lookOf(state, width)} ${pointed?.exchange} ${pointed?.message} ${window?.from} ${window?.to}`;
  const costOf = exchangeCost;
  return rememberTranscript(attempt.exchanges, key, () =>
    placedTranscript(attempt.exchanges, { width, theme, glyphs, expanded, pointed, costOf, window }),
  );
}

/** So many exchanges are laid out in full; of more than that only those around the marked one, by blocks. */
const mostExchanges = 1_000;
const blockLength = 250;

function windowAround(marked: number, count: number): { from: number; to: number } | undefined {
  if (count <= mostExchanges) return undefined;
  const block = Math.floor(marked / blockLength);
  return {
    from: Math.max(0, (block - 1) * blockLength),
    to: Math.min(count, (block + 2) * blockLength),
  };
}

const rememberTranscript = createMemo<PlacedTranscript>();
const rememberLines = createMemo<readonly Line[]>();

/** More of a body than this is not laid out; it is in the log of the attempt, and `y` copies it whole. */
const mostCharacters = 200_000;

function rawLines(
  state: State,
  { index, body, rawBody, response }: Exchange,
  width: number,
): readonly Line[] {
  const answer = response.chunks?.map(({ data }) => data) ?? response.body;
  return [
    ...paragraph(state, 'subheading', `Request ${index + 1}, as it was sent`, width),
    ...jsonLines(state, body === undefined ? rawBody : prettyJson(body), width),
    [],
    ...paragraph(state, 'subheading', `Response ${index + 1}, as it came`, width),
    ...jsonLines(state, answer === undefined ? 'nothing yet' : prettyJson(answer), width),
  ];
}

function differenceLines(
  state: State,
  exchange: Exchange,
  before: Exchange | undefined,
  width: number,
): readonly Line[] {
  if (before === undefined) return paragraph(state, 'muted', 'This is the first request.', width);
  const names = [`request ${before.index + 1}`, `request ${exchange.index + 1}`] as const;
  const { theme, glyphs } = state;
  const lines = renderDiff(prettyJson(before.body), prettyJson(exchange.body), {
    width,
    theme,
    glyphs,
    names,
  });
  return lines.length > 0 ? lines : paragraph(state, 'muted', 'It is the same as the request before.', width);
}

function prettyJson(value: unknown): string {
  return (JSON.stringify(value, null, 2) ?? 'nothing').slice(0, mostCharacters);
}

function jsonLines(state: State, text: string, width: number): Line[] {
  return sanitizeOutput(text).flatMap((line) => wrapLine([span(line, state.theme.styles.text)], width));
}
