import { type PresetId, presets } from './presets.ts';

/** What a program adds of its own begins with x-; what the client tells of its machine, and proxies of the way, does too. */
const ownHeader = /^x-(?!stainless-|forwarded-|real-ip$)/;

/** Headers of the program that every provider knows. Whatever else it sends stays here, its token above all. */
const requestHeaders = ['accept', 'content-type', 'user-agent', 'idempotency-key'];

/** What clients act on, and what a provider's support asks for. Cookies and names of organisations stay out. */
const answerHeaders =
  /^(content-type|retry-after|retry-after-ms|x-should-retry|ratelimit(-.+)?|x-ratelimit-.+|x-request-id|request-id|apim-request-id|x-github-request-id|x-generation-id|x-ms-region|azureml-model-session|openai-processing-ms|openai-version|openai-model)$/;

/**
 * The headers of the program's request that go on to the provider.
 * @param sent in lower case
 */
export function forwardedHeaders(
  preset: PresetId,
  sent: Readonly<Record<string, string>>,
): Record<string, string> {
  const known = [...requestHeaders, ...(presets[preset].passHeaders ?? [])];
  const token = /^Bearer +(\S+)/i.exec(sent.authorization ?? '')?.[1];
  return Object.fromEntries(
    Object.entries(sent).filter(
      ([name, value]) =>
        (known.includes(name) || ownHeader.test(name)) && (token === undefined || !value.includes(token)),
    ),
  );
}

/** The headers of the provider's answer that go back to the program, with the key taken out should it be in one. */
export function answeredHeaders(
  received: Readonly<Record<string, string>>,
  redact: (text: string) => string,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(received)
      .filter(([name]) => answerHeaders.test(name))
      .map(([name, value]) => [name, redact(value)]),
  );
}
