import type { ModelInfo } from '../simulated/models.ts';
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
  const reasons = request.reasoning_effort !== 'none';
  for (const name of reasons ? [...neverTaken, ...probabilities] : neverTaken) {
    const value = request[name];
    if (!isSet(value) || value === false) continue;
    const instead = name === 'max_tokens' ? " Use 'max_completion_tokens' instead." : '';
    throw badRequest(
      `Unsupported parameter: '${name}' is not supported with this model.${instead}`,
      name,
      'unsupported_parameter',
    );
  }
  if (reasons) requireDefaults(request, { temperature: 1, top_p: 1 });
  requireDefaults(request, { presence_penalty: 0, frequency_penalty: 0 });
  requireToolsWithoutReasoning(request, model);
}

function requireEffort({ reasoning_effort: effort }: ChatRequest, { id, efforts }: ModelInfo): void {
  if (effort === undefined || effort === null || efforts === undefined || efforts.includes(effort)) return;
  const quoted = efforts.map((each) => `'${each}'`);
  throw badRequest(
    `Unsupported value: '${effort}' is not supported with the '${id}' model. Supported values are: ${quoted.slice(0, -1).join(', ')}, and ${quoted.at(-1)}.`,
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

function requireToolsWithoutReasoning({ tools, reasoning_effort }: ChatRequest, model: ModelInfo): void {
  const functions = tools?.some(({ type }) => type === 'function') === true;
  if (!functions || model.toolsWithoutReasoning !== true || reasoning_effort === 'none') return;
  const other = model.efforts?.includes('none') === true ? " or set reasoning_effort to 'none'" : '';
  throw badRequest(
    `Function tools with reasoning_effort are not supported for ${model.id} in /v1/chat/completions. To use function tools, use /v1/responses${other}.`,
    'reasoning_effort',
    null,
  );
}

function isSet<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined;
}
