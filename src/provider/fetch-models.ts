import { keyHeaders, modelsURL } from './addressing.ts';
import { type ListedModel, modelsIn } from './model-list.ts';
import { redactor } from './secret.ts';
import { send } from './transport.ts';
import type { ProviderConfiguration } from './types.ts';

/** Somebody waits for the explanation of an error; a slow list is worth less than a quick answer. */
const patienceMs = 3_000;

/**
 * Asks the provider for its models.
 * @returns `undefined` when it answers with something else than a list
 * @throws NetworkFailure
 */
export async function fetchModels(
  configuration: ProviderConfiguration,
  signal: AbortSignal,
): Promise<readonly ListedModel[] | undefined> {
  const headers = {
    accept: 'application/json',
    'accept-encoding': 'gzip, deflate, br',
    ...keyHeaders(configuration),
  };
  const answer = await send(
    { method: 'GET', url: modelsURL(configuration), headers },
    {
      connectMs: Math.min(configuration.connectMs, patienceMs),
      idleMs: Math.min(configuration.idleMs, patienceMs),
    },
    signal,
  );
  const { body } = await readBody(answer.body, redactor(configuration.key));
  return answer.status === 200 ? modelsIn(body) : undefined;
}

/** A whole body: as text without the key, and as JSON where it is JSON, or else the text again. */
export async function readBody(
  parts: AsyncIterable<Uint8Array>,
  redact: (text: string) => string,
): Promise<{ readonly text: string; readonly body: unknown }> {
  const all: Uint8Array[] = [];
  for await (const part of parts) all.push(part);
  const text = redact(Buffer.concat(all).toString('utf8'));
  try {
    return { text, body: JSON.parse(text) };
  } catch {
    return { text, body: text };
  }
}
