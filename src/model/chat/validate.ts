import { textOf } from '../messages.ts';
import { findModel, type ModelInfo, nearestModel, unknownModel } from '../models.ts';
import { requireAbilities } from './abilities.ts';
import { badRequest, modelNotFound } from './errors.ts';
import { failureOf } from './issues.ts';
import { requireReasoningParameters } from './reasoning.ts';
import { type ChatRequest, chatRequestSchema } from './request.ts';
import { requireSchemas } from './schema/check.ts';
import { requireAnsweredCalls, requireToolChoice } from './tool-rules.ts';

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
  if (model === undefined) throw modelNotFound(request.model, nearestModel(request.model));
  requireFittingParameters(request, model);
  requireAnsweredCalls(request);
  requireWord(request);
  requireSchemas(request);
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
  requireToolChoice(request);
  if (model.unknown === true) return;
  requireAbilities(request, model);
  if (model.reasoning !== undefined) requireReasoningParameters(request, model);
  else if (isSet(request.reasoning_effort)) {
    throw badRequest(
      'Unrecognized request argument supplied: reasoning_effort',
      'reasoning_effort',
      'unknown_parameter',
    );
  }
}

function requireWord({ response_format: format, messages }: ChatRequest): void {
  if (format?.type === 'json_object' && !messages.some((message) => /json/i.test(textOf(message)))) {
    throw badRequest(
      "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.",
      'messages',
      null,
    );
  }
}

function isSet<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined;
}
