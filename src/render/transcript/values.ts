/** Readers for what a program sent: it may be anything, and a refused request is shown too. */
export type JsonRecord = Readonly<Record<string, unknown>>;

export function asRecord(value: unknown): JsonRecord | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonRecord)
    : undefined;
}

export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** A value in one line: strings bare, everything else as JSON. */
export function inLine(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
}

export interface MessageView {
  readonly role: string;
  readonly name?: string;
  /** Undefined when the message has none, as one that only calls tools. */
  readonly content?: string;
  readonly refusal?: string;
  readonly calls: readonly CallView[];
  /** Which call a tool message answers. */
  readonly answers?: string;
}

export interface CallView {
  readonly id: string;
  readonly name: string;
  readonly arguments: string;
}

/** A message of a request as far as it can be understood. */
export function messageView(value: unknown): MessageView {
  const message = asRecord(value);
  if (message === undefined) return { role: 'not a message', content: inLine(value), calls: [] };
  return {
    role: asText(message.role) ?? 'no role',
    name: asText(message.name),
    content: contentText(message.content),
    refusal: asText(message.refusal),
    calls: asList(message.tool_calls).map(callView),
    answers: asText(message.tool_call_id),
  };
}

function callView(value: unknown): CallView {
  const call = asRecord(value);
  const called = asRecord(call?.function) ?? asRecord(call?.custom);
  return {
    id: asText(call?.id) ?? '',
    name: asText(called?.name) ?? 'unnamed tool',
    arguments: inLine(called?.arguments ?? called?.input ?? ''),
  };
}

function contentText(content: unknown): string | undefined {
  if (content === undefined || content === null) return undefined;
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return inLine(content);
  return content.map(partText).join('\n');
}

function partText(value: unknown): string {
  const part = asRecord(value);
  const text = asText(part?.text) ?? asText(part?.refusal);
  if (text !== undefined) return text;
  const type = asText(part?.type);
  return type === undefined ? inLine(value) : `[${type.replace(/_url$/, '').replaceAll('_', ' ')}]`;
}
