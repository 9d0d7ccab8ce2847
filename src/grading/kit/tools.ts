import type { ToolCall } from '../../model/types.ts';
import { describeMessage, listMessages } from './describe.ts';
import type { SentMessage, SentRequest } from './evidence.ts';
import { fail } from './failure.ts';
import { sameMessage } from './wire.ts';

/** Requirements on tools: what was offered, and how the model's calls were answered. */

/** The calls in the reply to a request, in the model's order. */
export function callsIn(request: SentRequest): readonly ToolCall[] {
  return request.completion?.choices[0]?.toolCalls ?? [];
}

/**
 * The function with this name among the request's tools, with a description and an object schema, whose required
 * properties have these types.
 */
export function requireToolOffered(
  request: SentRequest,
  name: string,
  properties: Readonly<Record<string, 'string' | 'number'>>,
): void {
  const functions = (request.body?.tools ?? []).flatMap((tool) =>
    tool.type === 'function' ? [tool.function] : [],
  );
  const tool = functions.find((each) => each.name === name);
  const at = { exchange: request.exchange };
  if (tool === undefined) {
    const names = functions.map((each) => each.name).join(', ');
    fail({
      expected: `request ${request.number} offers the tool ${name}`,
      actual: names === '' ? 'a request without tools' : `its tools are ${names}`,
      ...at,
    });
  }
  const shown = JSON.stringify(tool);
  if ((tool.description ?? '').trim() === '')
    fail({
      expected: `a description of ${name}, which tells the model when to call it`,
      actual: shown,
      ...at,
    });
  // Without parameters a function takes none, the reference says.
  const schema: Readonly<Record<string, unknown>> = tool.parameters ?? { type: 'object' };
  const known: Readonly<Record<string, unknown>> = { ...(schema.properties as object | null | undefined) };
  const required = Array.isArray(schema.required) ? schema.required : [];
  const wanted = Object.entries(properties);
  const missing = wanted.find(([each, type]) => !required.includes(each) || !hasType(known[each], type));
  if (schema.type !== 'object' || missing !== undefined) {
    fail({
      expected: `parameters of ${name}: an object with ${wanted.map(([each, type]) => `the ${type} "${each}"`).join(', ')}, listed in "required"`,
      actual: shown,
      ...at,
    });
  }
}

/** Strict schemas may list a type together with `null`. */
function hasType(schema: unknown, type: string): boolean {
  const given = typeof schema === 'object' && schema !== null && 'type' in schema ? schema.type : undefined;
  return given === type || (Array.isArray(given) && given.includes(type));
}

/**
 * `request` is `previous` and what belongs to the calls in its reply: all messages of `previous`, then the reply with its
 * calls unchanged, then one tool message for each call's id, in any order. What follows after them is returned, with the
 * tool messages by id.
 */
export function requireCallsAnswered(
  previous: SentRequest,
  request: SentRequest,
): { readonly results: ReadonlyMap<string, SentMessage>; readonly rest: readonly SentMessage[] } {
  requireCallsResent(previous, request);
  const calls = callsIn(previous);
  const after = request.messages.slice(previous.messages.length + 1);
  const first = after.findIndex((message) => message.role !== 'tool');
  const answers = first === -1 ? after : after.slice(0, first);
  const rest = first === -1 ? [] : after.slice(first);
  const exchange = request.exchange;
  for (const { id, name } of calls) {
    const times = answers.filter((message) => message.toolCallId === id).length;
    if (times !== 1) {
      fail({
        expected: `one tool message for the call ${id} of ${name}, right after the reply that makes it`,
        actual: `${times === 0 ? 'none' : `${times} of them`}:\n${listMessages(request.messages)}`,
        exchange,
      });
    }
  }
  const stray = answers.find((message) => !calls.some(({ id }) => id === message.toolCallId));
  if (stray !== undefined) {
    fail({
      expected: 'tool messages for the calls of the reply before them only',
      actual: describeMessage(stray),
      exchange,
    });
  }
  return { results: new Map(answers.map((message) => [message.toolCallId ?? '', message])), rest };
}

/** `request` begins with all messages of `previous`, and the reply to it follows with its calls as they came. */
export function requireCallsResent(previous: SentRequest, request: SentRequest): void {
  const sent = request.messages;
  const exchange = request.exchange;
  const changed = previous.messages.findIndex((message, index) => !sameMessage(message, sent[index]));
  if (changed !== -1) {
    fail({
      expected: `request ${request.number} begins with all ${previous.messages.length} messages of request ${previous.number}`,
      actual: listMessages(sent),
      exchange,
      message: changed < sent.length ? changed : undefined,
    });
  }
  const at = previous.messages.length;
  const wanted: SentMessage = { role: 'assistant', text: previous.reply, toolCalls: callsIn(previous) };
  if (!sameMessage(wanted, sent[at])) {
    fail({
      expected: `then the reply to request ${previous.number} with its calls as they came: ${describeMessage(wanted)}`,
      actual: sent[at] === undefined ? `nothing:\n${listMessages(sent)}` : describeMessage(sent[at]),
      exchange,
      message: at < sent.length ? at : undefined,
    });
  }
}
