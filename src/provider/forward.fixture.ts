import { type Handler, startStandIn } from '../../test/providers/stand-in.ts';
import { type Endpoint, startEndpoint } from '../model/endpoint.ts';
import type { ForwardHooks } from '../model/upstream.ts';
import { createUpstream } from './forward.ts';
import { Secret } from './secret.ts';
import type { ProviderConfiguration } from './types.ts';

export const token = 'sk-token-of-the-attempt';
export const key = 'sk-key-of-the-learner';

export interface Setup extends AsyncDisposable {
  readonly endpoint: Endpoint;
  readonly seen: Awaited<ReturnType<typeof startStandIn>>['seen'];
  post(body: unknown, init?: RequestInit): Promise<Response>;
}

/** An endpoint that forwards to a stand-in on this machine. */
export async function setup(
  handler: Handler,
  hooks?: ForwardHooks,
  settings: Partial<ProviderConfiguration> = {},
): Promise<Setup> {
  const server = await startStandIn(handler);
  const configuration: ProviderConfiguration = {
    preset: 'compatible',
    name: 'stand-in',
    baseURL: `${server.origin}/v1`,
    key: new Secret(key),
    keyVariable: 'AGENTLINGS_API_KEY',
    apiVersion: '',
    models: {},
    adaptations: {},
    connectMs: 5_000,
    idleMs: 30_000,
    spending: {},
    ...settings,
  };
  const endpoint = await startEndpoint({
    token,
    seed: 's',
    knowledge: [],
    upstream: createUpstream(configuration, hooks),
  });
  return {
    endpoint,
    seen: server.seen,
    post: (body, init) =>
      fetch(`${endpoint.baseURL}/chat/completions`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'x-of-mine': 'private',
          cookie: 'a=b',
        },
        body: typeof body === 'string' ? body : JSON.stringify(body),
        ...init,
      }),
    [Symbol.asyncDispose]: async () => {
      await endpoint.close();
      await server[Symbol.asyncDispose]();
    },
  };
}
