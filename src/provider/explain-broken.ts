import type { Explanation } from '../model/types.ts';
import { oneLine } from './provider-error.ts';
import type { ProviderConfiguration } from './types.ts';

type Asked = Pick<ProviderConfiguration, 'name'>;

/** What is wrong with an answer that says that all went well; `undefined` when it holds a reply. */
export function explainBroken(asked: Asked, text: string, body: unknown): Explanation | undefined {
  if (text.trim() === '') return explainNoReply(asked, 'an empty answer');
  if (typeof body !== 'object' || body === null) return explainNoReply(asked, `no JSON: ${oneLine(text)}`);
  const choices = 'choices' in body && Array.isArray(body.choices) ? body.choices : [];
  return choices.length > 0 ? undefined : explainNoReply(asked, `no choices in it: ${oneLine(text)}`);
}

/** @param what what came in place of a reply */
export function explainNoReply({ name }: Asked, what: string): Explanation {
  return {
    kind: 'provider',
    line: `${name} says that all went well (200), but sent ${what.replace(/[.:]$/, '')}. Try again; if it stays so, check base_url.`,
  };
}
