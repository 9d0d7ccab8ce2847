import type { SentMessage, SentRequest } from './evidence.ts';

const longest = 160;

/** Text between quotes on one line, shortened in the middle when it is long. */
export function quote(text: string): string {
  const line = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"');
  const half = Math.floor((longest - 3) / 2);
  return `"${line.length <= longest ? line : `${line.slice(0, half)}…${line.slice(-half)}`}"`;
}

/** A message list, one line for each message: `1. system "You are …"`. */
export function listMessages(messages: readonly SentMessage[]): string {
  if (messages.length === 0) return 'no messages';
  return messages.map((message, index) => `${index + 1}. ${describeMessage(message)}`).join('\n');
}

export function describeMessage(message: SentMessage): string {
  const calls = message.toolCalls
    .map((call) => ` calls ${call.name}(${quote(call.arguments).slice(1, -1)})`)
    .join('');
  const answers = message.toolCallId === undefined ? '' : ` for ${message.toolCallId}`;
  const text = message.text === '' && calls !== '' ? '' : ` ${quote(message.text)}`;
  return `${message.role}${answers}${text}${calls}`;
}

/** A request as a failure shows it: its messages, or why the endpoint refused it. */
export function describeRequest(request: SentRequest): string {
  if (request.body === undefined)
    return `request ${request.number}, which was refused: ${request.refusal ?? 'not readable'}`;
  return `request ${request.number} with\n${listMessages(request.messages)}`;
}

/** The end of an output, for failures about what was printed. */
export function quoteOutput(output: string): string {
  const text = output.trim();
  if (text === '') return 'nothing';
  const tail = text.length > 600 ? `…${text.slice(-600)}` : text;
  return tail;
}

const mostCharacters = 6_000;
const mostLines = 120;

/** A text as a verdict can hold it: of one that is too long, the beginning and the end. */
export function clip(text: string): string {
  const short =
    text.length <= mostCharacters
      ? text
      : `${text.slice(0, mostCharacters / 2)}\n…\n${text.slice(-mostCharacters / 2)}`;
  const lines = short.split('\n');
  if (lines.length <= mostLines) return short;
  return [...lines.slice(0, mostLines / 2), '…', ...lines.slice(-mostLines / 2)].join('\n');
}

/** `1 request`, `3 requests`. */
export function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`;
}
