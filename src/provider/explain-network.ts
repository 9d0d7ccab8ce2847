import type { Explanation } from '../model/types.ts';
import type { NetworkFailure } from './errors.ts';
import { sections } from './lessons.ts';
import { presets } from './presets.ts';
import type { ProviderConfiguration } from './types.ts';

/** What it means that no answer came, or not all of it. */
export function explainNetwork(
  { trouble, message }: NetworkFailure,
  configuration: ProviderConfiguration,
): Explanation {
  const { name, preset, baseURL, connectMs, idleMs } = configuration;
  const { host, hostname } = new URL(baseURL);
  const start = isLocal(hostname) || presets[preset].ownHosts.test(hostname) ? presets[preset].start : online;
  const provider = (line: string, lesson?: Explanation['lesson']): Explanation => ({
    kind: 'provider',
    line,
    lesson,
  });
  switch (trouble) {
    case 'dns':
      return provider(`The address ${hostname} is not known (${message}). ${start} ${proxyHint()}`.trim());
    case 'refused':
      return provider(`Nobody listens at ${host} (${message}). ${start}`);
    case 'unreachable':
      return provider(`There is no way to ${host} (${message}). ${start} ${proxyHint()}`.trim());
    case 'tls':
      return provider(
        `The certificate of ${host} can't be trusted (${message}). A proxy may look into the connection: point NODE_EXTRA_CA_CERTS to its certificate. For a server of your own, check http:// and https:// in base_url.`,
      );
    case 'connect-timeout':
      return provider(
        `${host} can't be reached: no connection within ${connectMs / 1000} s. ${start} ${proxyHint()}`.trim(),
      );
    case 'idle-timeout':
      return provider(
        `${name} fell silent: nothing came for ${idleMs / 1000} s. Try again; for a slow model raise timeouts: idle_seconds in agentlings.yaml.`,
        sections.timeLimits,
      );
    case 'cut':
      return provider(
        `${name} broke the connection off before the answer was complete (${message}). What came so far is no whole reply. Try again.`,
        sections.brokenStream,
      );
    case 'too-large':
      return provider(`${name} answered with ${message}, more than any model says. Check base_url.`);
    default:
      return provider(`The request to ${host} failed: ${message}. ${start}`);
  }
}

const online = 'Check base_url and your network.';

function isLocal(hostname: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
}

/** Node's http goes around a proxy unless it is told otherwise. */
function proxyHint(): string {
  const { HTTPS_PROXY, https_proxy, NODE_USE_ENV_PROXY } = process.env;
  return (HTTPS_PROXY ?? https_proxy) !== undefined && NODE_USE_ENV_PROXY === undefined
    ? 'HTTPS_PROXY is set, and Node uses it only with NODE_USE_ENV_PROXY=1, from version 24 on.'
    : '';
}
