import { textOf } from '../messages.ts';
import { findModel, type ModelInfo, unknownModel } from '../simulated/models.ts';
import { badRequest, modelNotFound } from './errors.ts';
import { failureOf } from './issues.ts';
import { requireReasoningParameters } from './reasoning.ts';
import { type ChatRequest, chatRequestSchema } from './request.ts';
import { requireStrictSchema } from './strict-schema.ts';

/**
 * Validates a request's JSON as the API documents it: shape and ranges first, then what depends on the model and on
 * the messages' order. The window is checked elsewhere, because it needs the tokenizer.
 * @param anyModel whether a model that isn't in the table is taken for one that somebody has
 * @throws ApiFailure
 */
export function validateRequest(
  body: unknown,
  anyModel = false,
): { readonly request: ChatRequest; readonly model: ModelInfo } {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw badRequest('Invalid type for the request body: expected an object.', null, 'invalid_type');
  }
  const result = chatRequestSchema.safeParse(body);
  if (!result.success) throw failureOf(result.error.issues, body);
  const request = result.data;
  const model = findModel(request.model) ?? (anyModel ? unknownModel(request.model) : undefined);
  if (model === undefined) throw modelNotFound(request.model);
  requireFittingParameters(request, model);
  requireToolOrder(request);
  requireFormat(request);
  return { request, model };
}

function requireFittingParameters(request: ChatRequest, model: ModelInfo): void {
  const { max_tokens, max_completion_tokens } = request;
  if (isSet(max_tokens) && isSet(max_completion_tokens)) {
    throw badRequest(
      "Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.",
      'max_tokens',
      'invalid_parameter_combination',
    );
  }
  for (const name of ['max_tokens', 'max_completion_tokens'] as const) {
    const value = request[name];
    if (isSet(value) && value > model.maxOutputTokens) {
      throw badRequest(
        `${name} is too large: ${value}. This model supports at most ${model.maxOutputTokens} completion tokens, whereas you provided ${value}.`,
        name,
        'invalid_value',
      );
    }
  }
  if (isSet(request.top_logprobs) && request.logprobs !== true) {
    throw badRequest(
      "The 'top_logprobs' parameter is only allowed when 'logprobs' is enabled.",
      'top_logprobs',
      null,
    );
  }
  if (isSet(request.stream_options) && request.stream !== true) {
    throw badRequest(
      "The 'stream_options' parameter is only allowed when 'stream' is enabled.",
      'stream_options',
      null,
    );
  }
  if (request.tools === undefined && request.tool_choice !== undefined && request.tool_choice !== 'none') {
    throw badRequest(
      "Invalid value for 'tool_choice': 'tool_choice' is only allowed when 'tools' are specified.",
      'tool_choice',
      null,
    );
  }
  if (request.tools === undefined && request.parallel_tool_calls !== undefined) {
    throw badRequest(
      "Invalid value for 'parallel_tool_calls': 'parallel_tool_calls' is only allowed when 'tools' are specified.",
      'parallel_tool_calls',
      null,
    );
  }
  requireKnownTool(request);
  if (model.unknown !== true) requireAbilities(request, model);
  if (model.reasoning) requireReasoningParameters(request, model);
  else if (isSet(request.reasoning_effort) && model.unknown !== true) {
    throw badRequest(
      'Unrecognized request argument supplied: reasoning_effort',
      'reasoning_effort',
      'unknown_parameter',
    );
  }
}

/** What no model here can do, or not this one. */
function requireAbilities(
  { modalities, verbosity, web_search_options }: ChatRequest,
  model: ModelInfo,
): void {
  if (modalities?.includes('audio') === true) {
    throw badRequest(
      `Invalid value: 'audio'. The model '${model.id}' has no audio output. Supported values are: 'text'.`,
      'modalities',
      'invalid_value',
    );
  }
  if (isSet(web_search_options)) {
    throw badRequest(
      'Web search options not supported with this model.',
      'web_search_options',
      'unsupported_parameter',
    );
  }
  if (isSet(verbosity) && verbosity !== 'medium' && !model.reasoning) {
    throw badRequest(
      `Unsupported value: '${verbosity}' is not supported with the '${model.id}' model. Supported values are: 'medium'.`,
      'verbosity',
      'unsupported_value',
    );
  }
}

/** A tool that is demanded by name must be among those that are offered. */
function requireKnownTool({ tools = [], tool_choice: choice }: ChatRequest): void {
  if (typeof choice !== 'object' || choice.type === 'allowed_tools') return;
  const name = choice.type === 'function' ? choice.function.name : choice.custom.name;
  const names = tools.map((tool) => (tool.type === 'function' ? tool.function.name : tool.custom.name));
  if (names.includes(name)) return;
  throw badRequest(`Tool choice '${name}' not found in 'tools' parameter.`, 'tool_choice', null);
}

/** Each tool message answers a call of the assistant message before it, and each call is answered. */
function requireToolOrder({ messages }: ChatRequest): void {
  let open = new Map<string, number>();
  let answering = false;
  for (const [index, message] of messages.entries()) {
    if (message.role === 'tool') {
      if (!answering) {
        throw badRequest(
          "Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.",
          `messages.[${index}].role`,
          null,
        );
      }
      if (!open.delete(message.tool_call_id)) {
        throw badRequest(
          `Invalid parameter: 'tool_call_id' of '${message.tool_call_id}' not found in 'tool_calls' of previous message.`,
          `messages.[${index}].tool_call_id`,
          null,
        );
      }
      continue;
    }
    requireAllAnswered(open);
    const calls = message.role === 'assistant' ? (message.tool_calls ?? []) : [];
    open = new Map(calls.map((call) => [call.id, index]));
    answering = calls.length > 0;
    if (message.role === 'assistant') requireAssistantContent(message, index);
  }
  requireAllAnswered(open);
}

function requireAllAnswered(open: ReadonlyMap<string, number>): void {
  const [first] = open;
  if (first === undefined) return;
  throw badRequest(
    `An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: ${[...open.keys()].join(', ')}`,
    `messages.[${first[1] + 1}].role`,
    null,
  );
}

function requireAssistantContent(
  message: Extract<ChatRequest['messages'][number], { role: 'assistant' }>,
  index: number,
): void {
  if (message.content === null || message.content === undefined) {
    if (message.tool_calls === undefined && !isSet(message.function_call) && !isSet(message.refusal)) {
      throw badRequest(
        `Invalid value for 'content': expected a string, got null.`,
        `messages.[${index}].content`,
        null,
      );
    }
  }
}

function requireFormat(request: ChatRequest): void {
  const format = request.response_format;
  if (format?.type === 'json_object' && !request.messages.some((message) => /json/i.test(textOf(message)))) {
    throw badRequest(
      "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.",
      'messages',
      null,
    );
  }
  if (format?.type === 'json_schema' && format.json_schema.strict === true) {
    requireStrictSchema(
      format.json_schema.schema ?? {},
      `response_format '${format.json_schema.name}'`,
      'response_format',
    );
  }
  for (const [index, tool] of (request.tools ?? []).entries()) {
    if (tool.type === 'function' && tool.function.strict === true) {
      requireStrictSchema(
        tool.function.parameters ?? {},
        `function '${tool.function.name}'`,
        `tools[${index}].function.parameters`,
      );
    }
  }
}

function isSet<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined;
}
