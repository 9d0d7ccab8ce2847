import type { ChatMessage } from './chat/request.ts';

/** A message's text: its content, with the text parts of a list joined. Empty when it has none. */
export function textOf(message: ChatMessage): string {
  const { content } = message;
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content.map((part) => ('text' in part && typeof part.text === 'string' ? part.text : '')).join('');
}

/** The function calls that an assistant message asks for. */
export function toolCallsOf(
  message: ChatMessage,
): readonly { id: string; name: string; arguments: string }[] {
  if (message.role !== 'assistant') return [];
  const calls = (message.tool_calls ?? []).map((call) =>
    call.type === 'function'
      ? { id: call.id, name: call.function.name, arguments: call.function.arguments }
      : { id: call.id, name: call.custom.name, arguments: call.custom.input },
  );
  const { function_call: called } = message;
  // The deprecated form has no id.
  return called ? [...calls, { id: '', name: called.name, arguments: called.arguments }] : calls;
}

/**
 * How many messages at the beginning of `current` were sent the same way in `previous`: the resent ones.
 * Compared by role, text and tool calls.
 */
export function resentCount(previous: readonly ChatMessage[], current: readonly ChatMessage[]): number {
  const firstNew = current.findIndex((message, index) => {
    const before = previous[index];
    return before === undefined || signature(before) !== signature(message);
  });
  return firstNew === -1 ? current.length : firstNew;
}

function signature(message: ChatMessage): string {
  const answers = message.role === 'tool' ? message.tool_call_id : null;
  return JSON.stringify([message.role, textOf(message), toolCallsOf(message), answers]);
}
