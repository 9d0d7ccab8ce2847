import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ChatMessage, ChatRequest } from './chat/request.ts';
import { textOf, toolCallsOf } from './messages.ts';
import type { Tokenizer } from './tokens.ts';

/** Overheads of the chat format; OpenAI Cookbook, "How to count tokens with tiktoken", sections 6 and 7. */
const perMessage = 3;
const perName = 1;
const replyPrimer = 3;
/** What the service charges for an image in low detail; the simulated model can't look closer. */
const perImage = 85;
const perFunction = 7;
const perProperty = 3;
const functionsEnd = 12;

/**
 * Prompt tokens of a request: every message with the chat format's overhead, and the tools that are offered. Others
 * get their turn between the parts of a long prompt, so that no request can keep the attempt's clock from ticking.
 * @param enough beyond this many tokens the rest is estimated, at four characters each: the prompt is refused anyway
 */
export async function countPrompt(
  request: ChatRequest,
  tokenizer: Tokenizer,
  enough: number,
): Promise<number> {
  let sum = replyPrimer + countTools(request, tokenizer) + countFormat(request, tokenizer);
  for (const message of request.messages) {
    sum += overheadOf(message, tokenizer);
    for (const block of blocksOf(textOf(message))) {
      sum += sum > enough ? Math.ceil(block.length / 4) : tokenizer.count(block);
      if (block.length >= blockLength) await nextTurn();
    }
  }
  return sum;
}

/** In UTF-16 units; a few milliseconds of work. */
const blockLength = 16_384;

/** A text in blocks that have together the tokens of the whole: each begins with a space before a letter. */
function blocksOf(text: string): readonly string[] {
  const blocks: string[] = [];
  let begin = 0;
  while (text.length - begin > blockLength) {
    const offset = text.slice(begin + blockLength, begin + 2 * blockLength).search(/(?<!\s) \p{L}/u);
    let end = begin + blockLength + Math.max(0, offset);
    if (/[\uDC00-\uDFFF]/.test(text[end] ?? '')) end += 1;
    blocks.push(text.slice(begin, end));
    begin = end;
  }
  return [...blocks, text.slice(begin)];
}

/** Everything of a message but its text. */
function overheadOf(message: ChatMessage, tokenizer: Tokenizer): number {
  const named =
    'name' in message && typeof message.name === 'string' ? tokenizer.count(message.name) + perName : 0;
  const calls = toolCallsOf(message).reduce(
    (sum, call) => sum + perMessage + tokenizer.count(call.name) + tokenizer.count(call.arguments),
    0,
  );
  return perMessage + tokenizer.count(message.role) + named + calls + imagesOf(message) * perImage;
}

function imagesOf({ content }: ChatMessage): number {
  return Array.isArray(content) ? content.filter((part) => part.type === 'image_url').length : 0;
}

function countTools({ tools = [], functions = [] }: ChatRequest, tokenizer: Tokenizer): number {
  const all: readonly Pick<(typeof functions)[number], 'name' | 'description' | 'parameters'>[] = [
    ...tools.map((tool) => (tool.type === 'function' ? tool.function : tool.custom)),
    ...functions,
  ];
  if (all.length === 0) return 0;
  const each = all.map(({ name, description = '', parameters = {} }) => {
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
