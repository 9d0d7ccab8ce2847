import { count, describeMessage, describeRequest, listMessages, quote } from './describe.ts';
import type { Evidence, SentMessage, SentRequest } from './evidence.ts';
import { fail } from './failure.ts';

/** Requirements on what was sent. Each ends the check with a finding when it isn't met. */

/** Exactly `wanted` chat completion requests, none of them refused. */
export function requireRequests(evidence: Evidence, wanted: number): readonly SentRequest[] {
  const { requests } = evidence;
  requireAccepted(evidence);
  if (requests.length !== wanted) {
    fail({
      expected: `${count(wanted, 'chat completion request')}`,
      actual:
        requests.length === 0
          ? `no request${endOf(evidence)}`
          : `${count(requests.length, 'request')}${endOf(evidence)}`,
      exchange: requests[wanted]?.exchange,
    });
  }
  return requests;
}

/** None of the requests was refused by the endpoint, and all of them are for the right model. */
export function requireAccepted(evidence: Evidence): void {
  const refused = evidence.requests.find((request) => request.refusal !== undefined);
  if (refused !== undefined) {
    fail({
      expected: 'requests that the API accepts',
      actual: `request ${refused.number} was refused: ${refused.refusal}`,
      exchange: refused.exchange,
    });
  }
  requireModel(evidence);
}

/** Every request asks for the model that `OPENAI_MODEL` names. */
export function requireModel({ requests, model }: Evidence): void {
  const astray = requests.find(({ body }) => body !== undefined && body.model !== model);
  if (astray === undefined) return;
  fail({
    expected: `requests to the model that OPENAI_MODEL names here: ${quote(model)}`,
    actual: `request ${astray.number} is for ${quote(astray.body?.model ?? '')}`,
    help: "Ask for the model process.env.OPENAI_MODEL ?? 'gpt-4o-mini' in every request. It names another one in some of the scenarios.",
    exchange: astray.exchange,
  });
}

/** The program ended by itself, with exit status 0. */
export function requireCleanEnd(evidence: Evidence): void {
  const { outcome, message } = evidence.attempt;
  if (outcome !== 'exited')
    fail({
      expected: 'the program ends by itself with exit status 0',
      actual: message,
      help: message,
      aboutEnd: true,
    });
}

/** The `number`-th request (from 1). */
export function requireRequest(evidence: Evidence, number: number): SentRequest {
  const request = evidence.requests[number - 1];
  if (request === undefined) {
    return fail({
      expected: `at least ${count(number, 'chat completion request')}`,
      actual:
        evidence.requests.length === 0
          ? `no request${endOf(evidence)}`
          : count(evidence.requests.length, 'request'),
    });
  }
  if (request.refusal !== undefined) requireAccepted(evidence);
  return request;
}

/** Messages of exactly these roles, in this order; `developer` counts as `system`. */
export function requireRoles(request: SentRequest, roles: readonly string[]): readonly SentMessage[] {
  const sent = request.messages.map(roleOf);
  if (sent.length !== roles.length || sent.some((role, index) => role !== roles[index])) {
    const firstWrong = sent.findIndex((role, index) => role !== roles[index]);
    fail({
      expected: `request ${request.number} with exactly the messages [${roles.join(', ')}]`,
      actual: describeRequest(request),
      exchange: request.exchange,
      message: firstWrong === -1 ? undefined : firstWrong,
    });
  }
  return request.messages;
}

/** The message's text is this, to the last character. */
export function requireText(request: SentRequest, index: number, wanted: string, what: string): void {
  const message = request.messages[index];
  if (message?.text !== wanted) {
    fail({
      expected: `${what}, exactly: ${quote(wanted)}`,
      actual: message === undefined ? `no message ${index + 1}` : describeMessage(message),
      exchange: request.exchange,
      message: message === undefined ? undefined : index,
    });
  }
}

/** A number among the request's parameters lies in a range; the first of `names` that was sent counts. */
export function requireNumber(
  request: SentRequest,
  names: readonly [string, ...string[]],
  range: readonly [number, number],
): number {
  const body: Readonly<Record<string, unknown>> = { ...request.body };
  const name = names.find((each) => body[each] !== undefined && body[each] !== null);
  const value = name === undefined ? undefined : body[name];
  if (typeof value !== 'number' || value < range[0] || value > range[1]) {
    return fail({
      expected: `\`${names[0]}\` between ${range[0]} and ${range[1]}`,
      actual:
        name === undefined ? `a request without \`${names[0]}\`` : `\`${name}: ${JSON.stringify(value)}\``,
      exchange: request.exchange,
    });
  }
  return value;
}

/**
 * The request's messages are those of the one before it, then its reply as an assistant message, verbatim,
 * then one user message.
 */
export function requireContinues(previous: SentRequest, request: SentRequest): void {
  const before = previous.messages;
  const sent = request.messages;
  const changed = before.findIndex((message, index) => !sameMessage(message, sent[index]));
  const at = (index: number) => ({
    exchange: request.exchange,
    message: index < sent.length ? index : undefined,
  });
  if (changed !== -1) {
    const seen = sent[changed];
    fail({
      expected: `request ${request.number} begins with all ${before.length} messages of request ${previous.number}; message ${changed + 1} there was ${describeMessage(before[changed] as SentMessage)}`,
      actual:
        seen === undefined
          ? `it ends before it:\n${listMessages(sent)}`
          : `message ${changed + 1} is ${describeMessage(seen)}; all messages:\n${listMessages(sent)}`,
      ...at(changed),
    });
  }
  const reply = sent[before.length];
  if (reply?.role !== 'assistant' || reply.text !== previous.reply) {
    fail({
      expected: `after them the reply to request ${previous.number}, as it came: assistant ${quote(previous.reply)}`,
      actual:
        reply === undefined
          ? `nothing after them:\n${listMessages(sent)}`
          : `${difference(previous.reply, reply)}; all messages:\n${listMessages(sent)}`,
      ...at(before.length),
    });
  }
  const rest = sent.slice(before.length + 1);
  if (rest.length !== 1 || rest[0]?.role !== 'user') {
    fail({
      expected: 'then the next user message, and nothing else',
      actual:
        rest.length === 0
          ? `nothing after the reply:\n${listMessages(sent)}`
          : `after the reply:\n${listMessages(rest)}`,
      ...at(before.length + 1),
    });
  }
}

/** `developer` is the newer name of `system`. */
export function roleOf(message: SentMessage): string {
  return message.role === 'developer' ? 'system' : message.role;
}

/** Equal in role, text, tool calls and the call that is answered. */
export function sameMessage(a: SentMessage, b: SentMessage | undefined): boolean {
  return (
    b !== undefined &&
    roleOf(a) === roleOf(b) &&
    a.text === b.text &&
    a.toolCallId === b.toolCallId &&
    JSON.stringify(a.toolCalls) === JSON.stringify(b.toolCalls)
  );
}

function difference(wanted: string, seen: SentMessage): string {
  if (seen.role === 'assistant' && seen.text.trim() === wanted.trim()) {
    return `the same words, but the white space around them was changed: ${describeMessage(seen)}`;
  }
  return describeMessage(seen);
}

/** Adds how the program ended, when that explains what is missing. */
function endOf({ attempt }: Evidence): string {
  return attempt.outcome === 'exited' ? '' : ` (${attempt.message})`;
}

/** The message's text has one of the words that the pattern knows; `what` says what the message should be. */
export function requireWords(request: SentRequest, index: number, pattern: RegExp, what: string): void {
  const message = request.messages[index];
  if (message === undefined || !pattern.test(message.text)) {
    fail({
      expected: what,
      actual: message === undefined ? `no message ${index + 1}` : describeMessage(message),
      exchange: request.exchange,
      message: message === undefined ? undefined : index,
    });
  }
}
