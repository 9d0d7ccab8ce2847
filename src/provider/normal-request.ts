/**
 * A request without what changes nothing about the answer: two programs that ask the same thing have equal normal
 * requests. JSON-serialisable.
 */
export interface NormalRequest {
  readonly model: string;
  readonly messages: readonly Readonly<Record<string, unknown>>[];
  readonly [parameter: string]: unknown;
}

/** What a request is made of before: a validated request, or one from a file. */
interface AnyRequest {
  readonly model: string;
  readonly messages: readonly object[];
}

/** How the answer is delivered, who asks, and what can't be held to anyway: `seed` promises nothing. */
const ignored = new Set([
  'stream',
  'stream_options',
  'user',
  'metadata',
  'seed',
  'safety_identifier',
  'prompt_cache_key',
  'prompt_cache_options',
  'prompt_cache_retention',
  'service_tier',
  'store',
]);

/**
 * The normal form: keys in order; parameters that are null (which means "not set") or ignored left out; of assistant
 * messages only what a model reads, because a response's message that is pushed back carries more, and other services
 * carry other things.
 */
export function normaliseRequest(request: AnyRequest): NormalRequest {
  const parameters = Object.entries(request).filter(
    ([name, value]) => name !== 'messages' && !ignored.has(name) && value !== null && value !== undefined,
  );
  const messages = request.messages.map((message) => sorted(normalMessage(message)));
  return { ...sorted(Object.fromEntries(parameters)), model: request.model, messages };
}

/** Equal for equal normal requests, and for no others. */
export function requestKey(request: NormalRequest, withModel: boolean): string {
  const { model, ...rest } = request;
  return JSON.stringify([withModel ? model : null, sorted(rest)]);
}

function normalMessage(message: object): Readonly<Record<string, unknown>> {
  const fields: Readonly<Record<string, unknown>> = { ...message };
  const present = Object.entries(fields).filter(([, value]) => value !== null && value !== undefined);
  if (fields.role !== 'assistant') return Object.fromEntries(present);
  const known = new Set(['role', 'content', 'refusal', 'name', 'tool_calls', 'function_call']);
  const kept = present.filter(([name, value]) => known.has(name) && !(name === 'content' && value === ''));
  return Object.fromEntries(
    kept.map(([name, value]) =>
      name === 'tool_calls' && Array.isArray(value) ? [name, value.map(normalCall)] : [name, value],
    ),
  );
}

/** Calls that were put together from a stream have an `index`, and those of helpers what was parsed. */
function normalCall(call: unknown): unknown {
  if (!isObject(call)) return call;
  const called = isObject(call.function)
    ? { name: call.function.name, arguments: call.function.arguments }
    : undefined;
  return { id: call.id, type: call.type, function: called, custom: call.custom };
}

function sorted(value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, each]) => [key, sortedDeep(each)]));
}

function sortedDeep(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedDeep);
  return isObject(value) ? sorted(value) : value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
