import { chatRequestSchema } from '../model/chat/request.ts';
import type { ExchangeRecord } from '../model/recording.ts';
import type {
  ForwardHooks,
  HookAnswer,
  Outgoing,
  ProviderRequest,
  Upstream,
  UpstreamIncoming,
} from '../model/upstream.ts';
import { adaptationFor, adaptationText, adapted } from './adapt.ts';
import { chatURL, keyHeaders, modelsURL, providerModel } from './addressing.ts';
import { deliver } from './deliver.ts';
import { NetworkFailure } from './errors.ts';
import { explainNetwork } from './explain-network.ts';
import { fetchModels } from './fetch-models.ts';
import { forwardedHeaders } from './pass-headers.ts';
import { redactor } from './secret.ts';
import { send } from './transport.ts';
import type { ProviderConfiguration } from './types.ts';

/**
 * Sends requests on to a provider and its answers back as they come.
 * @param hooks may answer in the provider's place, and look at what came of it
 */
export function createUpstream(configuration: ProviderConfiguration, hooks: ForwardHooks = {}): Upstream {
  return {
    name: configuration.name,
    answer: async (incoming, outgoing, record) => {
      const request = requestFor(configuration, incoming, record);
      const gone = new AbortController();
      const leave = () => gone.abort();
      outgoing.once('close', leave);
      try {
        await answer(configuration, hooks, request, outgoing, record, gone.signal);
      } finally {
        outgoing.off('close', leave);
        await look(hooks, request, record);
      }
    },
  };
}

/** The answer has gone out: who fails to look at it can't change it any more. */
async function look(hooks: ForwardHooks, request: ProviderRequest, record: ExchangeRecord): Promise<void> {
  try {
    await hooks.afterExchange?.(request, record.snapshot());
  } catch {
    // Nobody is left to tell.
  }
}

async function answer(
  configuration: ProviderConfiguration,
  hooks: ForwardHooks,
  request: ProviderRequest,
  outgoing: Outgoing,
  record: ExchangeRecord,
  signal: AbortSignal,
): Promise<void> {
  const redact = redactor(configuration.key);
  try {
    const answered: HookAnswer =
      (await hooks.beforeRequest?.(request)) ??
      (await send(
        { ...request, headers: { ...request.headers, ...keyHeaders(configuration) } },
        configuration,
        signal,
      ));
    const listed = () => fetchModels(configuration, signal).catch(() => undefined);
    await deliver(answered, { configuration, request, outgoing, record, redact, listed });
  } catch (error) {
    const failure =
      error instanceof NetworkFailure
        ? error
        : new NetworkFailure('other', error instanceof Error ? error.message : '');
    giveUp(new NetworkFailure(failure.trouble, redact(failure.message)), configuration, outgoing, record);
  }
}

/** Answers that nothing, or nothing more, comes from the provider. */
function giveUp(
  failure: NetworkFailure,
  configuration: ProviderConfiguration,
  outgoing: Outgoing,
  record: ExchangeRecord,
): void {
  if (failure.trouble === 'aborted') {
    record.end('aborted');
    return;
  }
  const explanation = explainNetwork(failure, configuration);
  record.explain(explanation);
  if (outgoing.headersSent) {
    // Half an answer has gone out. What follows can only be a cut, which is what happened.
    record.end('cut');
    outgoing.destroy();
    return;
  }
  const late = failure.trouble === 'idle-timeout' || failure.trouble === 'connect-timeout';
  const status = late ? 504 : 502;
  const body = {
    error: {
      message: explanation.line,
      type: 'provider_error',
      param: null,
      code: `provider_${failure.trouble.replaceAll('-', '_')}`,
    },
  };
  // Another try at once would fail in the same way, and take as long.
  const headers = {
    'content-type': 'application/json',
    'x-request-id': record.snapshot().id,
    ...(failure.trouble === 'cut' ? {} : { 'x-should-retry': 'false' }),
  };
  record.end('error', { status, headers, body });
  outgoing.writeHead(status, headers);
  outgoing.end(JSON.stringify(body));
}

function requestFor(
  configuration: ProviderConfiguration,
  incoming: UpstreamIncoming,
  record: ExchangeRecord,
): ProviderRequest {
  const headers = forwardedHeaders(configuration.preset, incoming.headers);
  const { body, rawBody } = record.snapshot();
  if (incoming.kind !== 'chat') {
    const url = modelsURL(configuration);
    const asked = incoming.model ?? '';
    const sent = asked === '' ? '' : providerModel(configuration, asked);
    if (sent !== '') url.pathname += `/${encodeURIComponent(sent)}`;
    return { kind: incoming.kind, method: 'GET', url, headers: compressed(headers), asked, sent };
  }
  const asked = isObject(body) && typeof body.model === 'string' ? body.model : '';
  const sent = asked === '' ? '' : providerModel(configuration, asked);
  const adaptation = asked === '' ? undefined : adaptationFor(configuration, asked);
  const parsed = chatRequestSchema.safeParse(body);
  if (parsed.success) record.received({ request: parsed.data });
  const streamed = isObject(body) && body.stream === true;
  return {
    kind: 'chat',
    method: 'POST',
    url: chatURL(configuration, sent === '' ? 'no-model' : sent),
    // What streams is better not compressed: a gateway may keep pieces back until they are worth it.
    headers: streamed ? { ...headers, 'accept-encoding': 'identity' } : compressed(headers),
    // As it was written, unless another model stands in it or takes something else.
    body:
      isObject(body) && (sent !== asked || adaptation !== undefined)
        ? JSON.stringify(adapted(body, sent, adaptation))
        : rawBody,
    note: adaptationText(asked, sent, adaptation),
    asked,
    sent,
    chat: parsed.success ? parsed.data : undefined,
  };
}

function compressed(headers: Readonly<Record<string, string>>): Record<string, string> {
  return { ...headers, 'accept-encoding': 'gzip, deflate, br' };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
