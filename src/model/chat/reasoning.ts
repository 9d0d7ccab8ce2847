import type { ModelInfo } from '../models.ts';
import { badRequest } from './errors.ts';
import type { ChatRequest } from './request.ts';

/** Refused however much the model reasons. */
const neverTaken = ['max_tokens', 'stop', 'logit_bias'] as const;
/** Taken by models that can do without reasoning, when they are asked to. */
const probabilities = ['logprobs', 'top_logprobs'] as const;

/**
 * What reasoning models refuse; see the reference's notes on `max_tokens`, the guide on reasoning models, and the guide
 * on GPT-5.2 for what `reasoning_effort: 'none'` allows.
 * @throws ApiFailure
 */
export function requireReasoningParameters(request: ChatRequest, model: ModelInfo): void {
  requireEffort(request, model);
  const effort = request.reasoning_effort ?? model.reasoning?.default;
  const reasons = effort !== 'none';
  for (const name of reasons ? [...neverTaken, ...probabilities] : neverTaken) {
    const value = request[name];
    if (!isSet(value) || value === false) continue;
    const instead = name === 'max_tokens' ? " Use 'max_completion_tokens' instead." : '';
    throw unsupported(name, instead);
  }
  if (reasons) requireDefaults(request, { temperature: 1, top_p: 1 });
  requireDefaults(request, { presence_penalty: 0, frequency_penalty: 0 });
  requireToolsAllowed(request, model);
}

function unsupported(name: string, instead = ''): Error {
  return badRequest(
    `Unsupported parameter: '${name}' is not supported with this model.${instead}`,
    name,
    'unsupported_parameter',
  );
}

function requireEffort({ reasoning_effort: effort }: ChatRequest, { reasoning }: ModelInfo): void {
  const { efforts = [] } = reasoning ?? {};
  if (!isSet(effort) || efforts.includes(effort)) return;
  const quoted = efforts.map((each) => `'${each}'`);
  const [last] = quoted.slice(-1);
  if (last === undefined) throw unsupported('reasoning_effort');
  const list = quoted.length === 1 ? last : `${quoted.slice(0, -1).join(', ')}, and ${last}`;
  throw badRequest(
    `Unsupported value: 'reasoning_effort' does not support '${effort}' with this model. Supported values are: ${list}.`,
    'reasoning_effort',
    'unsupported_value',
  );
}

type Sampling = 'temperature' | 'top_p' | 'presence_penalty' | 'frequency_penalty';

function requireDefaults(request: ChatRequest, defaults: Partial<Record<Sampling, number>>): void {
  for (const [name, only] of Object.entries(defaults) as [Sampling, number][]) {
    const value = request[name];
    if (!isSet(value) || value === only) continue;
    throw badRequest(
      `Unsupported value: '${name}' does not support ${value} with this model. Only the default (${only}) value is supported.`,
      name,
      'unsupported_value',
    );
  }
}

/** Newer models call functions in Chat Completions only when they don't think, or are not told how much. */
function requireToolsAllowed({ tools, reasoning_effort: effort }: ChatRequest, model: ModelInfo): void {
  const functions = tools?.some(({ type }) => type === 'function') === true;
  const when = model.reasoning?.tools;
  if (!functions || when === undefined || effort === 'none') return;
  if (when === 'without an effort' && !isSet(effort)) return;
  const other =
    model.reasoning?.efforts.includes('none') === true ? " or set reasoning_effort to 'none'" : '';
  const instead =
    when === 'without an effort'
      ? 'Please use /v1/responses instead.'
      : `To use function tools, use /v1/responses${other}.`;
  throw badRequest(
    `Function tools with reasoning_effort are not supported for ${model.id} in /v1/chat/completions. ${instead}`,
    'reasoning_effort',
    null,
  );
}

function isSet<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined;
}
