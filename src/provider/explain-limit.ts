import type { Explanation } from '../model/types.ts';
import type { AnswerFacts } from './answer-facts.ts';
import { sections } from './lessons.ts';
import { type ProviderError, said } from './provider-error.ts';
import { inWords, waitOf } from './waiting.ts';

/** No credit, a quota that is used up, or too much at a time. */
export function explainLimit(
  { configuration, status, headers }: AnswerFacts,
  error: ProviderError,
): Explanation | undefined {
  const { name, preset } = configuration;
  const wait = waitOf(headers);
  const again = wait === undefined ? 'Try again later.' : `It is free again in ${inWords(wait)}.`;
  if (
    status === 402 ||
    /insufficient_quota|credit_balance|billing_(not_active|hard_limit)|insufficient[ _]credits?/i.test(
      error.all,
    )
  ) {
    const where: Partial<Record<typeof preset, string>> = {
      openai:
        ' Add some at https://platform.openai.com/settings/organization/billing; a ChatGPT subscription does not count.',
      openrouter:
        ' Add some at https://openrouter.ai/credits, or map the model to one whose name ends in :free.',
    };
    return {
      kind: 'provider',
      line: `There is no credit left at ${name}${said(error)}${where[preset] ?? ' Ask whoever pays for it.'}`,
    };
  }
  if (status !== 429 && error.code !== '429' && !/rate_limit_exceeded/.test(error.code)) return undefined;
  const kind = headers['x-ratelimit-type'] ?? '';
  if (
    /day/i.test(kind) ||
    /per day|per 86400s|daily|free-models-per-day|\b[RT]PD\b/i.test(error.message) ||
    (wait ?? 0) >= 3_600_000
  ) {
    return {
      kind: 'provider',
      line: `Your quota of the day at ${name} is used up${kind === '' ? '' : ` (${kind})`}. ${again} Other models may have a quota of their own.`,
    };
  }
  return {
    kind: 'provider',
    line: `${name} gets too many requests or tokens at a time (429)${said(error)} ${again}`,
    lesson: sections.retries,
  };
}
