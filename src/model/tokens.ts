import type { ChatMessage, ChatRequest } from './contract/request.ts';
import { textOf, toolCallsOf } from './messages.ts';

/** Counts and cuts text by the o200k tokens that the GPT-4o and later models use. */
export interface Tokenizer {
  count(text: string): number;
  /** The text's first `limit` tokens as text, or the whole text when it has no more. */
  cut(text: string, limit: number): { readonly text: string; readonly cut: boolean };
  /** The text in pieces of one token each; a piece is longer where a character spans tokens. */
  pieces(text: string): readonly string[];
}

let loading: Promise<Tokenizer> | undefined;

/** The tokenizer. Its table takes a while and about 40 MB to load, so ask for it early and await it late. */
export function loadTokenizer(): Promise<Tokenizer> {
  loading ??= import('gpt-tokenizer/encoding/o200k_base').then(({ encode, decode, decodeGenerator }) => {
    // Special tokens in a message are ordinary text to the service.
    const tokens = (text: string) =>
      encode(text, { allowedSpecial: new Set(), disallowedSpecial: new Set() });
    return {
      count: (text) => tokens(text).length,
      cut: (text, limit) => {
        const all = tokens(text);
        if (all.length <= limit) return { text, cut: false };
        // A cut within a character would leave half of it, which is no text.
        return { text: decode(all.slice(0, limit)).replace(/\ufffd+$/, ''), cut: true };
      },
      pieces: (text) => [...decodeGenerator(tokens(text))],
    };
  });
  return loading;
}

/** Overheads of the chat format; OpenAI Cookbook, "How to count tokens with tiktoken", sections 6 and 7. */
const perMessage = 3;
const perName = 1;
const replyPrimer = 3;
const perFunction = 7;
const perProperty = 3;
const functionsEnd = 12;

/** Prompt tokens of a request: every message with the chat format's overhead, and the tools that are offered. */
export function countPrompt(request: ChatRequest, tokenizer: Tokenizer): number {
  const messages = request.messages.reduce((sum, message) => sum + countMessage(message, tokenizer), 0);
  return messages + replyPrimer + countTools(request, tokenizer) + countFormat(request, tokenizer);
}

function countMessage(message: ChatMessage, tokenizer: Tokenizer): number {
  const named =
    'name' in message && typeof message.name === 'string' ? tokenizer.count(message.name) + perName : 0;
  const calls = toolCallsOf(message).reduce(
    (sum, call) => sum + perMessage + tokenizer.count(call.name) + tokenizer.count(call.arguments),
    0,
  );
  return perMessage + tokenizer.count(message.role) + tokenizer.count(textOf(message)) + named + calls;
}

function countTools(request: ChatRequest, tokenizer: Tokenizer): number {
  const functions = (request.tools ?? []).flatMap((tool) =>
    tool.type === 'function' ? [tool.function] : [],
  );
  if (functions.length === 0) return 0;
  const each = functions.map(({ name, description = '', parameters = {} }) => {
    const properties = parameters.properties;
    const entries = typeof properties === 'object' && properties !== null ? Object.entries(properties) : [];
    const inner = entries.reduce(
      (sum, [key, value]) => sum + perProperty + tokenizer.count(`${key}:${JSON.stringify(value)}`),
      0,
    );
    return perFunction + tokenizer.count(`${name}:${description.replace(/\.$/, '')}`) + inner;
  });
  return each.reduce((sum, count) => sum + count, functionsEnd);
}

function countFormat({ response_format: format }: ChatRequest, tokenizer: Tokenizer): number {
  return format?.type === 'json_schema'
    ? tokenizer.count(JSON.stringify(format.json_schema.schema ?? {}))
    : 0;
}
