import * as z from 'zod';
import type { Completion, ToolCall } from '../types.ts';

/** Puts a completion together from what went over the wire, plain or streamed; some providers write null for nothing. */

const usage = z.object({
  prompt_tokens: z.number(),
  completion_tokens: z.number(),
  total_tokens: z.number(),
});

const called = z.object({ name: z.string(), arguments: z.string() });
const wholeFunction = z.object({ id: z.string(), function: called });
const wholeCustom = z.object({ id: z.string(), custom: z.object({ name: z.string(), input: z.string() }) });

const plainSchema = z.object({
  object: z.literal('chat.completion'),
  model: z.string(),
  choices: z.array(
    z.object({
      finish_reason: z.string().nullable(),
      message: z.object({
        content: z.string().nullish(),
        refusal: z.string().nullish(),
        tool_calls: z.array(z.union([wholeFunction, wholeCustom])).nullish(),
        function_call: called.nullish(),
      }),
    }),
  ),
  usage: usage.nullish(),
});

const piece = z.object({ name: z.string().nullish(), arguments: z.string().nullish() });

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
              function: piece.nullish(),
              custom: z.object({ name: z.string().nullish(), input: z.string().nullish() }).nullish(),
            }),
          )
          .nullish(),
        function_call: piece.nullish(),
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
      toolCalls: [
        ...(message.tool_calls ?? []).map(wholeCall),
        // The deprecated form has no id.
        ...(message.function_call ? [{ id: '', ...message.function_call }] : []),
      ],
      finishReason: finish_reason,
    })),
    usage: result.data.usage ?? undefined,
  };
}

function wholeCall(call: z.infer<typeof wholeFunction> | z.infer<typeof wholeCustom>): ToolCall {
  return 'custom' in call
    ? { id: call.id, name: call.custom.name, arguments: call.custom.input }
    : { id: call.id, ...call.function };
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
      const legacy = delta.function_call ? [{ index: 0, function: delta.function_call }] : [];
      for (const part of [...(delta.tool_calls ?? []), ...legacy]) grow(choice.toolCalls, part);
      choice.finishReason = finish_reason ?? choice.finishReason;
    }
  }
  if (model === undefined) return undefined;
  return { model, choices: choices.filter((choice) => choice !== undefined), usage: counted };
}

type CallPart = NonNullable<z.infer<typeof chunkSchema>['choices'][number]['delta']['tool_calls']>[number];

function grow(calls: ToolCall[], { index, id, function: called, custom }: CallPart): void {
  const before = calls[index] ?? { id: '', name: '', arguments: '' };
  calls[index] = {
    id: before.id + (id ?? ''),
    name: before.name + (called?.name ?? custom?.name ?? ''),
    arguments: before.arguments + (called?.arguments ?? custom?.input ?? ''),
  };
}
