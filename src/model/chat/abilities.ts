import type { ModelInfo, Refusal } from '../models.ts';
import { type ApiFailure, badRequest, onlyInResponses } from './errors.ts';
import type { ChatRequest } from './request.ts';

/**
 * What no model here can do, or not this one, as `models.json` says.
 * @throws ApiFailure
 */
export function requireAbilities(request: ChatRequest, model: ModelInfo): void {
  for (const refusal of model.refuses ?? []) {
    const failure = refuse[refusal](request, model);
    if (failure !== undefined) throw failure;
  }
  if (model.refuses?.includes('text_alone') !== true) requireNo('input_audio', request);
  if (request.modalities?.includes('audio') === true) {
    throw badRequest(
      `Invalid value: 'audio'. Inside Agentlings the model '${model.id}' has no audio output. Supported values are: 'text'.`,
      'modalities',
      'invalid_value',
    );
  }
  if (isSet(request.web_search_options)) {
    throw badRequest(
      'Web search options not supported with this model.',
      'web_search_options',
      'unsupported_parameter',
    );
  }
  if (isSet(request.verbosity) && request.verbosity !== 'medium' && model.reasoning === undefined) {
    throw badRequest(
      `Unsupported value: '${request.verbosity}' is not supported with the '${model.id}' model. Supported values are: 'medium'.`,
      'verbosity',
      'unsupported_value',
    );
  }
}

type Refuse = (request: ChatRequest, model: ModelInfo) => ApiFailure | undefined;

const refuse: Readonly<Record<Refusal, Refuse>> = {
  chat: () => onlyInResponses(),
  images: (request) => firstPart('image_url', request) ?? firstPart('file', request),
  in_memory: ({ prompt_cache_retention: retention }, { id }) =>
    retention?.startsWith('in') === true
      ? badRequest(
          `Unsupported value: '${retention}' is not supported with the '${id}' model. Supported values are: '24h'.`,
          'prompt_cache_retention',
          'unsupported_value',
        )
      : undefined,
  json_object: ({ response_format: format }) =>
    format?.type === 'json_object'
      ? badRequest(
          "Invalid parameter: 'response_format' of type 'json_object' is not supported with this model.",
          'response_format',
          null,
        )
      : undefined,
  json_schema: ({ response_format: format }) =>
    format?.type === 'json_schema'
      ? badRequest(
          "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model. Learn more about supported models at the Structured Outputs guide: https://platform.openai.com/docs/guides/structured-outputs",
          'response_format',
          null,
        )
      : undefined,
  parallel_tool_calls: ({ parallel_tool_calls: parallel }) =>
    parallel === undefined
      ? undefined
      : badRequest(
          "Unsupported parameter: 'parallel_tool_calls' is not supported with this model.",
          'parallel_tool_calls',
          'unsupported_parameter',
        ),
  sampling: (request) => {
    const name = sampling.find((each) => isSet(request[each]));
    return name === undefined
      ? undefined
      : badRequest(`Model incompatible request argument supplied: ${name}`, null, null);
  },
  system: ({ messages }) => {
    const index = messages.findIndex(({ role }) => role === 'system' || role === 'developer');
    const param = `messages[${index}].role`;
    return index === -1
      ? undefined
      : badRequest(
          `Unsupported value: '${param}' does not support '${messages[index]?.role}' with this model.`,
          param,
          'unsupported_value',
        );
  },
  text_alone: (request) =>
    firstPart('input_audio', request) === undefined && request.modalities?.includes('audio') !== true
      ? badRequest(
          'This model requires that either input content or output modality contain audio.',
          'model',
          'invalid_value',
        )
      : undefined,
  tools: ({ tools, functions }) => {
    const name = tools !== undefined ? 'tools' : functions !== undefined ? 'functions' : undefined;
    return name === undefined
      ? undefined
      : badRequest(
          `${name} is not supported in this model. For a list of supported models, refer to https://platform.openai.com/docs/guides/function-calling.`,
          name,
          null,
        );
  },
};

const sampling = [
  'temperature',
  'top_p',
  'n',
  'presence_penalty',
  'frequency_penalty',
  'logit_bias',
  'logprobs',
  'seed',
] as const;

type PartType = 'image_url' | 'input_audio' | 'file';

/** The refusal of a message's first part of a type that the model can't read. */
function firstPart(type: PartType, { messages }: ChatRequest): ApiFailure | undefined {
  for (const [index, { content }] of messages.entries()) {
    const part = Array.isArray(content) ? content.findIndex((each) => each.type === type) : -1;
    if (part === -1) continue;
    return badRequest(
      `Invalid content type. ${type} is only supported by certain models.`,
      `messages.[${index}].content.[${part}].type`,
      null,
    );
  }
  return undefined;
}

function requireNo(type: PartType, request: ChatRequest): void {
  const failure = firstPart(type, request);
  if (failure !== undefined) throw failure;
}

function isSet<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined;
}
