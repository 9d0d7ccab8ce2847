import * as z from 'zod';
import type { Explanation } from '../model/types.ts';
import type { AnswerFacts } from './answer-facts.ts';
import { sections } from './lessons.ts';
import type { ProviderError } from './provider-error.ts';

/** What a model or its filter will not take: the content, its length, a parameter. */
export function explainRefusal(facts: AnswerFacts, error: ProviderError): Explanation | undefined {
  return (
    explainFilter(facts, error) ??
    explainLength(facts, error) ??
    explainTools(facts, error) ??
    explainParameter(facts, error)
  );
}

function explainFilter(
  { configuration, status, body }: AnswerFacts,
  error: ProviderError,
): Explanation | undefined {
  const filtered =
    /^(content_filter|content_policy_violation)$/.test(error.code) ||
    /ResponsibleAIPolicyViolation/.test(error.all) ||
    (status === 403 && /moderation|flagged_input/i.test(error.all));
  if (!filtered) return undefined;
  const categories = filteredCategories(body);
  const why = categories.length === 0 ? '' : ` (${categories.join(', ')})`;
  return {
    kind: 'model',
    line: `The content filter of ${configuration.name} refused what was sent${why}; the model never saw it. Say it in other words.`,
  };
}

const azureResult = z.object({
  error: z.object({
    innererror: z.object({ content_filter_result: z.record(z.string(), z.unknown()) }),
  }),
});
const openRouterResult = z.object({
  error: z.object({ metadata: z.object({ reasons: z.array(z.string()) }) }),
});
const filteredSchema = z.union([
  z.looseObject({ filtered: z.literal(true) }),
  z.looseObject({ detected: z.literal(true) }),
]);

/** The categories that it was filtered for, such as `violence` or `jailbreak`. */
function filteredCategories(body: unknown): readonly string[] {
  const reasons = openRouterResult.safeParse(body);
  if (reasons.success) return reasons.data.error.metadata.reasons.slice(0, 5);
  const result = azureResult.safeParse(body);
  if (!result.success) return [];
  return Object.entries(result.data.error.innererror.content_filter_result)
    .filter(([, value]) => filteredSchema.safeParse(value).success)
    .map(([category]) => category);
}

function explainLength(
  { configuration, status, sent }: AnswerFacts,
  error: ProviderError,
): Explanation | undefined {
  const tooLong =
    /^(context_length_exceeded|tokens_limit_reached|string_above_max_length)$/.test(error.code) ||
    status === 413 ||
    /maximum context length|context (length|window|size)|prompt is too long|too many input tokens/i.test(
      error.message,
    );
  if (!tooLong) return undefined;
  const figures =
    /(\d[\d,]{2,}) tokens/.exec(error.message)?.[1] ??
    /max(?:imum)? size: (\d+) tokens/i.exec(error.message)?.[1];
  const window = figures === undefined ? '' : ` of ${figures} tokens`;
  return {
    kind: 'yours',
    line: `What was sent is too long for the window${window} of ${sent} at ${configuration.name}. Send fewer or shorter messages, or a smaller limit for the reply.`,
    lesson: sections.shorter,
  };
}

/** The newest models reason and call functions in the Responses API only. */
function explainTools(
  { asked, sent, configuration }: AnswerFacts,
  error: ProviderError,
): Explanation | undefined {
  if (!/function tools with reasoning_effort are not supported/i.test(error.message)) return undefined;
  const write =
    asked === sent
      ? "Write reasoning_effort: 'none' into the request"
      : `Write add: { reasoning_effort: none } below the name of ${sent}, in models: of agentlings.yaml`;
  return {
    kind: asked === sent ? 'yours' : 'provider',
    line: `${sent} at ${configuration.name} calls functions in Chat Completions only when it doesn't reason. ${write}.`,
    lesson: sections.parameters,
  };
}

/** What an adaptation would do about a parameter that a stand-in for another model refuses. */
const adaptations: Readonly<Record<string, string>> = {
  max_tokens: 'rename: { max_tokens: max_completion_tokens }',
  temperature: 'add: { reasoning_effort: none }',
  top_p: 'add: { reasoning_effort: none }',
};

function explainParameter(
  { asked, sent, configuration }: AnswerFacts,
  error: ProviderError,
): Explanation | undefined {
  const refused =
    /^(unsupported_parameter|unsupported_value|unknown_parameter)$/.test(error.code) ||
    /unsupported (parameter|value)|unrecognized request argument|unknown (parameter|field|name)|extra inputs are not permitted/i.test(
      error.message,
    );
  if (!refused) return undefined;
  const parameter = error.param !== '' ? error.param : (/['"`](\w+)['"`]/.exec(error.message)?.[1] ?? '');
  const advice: Readonly<Record<string, string>> = {
    max_tokens:
      'It is a reasoning model: write max_completion_tokens, which counts its hidden reasoning too.',
    temperature: 'It is a reasoning model: leave temperature out.',
    top_p: 'It is a reasoning model: leave top_p out.',
    max_completion_tokens: 'Older servers know the limit as max_tokens.',
    parallel_tool_calls: 'Leave it out, and expect one tool call at a time.',
  };
  const known = Object.hasOwn(advice, parameter) ? advice[parameter] : undefined;
  const change = Object.hasOwn(adaptations, parameter) ? adaptations[parameter] : undefined;
  const adapt =
    asked === sent || change === undefined
      ? ''
      : ` Your program asked for ${asked}: with ${change} below the name of ${sent} in agentlings.yaml it needs no change.`;
  const what = parameter === '' ? 'a parameter of the request' : `the parameter \`${parameter}\``;
  return {
    kind: 'yours',
    line: `${sent} at ${configuration.name} refuses ${what}. ${known ?? `Leave it out, or give it another value. It says: ${error.message}`}${adapt}`,
    lesson: sections.parameters,
  };
}
