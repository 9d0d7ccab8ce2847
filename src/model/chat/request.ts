import * as z from 'zod';

/**
 * The body of `POST /v1/chat/completions`, as the OpenAI API reference documents it (Chat Completions, Create).
 * Most optional parameters may be `null`, which means "not set". Unknown parameters are refused, as the service does.
 */

const number = (low: number, high: number) => z.number().min(low).max(high).nullish();
const text = z.string();

/** Where a prefix of the prompt ends that shall be cached; nothing is cached here. */
const breakpoint = z.strictObject({ mode: z.literal('explicit'), ttl: z.enum(['30m', '12h']).optional() });
const cached = { prompt_cache_breakpoint: breakpoint.nullish() };

const textPart = z.strictObject({ type: z.literal('text'), text, ...cached });
const refusalPart = z.strictObject({ type: z.literal('refusal'), refusal: text });
const imagePart = z.strictObject({
  type: z.literal('image_url'),
  image_url: z.strictObject({ url: text, detail: z.enum(['auto', 'low', 'high', 'original']).optional() }),
  ...cached,
});
const audioPart = z.strictObject({
  type: z.literal('input_audio'),
  input_audio: z.strictObject({ data: text, format: z.enum(['wav', 'mp3']) }),
  ...cached,
});
const filePart = z.strictObject({
  type: z.literal('file'),
  file: z.strictObject({ file_data: text.optional(), file_id: text.optional(), filename: text.optional() }),
  ...cached,
});

const textContent = z.union([text, z.array(textPart).min(1)]);
const userContent = z.union([
  text,
  z.array(z.discriminatedUnion('type', [textPart, imagePart, audioPart, filePart])).min(1),
]);
const assistantContent = z.union([
  text,
  z.array(z.discriminatedUnion('type', [textPart, refusalPart])).min(1),
]);

// Loose, like the message around them: a program that resends a stream's calls has `index` in them, and the helpers of
// the official library add `parsed_arguments`.
const functionCall = z.looseObject({ name: text, arguments: text });
const toolCall = z.discriminatedUnion('type', [
  z.looseObject({ id: text, type: z.literal('function'), function: functionCall }),
  z.looseObject({
    id: text,
    type: z.literal('custom'),
    custom: z.looseObject({ name: text, input: text }),
  }),
]);

/** As the service says in its refusal; names of functions have another rule. */
const name = text.regex(/^[^\s<|\\/>]+$/).optional();

/** `assistant` is loose: programs push the response's message back as it came, with fields that only responses have. */
export const messageSchema = z.discriminatedUnion('role', [
  z.strictObject({ role: z.literal('system'), content: textContent, name }),
  z.strictObject({ role: z.literal('developer'), content: textContent, name }),
  z.strictObject({ role: z.literal('user'), content: userContent, name }),
  z.looseObject({
    role: z.literal('assistant'),
    content: assistantContent.nullish(),
    refusal: text.nullish(),
    name,
    tool_calls: z.array(toolCall).min(1).optional(),
    function_call: functionCall.nullish(),
  }),
  // `name` is in no reference, and in what most agent loops have sent since there are tools: the service takes it.
  z.strictObject({ role: z.literal('tool'), content: textContent, tool_call_id: text, name }),
  z.strictObject({ role: z.literal('function'), content: text.nullable(), name: text }),
]);

const jsonObject = z.record(z.string(), z.unknown());
const functionName = text
  .min(1)
  .max(64)
  .regex(/^[a-zA-Z0-9_-]+$/);
const description = text.max(1_024).optional();

const functionDefinition = z.strictObject({
  name: functionName,
  description,
  parameters: jsonObject.optional(),
  strict: z.boolean().nullish(),
});

/** What the input of a custom tool looks like: any text, or text of a grammar, which nobody checks here. */
const customFormat = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text') }),
  z.strictObject({
    type: z.literal('grammar'),
    grammar: z.strictObject({ definition: text, syntax: z.enum(['lark', 'regex']) }),
  }),
]);

const tool = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('function'), function: functionDefinition }),
  z.strictObject({
    type: z.literal('custom'),
    custom: z.strictObject({ name: functionName, description, format: customFormat.optional() }),
  }),
]);

const namedTool = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('function'), function: z.strictObject({ name: text }) }),
  z.strictObject({ type: z.literal('custom'), custom: z.strictObject({ name: text }) }),
]);

const toolChoice = z.union([
  z.enum(['none', 'auto', 'required']),
  namedTool,
  z.strictObject({
    type: z.literal('allowed_tools'),
    allowed_tools: z.strictObject({ mode: z.enum(['auto', 'required']), tools: z.array(namedTool).min(1) }),
  }),
]);

const responseFormat = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text') }),
  z.strictObject({ type: z.literal('json_object') }),
  z.strictObject({
    type: z.literal('json_schema'),
    json_schema: z.strictObject({
      name: functionName,
      description: text.optional(),
      schema: jsonObject.optional(),
      strict: z.boolean().nullish(),
    }),
  }),
]);

const metadata = z
  .record(z.string(), text.max(512))
  .refine((pairs) => Object.keys(pairs).length <= 16, 'at most 16 pairs')
  .refine((pairs) => Object.keys(pairs).every((key) => key.length <= 64), 'keys of at most 64 characters');

export const chatRequestSchema = z.strictObject({
  model: text,
  messages: z.array(messageSchema).min(1),
  audio: jsonObject.nullish(),
  frequency_penalty: number(-2, 2),
  function_call: z.union([z.enum(['none', 'auto']), z.strictObject({ name: text })]).optional(),
  functions: z
    .array(functionDefinition.omit({ strict: true }))
    .min(1)
    .max(128)
    .optional(),
  logit_bias: z.record(z.string(), z.number().min(-100).max(100)).nullish(),
  logprobs: z.boolean().nullish(),
  max_completion_tokens: z.number().int().min(1).nullish(),
  max_tokens: z.number().int().min(1).nullish(),
  metadata: metadata.nullish(),
  modalities: z.array(z.enum(['text', 'audio'])).nullish(),
  moderation: jsonObject.nullish(),
  n: z.number().int().min(1).max(128).nullish(),
  parallel_tool_calls: z.boolean().optional(),
  prediction: jsonObject.nullish(),
  presence_penalty: number(-2, 2),
  prompt_cache_key: text.nullish(),
  prompt_cache_options: z
    .strictObject({ mode: z.enum(['implicit', 'explicit']).optional(), ttl: z.literal('30m').optional() })
    .nullish(),
  prompt_cache_retention: z.enum(['in_memory', 'in-memory', '24h']).nullish(),
  reasoning_effort: z.enum(['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max']).nullish(),
  response_format: responseFormat.optional(),
  safety_identifier: text.nullish(),
  seed: z.number().int().nullish(),
  service_tier: z.enum(['auto', 'default', 'flex', 'scale', 'priority', 'fast']).nullish(),
  stop: z.union([text, z.array(text).min(1).max(4)]).nullish(),
  store: z.boolean().nullish(),
  stream: z.boolean().nullish(),
  stream_options: z
    .strictObject({ include_usage: z.boolean().optional(), include_obfuscation: z.boolean().optional() })
    .nullish(),
  temperature: number(0, 2),
  tool_choice: toolChoice.optional(),
  tools: z.array(tool).min(1).max(128).optional(),
  top_logprobs: z.number().int().min(0).max(20).nullish(),
  top_p: number(0, 1),
  user: text.optional(),
  verbosity: z.enum(['low', 'medium', 'high']).nullish(),
  web_search_options: jsonObject.optional(),
});

export type ChatRequest = z.infer<typeof chatRequestSchema>;
export type ChatMessage = ChatRequest['messages'][number];
