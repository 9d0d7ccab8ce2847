import { presets } from './presets.ts';
import type { ProviderConfiguration } from './types.ts';

/** The provider's name of a model that a program asks for: as configured, or as the preset knows it. */
export function providerModel({ preset, models }: ProviderConfiguration, asked: string): string {
  const configured = Object.hasOwn(models, asked) ? models[asked] : models['*'];
  if (configured !== undefined) return configured;
  // Who writes the provider's own name in a program means it.
  return isLessonModel(asked) ? presets[preset].modelName(asked) : asked;
}

/** OpenAI's names are what lessons and exercises use. */
export function isLessonModel(name: string): boolean {
  return /^(gpt-|chatgpt-|o\d)/.test(name) && !/^gpt-oss/.test(name);
}

/** Azure's newer API, which takes the deployment from the body and wants no version. */
export function isAzureV1(url: URL): boolean {
  return /\/openai\/v1\/?$/.test(url.pathname);
}

/**
 * Where a chat completion is asked for.
 * @param model the provider's name; Azure has a URL for each deployment
 */
export function chatURL(configuration: ProviderConfiguration, model: string): URL {
  const { preset, baseURL, apiVersion } = configuration;
  const url = new URL(baseURL);
  if (preset !== 'azure-openai' || isAzureV1(url)) return below(url, 'chat/completions');
  const azure = below(url, `openai/deployments/${encodeURIComponent(model)}/chat/completions`);
  azure.searchParams.set('api-version', apiVersion);
  return azure;
}

/** Where models are listed. GitHub Models has its catalog beside the inference API. */
export function modelsURL({ preset, baseURL, apiVersion }: ProviderConfiguration): URL {
  const url = new URL(baseURL);
  if (preset === 'github-models' && url.pathname.endsWith('/inference')) {
    return new URL('/catalog/models', url);
  }
  if (preset !== 'azure-openai' || isAzureV1(url)) return below(url, 'models');
  const azure = below(url, 'openai/models');
  azure.searchParams.set('api-version', apiVersion);
  return azure;
}

export function below(url: URL, path: string): URL {
  const whole = new URL(url);
  whole.pathname = `${url.pathname.replace(/\/$/, '')}/${path}`;
  return whole;
}

/** The headers that say who asks, and those that `agentlings.yaml` adds to every request. */
export function keyHeaders({ preset, key, headers = {} }: ProviderConfiguration): Record<string, string> {
  if (key === undefined) return { ...headers };
  return presets[preset].keyHeader === 'api-key'
    ? { ...headers, 'api-key': key.reveal() }
    : { ...headers, authorization: `Bearer ${key.reveal()}` };
}
