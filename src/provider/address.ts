import { ProviderConfigurationError } from './errors.ts';

/** An address as it was written, taken apart. */
export interface Address {
  readonly url: URL;
  /** From the whole target URI of Azure's portal. */
  readonly deployment?: string;
  readonly apiVersion?: string;
}

/**
 * Reads an address as people have it: with or without `/chat/completions`, or the whole target URI that Azure's portal
 * shows (`https://RESOURCE.openai.azure.com/openai/deployments/NAME/chat/completions?api-version=…`).
 * @param place where it was written, for messages
 * @throws ProviderConfigurationError
 */
export function parseAddress(written: string, place: string): Address {
  const url = URL.canParse(written) ? new URL(written) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new ProviderConfigurationError(
      `${place}: the address ${JSON.stringify(withoutSecrets(written))} can't be used. Write it with https:// (or http:// for a server of your own), such as http://127.0.0.1:11434/v1.`,
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw new ProviderConfigurationError(
      `${place}: write the address without user and password. A key belongs into .env.`,
    );
  }
  const apiVersion = url.searchParams.get('api-version') ?? undefined;
  if (url.search !== '' && (apiVersion === undefined || url.searchParams.size > 1)) {
    throw new ProviderConfigurationError(`${place}: write the address without "?" and what follows it.`);
  }
  const path = url.pathname.replace(/\/chat\/completions\/?$/, '');
  const [, before = path, name] = /^(.*?)\/openai\/deployments\/([^/]+)\/?$/.exec(path) ?? [];
  const base = new URL(before === '' ? '/' : before, url.origin);
  return { url: base, deployment: name && decodeURIComponent(name), apiVersion };
}

function withoutSecrets(written: string): string {
  return written.replace(/\/\/[^/@\s]*@/g, '//…@').replace(/\?.*$/, '?…');
}
