import { toHarmless } from '../sanitize.ts';
import { concat, type Line, span } from '../text.ts';
import type { StyleName } from '../theme.ts';
import { labelled, muted, styled, type TranscriptOptions, textLines } from './layout.ts';
import { type CallView, type MessageView, messageView } from './values.ts';

const roleStyles: Readonly<Record<string, StyleName>> = {
  system: 'system',
  developer: 'developer',
  user: 'user',
  assistant: 'assistant',
  tool: 'tool',
  function: 'tool',
};

/** What a request says, compared with what the request before it said. */
export interface ComparedMessages {
  readonly messages: readonly { readonly view: MessageView; readonly fresh: boolean }[];
  /** Messages of the request before that this one leaves out. */
  readonly dropped: number;
}

/** Finds each message in the request before, in order; what isn't found there is fresh. */
export function compareMessages(current: readonly unknown[], before: readonly unknown[]): ComparedMessages {
  const known = before.map((message) => JSON.stringify(message));
  let at = 0;
  let found = 0;
  const messages = current.map((message) => {
    const place = known.indexOf(JSON.stringify(message), at);
    if (place !== -1) {
      at = place + 1;
      found += 1;
    }
    return { view: messageView(message), fresh: place === -1 };
  });
  return { messages, dropped: known.length - found };
}

/** Lines, and which of them is the first of what is pointed at. */
export interface PointedLines {
  readonly lines: readonly Line[];
  readonly pointed?: number;
}

/**
 * A request's messages: the fresh ones marked, the others folded into a line when not expanded.
 * @param at position of the message that is pointed at, which is never folded
 */
export function messageLines(
  compared: ComparedMessages,
  first: boolean,
  options: TranscriptOptions,
  at?: number,
): PointedLines {
  const { messages, dropped } = compared;
  const calls = new Map(messages.flatMap(({ view }) => view.calls.map((call) => [call.id, call])));
  const lines: Line[] = labelled(options, [], muted(options, 'messages'), [
    summary(compared, first, options),
  ]);
  let folded = 0;
  let pointed: number | undefined;
  const unfold = (): void => {
    if (folded > 0) lines.push(...foldLines(folded, options));
    folded = 0;
  };
  for (const [index, { view, fresh }] of messages.entries()) {
    if (!fresh && options.expanded !== true && index !== at) {
      folded += 1;
      continue;
    }
    unfold();
    if (index === at) pointed = lines.length;
    const mark = index === at ? pointer(options) : fresh && !first ? styled(options, 'fresh', '+') : [];
    lines.push(...labelled(options, mark, roleLabel(view.role, options), contentLines(view, calls, options)));
  }
  unfold();
  if (dropped > 0) lines.push(...droppedLines(dropped, options));
  return { lines, pointed };
}

function summary({ messages }: ComparedMessages, first: boolean, options: TranscriptOptions): Line {
  const fresh = messages.filter((message) => message.fresh).length;
  const total = muted(options, `${messages.length}`);
  return first ? total : concat(total, muted(options, ', '), styled(options, 'fresh', `${fresh} new`));
}

function foldLines(count: number, options: TranscriptOptions): Line[] {
  const text = count === 1 ? '1 message as before' : `${count} messages as before`;
  return labelled(options, muted(options, '='), muted(options, text), []);
}

function droppedLines(count: number, options: TranscriptOptions): Line[] {
  const what = count === 1 ? 'message' : 'messages';
  const text = `${count} ${what} of the request before ${count === 1 ? 'is' : 'are'} not sent`;
  return labelled(options, styled(options, 'warn', '-'), styled(options, 'warn', 'left out'), [
    styled(options, 'warn', text),
  ]);
}

/** A failed check is about this message. */
function pointer(options: TranscriptOptions): Line {
  return styled(options, 'bad', options.glyphs.pointer);
}

/** The role's word in the role's colour. */
export function roleLabel(role: string, options: TranscriptOptions): Line {
  return styled(options, roleStyles[role] ?? 'bad', toHarmless(role));
}

/** What a message says: its text, its tool calls, and for a tool's result the call that it answers. */
export function contentLines(
  view: MessageView,
  calls: ReadonlyMap<string, CallView>,
  options: TranscriptOptions,
): Line[] {
  const { text } = options.theme.styles;
  const name = view.name === undefined ? [] : [muted(options, `name: ${toHarmless(view.name)}`)];
  const answered = view.answers === undefined ? [] : [answerLine(view.answers, calls, options)];
  const content = view.content === undefined ? [] : textLines(view.content, text);
  const refusal =
    view.refusal === undefined ? [] : [styled(options, 'warn', 'refuses:'), ...textLines(view.refusal, text)];
  const called = view.calls.map((call) => concat(styled(options, 'tool', 'calls '), callLine(call, options)));
  const lines = [...name, ...answered, ...content, ...refusal, ...called];
  if (lines.length > 0) return lines;
  return [muted(options, view.content === '' ? '(empty text)' : '(no content)')];
}

function answerLine(id: string, calls: ReadonlyMap<string, CallView>, options: TranscriptOptions): Line {
  const call = calls.get(id);
  if (call === undefined) return styled(options, 'bad', `answers ${toHarmless(id)}, which nobody called`);
  return concat(muted(options, 'answers '), callLine(call, options));
}

function callLine(call: CallView, options: TranscriptOptions): Line {
  return concat(
    span(`${toHarmless(call.name)}(${toHarmless(call.arguments)})`, options.theme.styles.text),
    muted(options, call.id === '' ? '' : `  ${toHarmless(call.id)}`),
  );
}
