import type { ChatMessage } from '../chat/request.ts';
import { textOf, toolCallsOf } from '../messages.ts';

/** A conversation as the simulated model reads it: the whole message list, and nothing else. */
export interface Conversation {
  readonly system: string;
  /** The user's messages in order. */
  readonly user: readonly string[];
  /** The latest user message. */
  readonly question: string;
  /** Everything before the latest user message. */
  readonly earlier: readonly { readonly role: string; readonly text: string }[];
  /** Results of tools since the latest user message. */
  readonly toolResults: readonly string[];
  /** The functions called since the latest user message. */
  readonly called: readonly { readonly name: string; readonly arguments: string }[];
}

/** Of a longer message only the beginning and the end are read; half of it each, in UTF-16 units. */
export const attention = 20_000;

export function readConversation(messages: readonly ChatMessage[]): Conversation {
  const all = messages.map((message) => ({ role: message.role, text: attend(textOf(message)) }));
  const byRole = (...roles: readonly string[]) =>
    all.filter(({ role }) => roles.includes(role)).map(({ text }) => text);
  const user = byRole('user');
  const lastUser = messages.findLastIndex((message) => message.role === 'user');
  const since = messages.slice(lastUser + 1);
  return {
    system: byRole('system', 'developer').join('\n'),
    user,
    question: user.at(-1) ?? '',
    earlier: all.slice(0, Math.max(0, lastUser)),
    toolResults: since.flatMap((message) =>
      message.role === 'tool' || message.role === 'function' ? [attend(textOf(message))] : [],
    ),
    called: since.flatMap(toolCallsOf),
  };
}

export function attend(text: string): string {
  if (text.length <= attention) return text;
  return `${text.slice(0, attention / 2)}\n${text.slice(-attention / 2)}`;
}

/** Chooses one of several phrasings; equal labels in equal requests choose equally. */
export type Choose = (phrasings: readonly string[], label: string) => string;
