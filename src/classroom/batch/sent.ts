import type { ExerciseResult, WorkEvent } from '../../grading/types.ts';
import type { ChatRequest, Exchange } from '../../model/types.ts';
import type { Attempt } from '../../runner/types.ts';
import type { SentAttempt, SentExchange } from '../gradebook/types.ts';

/** How much of an attempt is kept; texts in UTF-16 units. */
interface Measure {
  readonly text: number;
  readonly output: number;
  readonly exchanges: number;
  readonly messages: number;
}

/** Enough to see what was sent; a gradebook of a whole class must still fit into an e-mail. */
const pointedMeasure: Measure = { text: 600, output: 1_500, exchanges: 6, messages: 12 };
/** Nobody has to find a mistake in an attempt that no check points at. */
const glanceMeasure: Measure = { text: 200, output: 400, exchanges: 3, messages: 6 };

/** Keeps what attempts of one task sent, until it is known which of them are worth showing. */
export class SentAttempts {
  readonly #begun = new Map<number, { readonly title: string; readonly args: readonly string[] }>();
  readonly #ended = new Map<number, Attempt>();

  /** Hidden attempts are not kept at all. */
  hear(event: WorkEvent): void {
    if (event.type === 'attempt-started' && event.hidden !== true) this.#begun.set(event.attempt, event);
    if (event.type === 'attempt-ended' && this.#begun.has(event.attempt))
      this.#ended.set(event.attempt, event.result);
  }

  /** The attempts that failed checks of a verdict point at, shortened; without any the first one, at a glance. */
  toShow(result: ExerciseResult): readonly SentAttempt[] {
    const wanted = result.checks.flatMap(({ status, pointer }) =>
      status === 'failed' && pointer !== undefined ? [pointer.attempt] : [],
    );
    const pointed = [...new Set(wanted)].flatMap((index) => this.#shortened(index, pointedMeasure));
    if (pointed.length > 0 || this.#ended.size === 0) return pointed;
    return this.#shortened(Math.min(...this.#ended.keys()), glanceMeasure);
  }

  #shortened(index: number, measure: Measure): readonly SentAttempt[] {
    const begun = this.#begun.get(index);
    const attempt = this.#ended.get(index);
    if (begun === undefined || attempt === undefined) return [];
    return [
      {
        attempt: index,
        title: begun.title,
        args: begun.args.map((arg) => clip(arg, measure.text)),
        stdout: clip(attempt.stdout, measure.output),
        exchanges: attempt.exchanges.slice(0, measure.exchanges).map((each) => shorten(each, measure)),
      },
    ];
  }
}

function shorten({ request, response }: Exchange, measure: Measure): SentExchange {
  const { completion } = response;
  const [choice] = completion?.choices ?? [];
  const calls = (choice?.toolCalls ?? []).map((call) => `${call.name}(${call.arguments})`);
  const reply = choice?.content ?? choice?.refusal ?? calls.join('\n');
  return {
    model: request?.model ?? '',
    messages: request === undefined ? [] : shortMessages(request, measure),
    tools: (request?.tools ?? []).flatMap((tool) => ('function' in tool ? [tool.function.name] : [])),
    parameters: request === undefined ? {} : parametersOf(request),
    status: response.status,
    reply: clip(reply === '' ? errorText(response.body) : reply, measure.text),
    promptTokens: completion?.usage?.prompt_tokens,
    completionTokens: completion?.usage?.completion_tokens,
  };
}

/** The first one, which is mostly the system message, and the last ones. */
function shortMessages(request: ChatRequest, measure: Measure): SentExchange['messages'] {
  const all = request.messages.map((message) => ({
    role: message.role,
    text: clip(textOf(message), measure.text),
  }));
  if (all.length <= measure.messages) return all;
  const left = all.length - measure.messages;
  return [
    ...all.slice(0, 1),
    { role: '…', text: `${left} more messages` },
    ...all.slice(all.length - measure.messages + 1),
  ];
}

function textOf(message: ChatRequest['messages'][number]): string {
  const { content } = message;
  const text = typeof content === 'string' ? content : content ? JSON.stringify(content) : '';
  const calls = 'tool_calls' in message && message.tool_calls ? JSON.stringify(message.tool_calls) : '';
  return [text, calls].filter((part) => part !== '').join('\n');
}

function parametersOf(request: ChatRequest): Readonly<Record<string, string>> {
  const rest = Object.entries(request).filter(
    ([name, value]) => !['model', 'messages', 'tools'].includes(name) && value !== undefined,
  );
  return Object.fromEntries(rest.map(([name, value]) => [name, clip(JSON.stringify(value), 200)]));
}

function errorText(body: unknown): string {
  if (typeof body !== 'object' || body === null || !('error' in body)) return '';
  const { error } = body;
  return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : '';
}

function clip(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length).toWellFormed()}…`;
}
