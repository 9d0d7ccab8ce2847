import type { Exchange } from '../../model/types.ts';
import { renderDiff } from '../../render/diff.ts';
import { type ExchangeList, exchangeList, renderExchangeList } from '../../render/exchange-list.ts';
import { sanitizeOutput, toHarmless } from '../../render/sanitize.ts';
import { type Line, span, wrapLine } from '../../render/text.ts';
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
  return [...topLines(state, exerciseId, width), ...below(state, attempt, place, width)];
}

/** The line with which an exchange of the transcript begins. */
export function exchangeStart(state: State, exerciseId: string, index: number, width: number): number {
  const attempt = wireAttempt(state, exerciseId);
  if (attempt === undefined) return 0;
  const start = transcriptOf(state, attempt, width).starts[index] ?? 0;
  return topLines(state, exerciseId, width).length + start;
}

export function wireAttempt(state: State, exerciseId: string): AttemptView | undefined {
  return state.work[exerciseId]?.attempts[shownAttempt(state, exerciseId)];
}

/** Without a choice of the learner's, the exchange that the first failed check is about, or the first, is marked. */
export function wirePlace(state: State, exerciseId: string): WirePlace {
  const last = Math.max(0, (wireAttempt(state, exerciseId)?.exchanges.length ?? 1) - 1);
  const pointer = firstPointer(state, exerciseId);
  const pointed = pointer?.attempt === shownAttempt(state, exerciseId) ? (pointer.exchange ?? 0) : 0;
  const { exchange, shown } = state.wire[exerciseId] ?? { exchange: pointed, shown: 'transcript' as const };
  return { exchange: Math.min(exchange, last), shown };
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
    return transcriptOf(state, attempt, width).lines;
  const before = attempt.exchanges[place.exchange - 1];
  return rememberLines(exchange, `${place.shown} ${width} ${state.theme.name} ${before?.id}`, () =>
    place.shown === 'raw'
      ? rawLines(state, exchange, width)
      : differenceLines(state, exchange, before, width),
  );
}

function transcriptOf(state: State, attempt: AttemptView, width: number): PlacedTranscript {
  const { theme, glyphs, expanded } = state;
  return rememberTranscript(attempt.exchanges, `${width} ${expanded} ${theme.name} ${glyphs.name}`, () =>
    placedTranscript(attempt.exchanges, { width, theme, glyphs, expanded }),
  );
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
