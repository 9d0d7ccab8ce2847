import type { PlaygroundAnswer } from '../../../model/playground/session.ts';
import { sanitizeOutput, toHarmless } from '../../../render/sanitize.ts';
import { concat, type Line, span, wrapText } from '../../../render/text.ts';
import { createMemo } from '../../memo.ts';
import type { State } from '../../state.ts';
import { paragraph, seconds, styled } from '../../view/parts.ts';
import type { Chat, ListedMessage, Pending } from '../chat.ts';

/** A message may be a megabyte: so much of it is shown, in UTF-16 units. */
const mostShown = 20_000;
const margin = 2;

export interface ConversationLines {
  readonly lines: readonly Line[];
  /** The line at which each message begins. */
  readonly starts: readonly number[];
}

/** The conversation as it went: each message, the reply that is coming, and how the latest ask ended. */
export function conversationLines(state: State, chat: Chat, width: number): ConversationLines {
  const { messages, pending, answer } = chat;
  const told = rememberList(messages, `${width} ${state.theme.name} ${state.glyphs.name}`, () =>
    joined(state, messages, width),
  );
  if (messages.length === 0 && pending === undefined && answer === undefined)
    return { lines: suggestions(state, width), starts: [] };
  const ending = pending === undefined ? endLines(state, answer, width) : pendingLines(state, pending, width);
  return { lines: [...told.lines, ...ending], starts: told.starts };
}

const rememberList = createMemo<ConversationLines>();
const remember = createMemo<readonly Line[]>();

function joined(state: State, messages: readonly ListedMessage[], width: number): ConversationLines {
  const lines: Line[] = [];
  const starts: number[] = [];
  for (const message of messages) {
    starts.push(lines.length);
    for (const line of messageBlock(state, message, width)) lines.push(line);
  }
  return { lines, starts };
}

function messageBlock(state: State, message: ListedMessage, width: number): readonly Line[] {
  return remember(message, `${width} ${state.theme.name} ${state.glyphs.name}`, () => [
    concat(
      styled(state, message.role, message.role),
      styled(state, 'muted', message.edited === true ? '  edited by you' : ''),
    ),
    ...textLines(state, message.content, width),
    [],
  ]);
}

/** A text as it was written, harmless, and cut when it is too long to be read anyway. */
function textLines(state: State, text: string, width: number): Line[] {
  const room = Math.max(1, width - margin);
  const space = span(' '.repeat(margin));
  const shown = text.slice(0, mostShown);
  const lines = sanitizeOutput(shown).flatMap((line) =>
    wrapText(line, room).map((each): Line => (each === '' ? [] : [space, span(each)])),
  );
  if (shown.length === text.length)
    return lines.length > 0 ? lines : paragraph(state, 'muted', '(empty)', width, margin);
  const rest = (text.length - shown.length).toLocaleString('en');
  return [
    ...lines,
    ...paragraph(state, 'muted', `${state.glyphs.ellipsis} ${rest} more characters`, width, margin),
  ];
}

function pendingLines(state: State, { text, startedAt }: Pending, width: number): Line[] {
  const { spinner, ellipsis } = state.glyphs;
  const elapsed = Math.max(0, state.now - startedAt);
  const frame = spinner[Math.floor(elapsed / 100) % spinner.length] ?? '';
  const head = concat(
    styled(state, 'assistant', 'assistant'),
    styled(state, 'muted', `  ${frame} ${seconds(elapsed)}`),
  );
  const body =
    text === ''
      ? paragraph(state, 'muted', `waiting${ellipsis}`, width, margin)
      : textLines(state, text, width);
  return [head, ...body];
}

/** How the latest ask ended: its facts in a line, or the endpoint's own error and what to do next. */
function endLines(state: State, answer: PlaygroundAnswer | undefined, width: number): Line[] {
  if (answer === undefined) return [];
  const { problem, live } = answer;
  const notes = (live?.notes ?? []).flatMap((note) =>
    paragraph(state, 'muted', toHarmless(note), width, margin),
  );
  if (problem === undefined)
    return [...paragraph(state, 'muted', answerFacts(answer, state.glyphs.dot), width, margin), ...notes];
  const kinds = [problem.status, problem.code].filter((kind) => kind !== undefined && kind !== null);
  const next =
    live?.explanation !== undefined
      ? toHarmless(live.explanation)
      : problem.status === undefined
        ? 'C-r asks again.'
        : 'Change what it names: Tab goes to the messages and the settings. Then C-r asks again.';
  return [
    concat(
      styled(state, 'bad', `${state.glyphs.bad} error `),
      styled(state, 'muted', toHarmless(kinds.join(` ${state.glyphs.dot} `))),
    ),
    ...paragraph(state, 'text', toHarmless(problem.message), width, margin),
    ...paragraph(state, live?.explanation === undefined ? 'muted' : 'text', next, width, margin),
    ...notes,
  ];
}

/** `stop · 34 + 21 = 55 tokens · first after 0.1 s · 0.4 s`. */
export function answerFacts(answer: PlaygroundAnswer, dot: string): string {
  const { finishReason, usage, durationMs, firstMs, stopped, live } = answer;
  const meanings: Readonly<Record<string, string>> = { length: 'length: cut off at the limit' };
  const reason = finishReason === null ? 'no finish reason' : (meanings[finishReason] ?? finishReason);
  const tokens =
    usage === undefined
      ? 'usage not reported'
      : `${usage.prompt_tokens} prompt + ${usage.completion_tokens} completion = ${usage.total_tokens} tokens`;
  const first =
    firstMs === undefined || durationMs - firstMs < 100 ? [] : [`first words after ${seconds(firstMs)}`];
  const who = live === undefined ? [] : [toHarmless([live.provider, live.model ?? ''].join(' ').trim())];
  const cost = live?.dollars === undefined ? [] : [dollarsText(live.dollars)];
  const parts = [
    ...who,
    stopped ? 'stopped by you' : toHarmless(reason),
    tokens,
    ...first,
    seconds(durationMs),
    ...cost,
  ];
  return parts.join(` ${dot} `);
}

/** An estimate: what is charged, the provider knows. */
function dollarsText(dollars: number): string {
  if (dollars === 0) return 'no charge';
  return `about $${dollars < 0.01 ? dollars.toFixed(6) : dollars.toFixed(4)}`;
}

const steps = [
  'Type a message below and press Enter. At the right is the list of messages: each request sends all of it, and the model knows nothing else.',
  '',
  'Try this:',
  '1. Say "My name is Robin".',
  '2. Ask "What is my name?": the list says it, so the model knows.',
  '3. Press Tab, select your first message and delete it with x.',
  '4. C-r asks again: now nobody has told the model a name. (A real one may find it in its own replies: delete those too.)',
];

function suggestions(state: State, width: number): Line[] {
  const beside = state.size.columns >= 76 ? 'At the right' : 'Further down';
  return steps.flatMap((step, index) =>
    step === ''
      ? [[]]
      : paragraph(state, index === 0 ? 'text' : 'muted', step.replace('At the right', beside), width),
  );
}
