import { existsSync } from 'node:fs';
import path from 'node:path';

/** Who could answer live. */
export interface ConfiguredProvider {
  /** Its name; `undefined` when none is configured, or none can be used. */
  readonly provider?: string;
  /** Why it can't be used. */
  readonly problem?: string;
}

const variables = ['AGENTLINGS_PROVIDER', 'AGENTLINGS_BASE_URL'] as const;

/**
 * The provider that is configured, by its name; its key stays where it is read. Where nothing could configure one,
 * nothing is loaded: the first screen is not to wait.
 * @param root the workshop's folder
 */
export async function configuredProvider(root: string): Promise<ConfiguredProvider> {
  const inFile = ['agentlings.yaml', '.env'].some((file) => existsSync(path.join(root, file)));
  if (!inFile && variables.every((name) => (process.env[name] ?? '') === '')) return {};
  const { readProviderConfiguration, ProviderConfigurationError } = await import(
    '../provider/configuration.ts'
  );
  try {
    return { provider: readProviderConfiguration(root, process.env)?.name };
  } catch (error) {
    if (!(error instanceof ProviderConfigurationError)) throw error;
    return {
      problem: `Provider not used: ${error.message.replaceAll('\n', ' ')}`,
    };
  }
}
