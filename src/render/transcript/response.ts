import type { Completion, Exchange, Explanation, RecordedResponse } from '../../model/types.ts';
import { toHarmless } from '../sanitize.ts';
import { concat, type Line, span } from '../text.ts';
import { labelled, muted, styled, type TranscriptOptions, textLines } from './layout.ts';
import { contentLines, roleLabel } from './messages.ts';
import { asList, asRecord, asText } from './values.ts';

const milliseconds = 1000;

/** A span of time as people say it: `820 ms`, `1.2 s`. */
export function duration(ms: number): string {
  return ms < milliseconds ? `${Math.round(ms)} ms` : `${(ms / milliseconds).toFixed(1)} s`;
}

/** What came back: replies with finish reason and usage, the error, or any other body. */
export function responseLines(exchange: Exchange, options: TranscriptOptions): Line[] {
  const { response } = exchange;
  const error = asRecord(asRecord(response.body)?.error);
  const explained = explanationLines(response, options);
  if (error !== undefined) return [...errorLines(error, options), ...explained];
  const { completion } = response;
  const streamed = streamLines(exchange, options);
  if (completion !== undefined)
    return [...completionLines(completion, response, options), ...streamed, ...explained];
  return [...bodyLines(response, options), ...streamed, ...explained];
}

const owners: Readonly<Record<Explanation['kind'], string>> = {
  yours: 'your code',
  model: 'the model',
  provider: 'provider',
};

/** Of a provider's answer: whose it is, and what to do. */
function explanationLines({ explanation }: RecordedResponse, options: TranscriptOptions): Line[] {
  if (explanation === undefined) return [];
  return labelled(options, [], styled(options, 'warn', owners[explanation.kind]), [
    ...textLines(explanation.line, options.theme.styles.text),
  ]);
}

function errorLines(error: Readonly<Record<string, unknown>>, options: TranscriptOptions): Line[] {
  const kinds = [asText(error.type), asText(error.code)].filter((kind) => kind !== undefined);
  const param = asText(error.param);
  const about = [...new Set(kinds), ...(param === undefined ? [] : [`parameter ${param}`])].map(toHarmless);
  return labelled(options, styled(options, 'bad', options.glyphs.bad), styled(options, 'bad', 'error'), [
    ...textLines(asText(error.message) ?? 'no message', options.theme.styles.text),
    ...(about.length > 0 ? [muted(options, about.join(` ${options.glyphs.dot} `))] : []),
  ]);
}

function completionLines(
  { choices, usage, model }: Completion,
  response: RecordedResponse,
  options: TranscriptOptions,
): Line[] {
  const arrow = styled(options, 'assistant', options.glyphs.left);
  const lines = choices.flatMap((choice, index) => {
    const count = choices.length > 1 ? [muted(options, `choice ${index + 1} of ${choices.length}`)] : [];
    const view = {
      role: 'assistant',
      content: choice.content ?? undefined,
      refusal: choice.refusal ?? undefined,
      calls: choice.toolCalls,
    };
    const content = [...count, ...contentLines(view, new Map(), options)];
    const reason = muted(options, 'finish');
    return [
      ...labelled(options, arrow, roleLabel('assistant', options), content),
      ...labelled(options, [], reason, [finishLine(choice.finishReason, options)]),
    ];
  });
  const tokens =
    usage === undefined
      ? muted(options, 'not reported')
      : styled(
          options,
          'text',
          `${usage.prompt_tokens} prompt + ${usage.completion_tokens} completion = ${usage.total_tokens} total${tokenDetails(response)}`,
        );
  return [
    ...lines,
    ...labelled(options, [], muted(options, 'tokens'), [tokens]),
    ...labelled(options, [], muted(options, 'model'), textLines(model, options.theme.styles.muted)),
  ];
}

/** What was read from a cache, and what was thought and not said; empty where there was none. */
function tokenDetails({ body, chunks }: RecordedResponse): string {
  const usage = asRecord(
    asRecord(body ?? chunks?.findLast(({ data }) => asRecord(data)?.usage)?.data)?.usage,
  );
  const cached = asRecord(usage?.prompt_tokens_details)?.cached_tokens;
  const reasoning = asRecord(usage?.completion_tokens_details)?.reasoning_tokens;
  const details = [
    ...(typeof cached === 'number' && cached > 0 ? [`${cached} of the prompt from the cache`] : []),
    ...(typeof reasoning === 'number' && reasoning > 0
      ? [`${reasoning} of the completion for reasoning`]
      : []),
  ];
  return details.length === 0 ? '' : ` (${details.join(', ')})`;
}

const reasons: Readonly<Record<string, string>> = {
  stop: 'the model came to its end',
  length: 'cut off at the token limit',
  tool_calls: 'the model waits for tool results',
  content_filter: 'held back by the content filter',
};

function finishLine(reason: string | null, options: TranscriptOptions): Line {
  if (reason === null) return styled(options, 'warn', 'no finish reason: the answer has no end');
  const meaning = reasons[reason];
  return concat(
    styled(options, reason === 'stop' || reason === 'tool_calls' ? 'text' : 'warn', toHarmless(reason)),
    muted(options, meaning === undefined ? '' : ` (${meaning})`),
  );
}

function streamLines({ response, startedAt }: Exchange, options: TranscriptOptions): Line[] {
  const [first] = response.chunks ?? [];
  if (response.chunks === undefined || first === undefined) return [];
  const text = `${response.chunks.length} chunks, the first after ${duration(first.at - startedAt)}`;
  const pieces = options.expanded === true ? pieceLines(response.chunks, startedAt, options) : [];
  return labelled(options, [], muted(options, 'stream'), [muted(options, text), ...pieces]);
}

/** More pieces than these are not told one by one. */
const mostPieces = 500;

/** The stream as it came: each piece with its time. */
function pieceLines(
  chunks: NonNullable<RecordedResponse['chunks']>,
  startedAt: number,
  options: TranscriptOptions,
): Line[] {
  const lines = chunks
    .slice(0, mostPieces)
    .map(({ at, data }) =>
      concat(
        muted(options, `+${Math.round(at - startedAt)} ms `.padStart(11)),
        span(toHarmless(pieceText(data)), options.theme.styles.text),
      ),
    );
  const rest = chunks.length - lines.length;
  return rest > 0 ? [...lines, muted(options, `${options.glyphs.ellipsis} ${rest} more`)] : lines;
}

/** What a chunk brings: a piece of text as JSON, so that spaces can be seen, or whatever else. */
function pieceText(data: unknown): string {
  const chunk = asRecord(data);
  const choice = asRecord(asList(chunk?.choices)[0]);
  const delta = asRecord(choice?.delta);
  const content = asText(delta?.content) ?? asText(delta?.refusal);
  const reason = asText(choice?.finish_reason);
  const parts = [
    ...(content === undefined || content === '' ? [] : [JSON.stringify(content)]),
    ...(delta?.tool_calls === undefined ? [] : [`tool_calls ${JSON.stringify(delta.tool_calls)}`]),
    ...(reason === undefined ? [] : [`finish_reason ${reason}`]),
    ...(choice === undefined && chunk?.usage !== undefined ? [`usage ${JSON.stringify(chunk.usage)}`] : []),
  ];
  if (parts.length > 0) return parts.join('  ');
  return delta === undefined ? JSON.stringify(data).slice(0, 200) : `role ${asText(delta.role) ?? 'none'}`;
}

const mostBodyCharacters = 2_000;

function bodyLines({ body, state }: RecordedResponse, options: TranscriptOptions): Line[] {
  if (body === undefined || body === null) {
    if (state === 'completed') return [];
    const text = state === 'pending' ? 'no answer yet' : 'no answer';
    return labelled(options, [], muted(options, 'response'), [muted(options, text)]);
  }
  const json = JSON.stringify(body, null, 2);
  const shown = options.expanded === true ? json : json.slice(0, mostBodyCharacters);
  const cut = shown.length < json.length ? [muted(options, `${options.glyphs.ellipsis} cut here`)] : [];
  return labelled(options, [], muted(options, 'response'), [
    ...textLines(shown, options.theme.styles.text),
    ...cut,
  ]);
}
