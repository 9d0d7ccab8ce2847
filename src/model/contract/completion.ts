import * as z from 'zod';
import type { Completion, ToolCall } from '../types.ts';

/** Puts a completion together from what went over the wire, plain or streamed; some providers write null for nothing. */

const usage = z.object({
  prompt_tokens: z.number(),
  completion_tokens: z.number(),
  total_tokens: z.number(),
});

const plainSchema = z.object({
  object: z.literal('chat.completion'),
  model: z.string(),
  choices: z.array(
    z.object({
      finish_reason: z.string().nullable(),
      message: z.object({
        content: z.string().nullish(),
        refusal: z.string().nullish(),
        tool_calls: z
          .array(
            z.object({ id: z.string(), function: z.object({ name: z.string(), arguments: z.string() }) }),
          )
          .nullish(),
      }),
    }),
  ),
  usage: usage.nullish(),
});

const chunkSchema = z.object({
  object: z.literal('chat.completion.chunk'),
  model: z.string(),
  choices: z.array(
    z.object({
      index: z.number(),
      finish_reason: z.string().nullish(),
      delta: z.object({
        content: z.string().nullish(),
        refusal: z.string().nullish(),
        tool_calls: z
          .array(
            z.object({
              index: z.number(),
              id: z.string().nullish(),
              function: z.object({ name: z.string().nullish(), arguments: z.string().nullish() }).nullish(),
            }),
          )
          .nullish(),
      }),
    }),
  ),
  usage: usage.nullish(),
});

/** The completion in a response's JSON body; `undefined` when it is something else, such as an error. */
export function plainCompletion(body: unknown): Completion | undefined {
  const result = plainSchema.safeParse(body);
  if (!result.success) return undefined;
  const { model, choices } = result.data;
  return {
    model,
    choices: choices.map(({ message, finish_reason }) => ({
      content: message.content ?? null,
      refusal: message.refusal ?? null,
      toolCalls: (message.tool_calls ?? []).map(({ id, function: called }) => ({ id, ...called })),
      finishReason: finish_reason,
    })),
    usage: result.data.usage ?? undefined,
  };
}

interface Growing {
  content: string | null;
  refusal: string | null;
  toolCalls: ToolCall[];
  finishReason: string | null;
}

/** The completion that a stream's events make up so far; `undefined` when none of them is a completion chunk. */
export function chunksCompletion(events: readonly unknown[]): Completion | undefined {
  const choices: Growing[] = [];
  let model: string | undefined;
  let counted: Completion['usage'];
  for (const event of events) {
    const result = chunkSchema.safeParse(event);
    if (!result.success) continue;
    model = result.data.model;
    counted = result.data.usage ?? counted;
    for (const { index, delta, finish_reason } of result.data.choices) {
      choices[index] ??= { content: null, refusal: null, toolCalls: [], finishReason: null };
      const choice = choices[index];
      if (choice === undefined) continue;
      if (typeof delta.content === 'string') choice.content = (choice.content ?? '') + delta.content;
      if (typeof delta.refusal === 'string') choice.refusal = (choice.refusal ?? '') + delta.refusal;
      for (const part of delta.tool_calls ?? []) {
        const before = choice.toolCalls[part.index] ?? { id: '', name: '', arguments: '' };
        choice.toolCalls[part.index] = {
          id: before.id + (part.id ?? ''),
          name: before.name + (part.function?.name ?? ''),
          arguments: before.arguments + (part.function?.arguments ?? ''),
        };
      }
      choice.finishReason = finish_reason ?? choice.finishReason;
    }
  }
  if (model === undefined) return undefined;
  return { model, choices: choices.filter((choice) => choice !== undefined), usage: counted };
}
