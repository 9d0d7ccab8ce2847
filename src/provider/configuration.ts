import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { formatProblem, WorkshopError } from '../workshop/errors.ts';
import { nearest } from '../workshop/lookup.ts';
import { parseYaml } from '../workshop/yaml.ts';
import { parseAddress } from './address.ts';
import { ProviderConfigurationError } from './errors.ts';
import { type Preset, type PresetId, presetIds, presets } from './presets.ts';
import { configurationFile, fileSchema, type ProviderSettings } from './schema.ts';
import { Secret } from './secret.ts';
import type { ProviderConfiguration } from './types.ts';

export { ProviderConfigurationError } from './errors.ts';
export { configurationFile } from './schema.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Azure's latest stable version of the API that has a version. */
const azureVersion = '2024-10-21';

/**
 * The provider of `agentlings.yaml`, `.env` and the environment, in this order of growing weight; only a key of `.env`
 * goes before one of the environment, because a project's own key is meant for it. A key alone configures nothing: the
 * provider must be named by a file or by `AGENTLINGS_PROVIDER`, so that nobody is billed by surprise.
 * @param root absolute path of the folder with `agentlings.yaml` and `.env`
 * @returns `undefined` when no provider is named
 * @throws ProviderConfigurationError
 */
export function readProviderConfiguration(
  root: string,
  environment: Environment,
): ProviderConfiguration | undefined {
  const inFile = readSettings(root);
  const inEnv = readDotEnv(root);
  const variable = (name: string) => nonEmpty(environment[name]) ?? nonEmpty(inEnv.values[name]);
  const named = namedPreset(environment, inEnv);
  const address = variable('AGENTLINGS_BASE_URL');
  if (named === undefined && inFile === undefined && address === undefined) return undefined;
  if (named === 'none') return undefined;
  const id = named ?? inFile?.preset ?? 'compatible';
  const preset = presets[id];
  // Settings of the file are about the provider that it names; another one has nothing to do with them.
  const settings = named === undefined || named === (inFile?.preset ?? 'compatible') ? inFile : undefined;
  const place =
    address === undefined && settings?.base_url !== undefined ? configurationFile : 'the environment';
  const written =
    address ?? settings?.base_url ?? (preset.addressVariable && variable(preset.addressVariable));
  const parsed = parseAddress(written ?? preset.baseURL ?? missingAddress(preset), place);
  const keyVariable = settings?.key_variable ?? preset.keyVariable;
  const fromFile = address === undefined && settings?.base_url !== undefined;
  const key = findKey(preset, keyVariable, parsed.url, fromFile, environment, inEnv);
  const everyModel = variable('AGENTLINGS_MODEL') ?? parsed.deployment;
  return {
    preset: id,
    name: id === 'compatible' ? parsed.url.host : preset.name,
    baseURL: parsed.url.href.replace(/\/$/, ''),
    ...key,
    keyVariable,
    apiVersion: settings?.api_version ?? parsed.apiVersion ?? variable('OPENAI_API_VERSION') ?? azureVersion,
    ...modelsOf(settings, everyModel),
    headers: headersOf(settings),
    connectMs: (settings?.timeouts?.connect_seconds ?? 10) * 1000,
    idleMs: (settings?.timeouts?.idle_seconds ?? 120) * 1000,
    spending: spendingOf(inFile),
  };
}

function headersOf(settings: ProviderSettings | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(settings?.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
  );
}

function modelsOf(
  settings: ProviderSettings | undefined,
  everyModel: string | undefined,
): Pick<ProviderConfiguration, 'models' | 'adaptations'> {
  const written = Object.entries(settings?.models ?? {});
  const names = written.map(([asked, to]) => [asked, typeof to === 'string' ? to : to.name]);
  const changes = written.flatMap(([asked, to]) =>
    typeof to === 'string' || (to.add === undefined && to.rename === undefined)
      ? []
      : [[asked, { add: to.add ?? {}, rename: to.rename ?? {} }] as const],
  );
  return {
    models: { ...(everyModel === undefined ? {} : { '*': everyModel }), ...Object.fromEntries(names) },
    adaptations: Object.fromEntries(changes),
  };
}

/** What to write so that there is a provider. */
export const howToConfigure = `Write a file ${configurationFile} beside package.json:

  provider:
    preset: ollama        # or ${presetIds.filter((id) => id !== 'ollama').join(', ')}

and, when the preset needs a key, a file .env with it, such as OPENAI_API_KEY=… (it stays out of git).`;

interface DotEnv {
  readonly text: string;
  readonly values: Environment;
}

function readDotEnv(root: string): DotEnv {
  const text = readIfThere(path.join(root, '.env')) ?? '';
  return { text, values: parseEnv(text) };
}

function readSettings(root: string): ProviderSettings | undefined {
  const text = readIfThere(path.join(root, configurationFile));
  if (text === undefined) return undefined;
  try {
    return parseYaml({ file: configurationFile, text }, fileSchema)?.provider ?? undefined;
  } catch (error) {
    if (!(error instanceof WorkshopError)) throw error;
    throw new ProviderConfigurationError(error.problems.map(formatProblem).join('\n'));
  }
}

function readIfThere(file: string): string | undefined {
  try {
    // Editors of Windows put a mark of three bytes before the first name.
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new ProviderConfigurationError(`${path.basename(file)} can't be read: ${message}`);
  }
}

function namedPreset(environment: Environment, inEnv: DotEnv): PresetId | 'none' | undefined {
  const outside = nonEmpty(environment.AGENTLINGS_PROVIDER);
  const value = outside ?? nonEmpty(inEnv.values.AGENTLINGS_PROVIDER);
  if (value === undefined) return undefined;
  if (value === 'none' || value === 'simulated') return 'none';
  const found = presetIds.find((id) => id === value.toLowerCase());
  if (found !== undefined) return found;
  const place = outside === undefined ? lineOf(inEnv.text, 'AGENTLINGS_PROVIDER') : 'in the environment';
  const close = nearest(value.toLowerCase(), presetIds);
  const hint = close.length > 0 ? ` Did you mean ${close.join(' or ')}?` : '';
  throw new ProviderConfigurationError(
    `AGENTLINGS_PROVIDER (${place}): there is no provider "${value}".${hint} Write one of ${presetIds.join(', ')}.`,
  );
}

/** `.env:3`, for messages. */
function lineOf(text: string, name: string): string {
  const index = text.split('\n').findLastIndex((line) =>
    line
      .trim()
      .replace(/^export\s+/, '')
      .startsWith(name),
  );
  return index === -1 ? '.env' : `.env:${index + 1}`;
}

function missingAddress({ id, name, exampleURL, addressVariable }: Preset): never {
  if (id === 'compatible') {
    throw new ProviderConfigurationError(
      `${configurationFile}: it is not said who answers. Write preset: below "provider:", with one of ${presetIds.join(', ')}; compatible also needs base_url: ${exampleURL}`,
    );
  }
  const where = addressVariable === undefined ? '' : ` (or ${addressVariable})`;
  throw new ProviderConfigurationError(
    `${configurationFile}: ${name} has no address yet. Write base_url: ${exampleURL} below "provider:", or AGENTLINGS_BASE_URL${where} into .env.`,
  );
}

/**
 * The key, from `.env` before the environment.
 * @param addressFromFile the address stands in a file that may have come with the project; a key of the shell, which
 * somebody set for other things, is not sent wherever such a file points to
 */
function findKey(
  preset: Preset,
  name: string,
  url: URL,
  addressFromFile: boolean,
  environment: Environment,
  inEnv: DotEnv,
): Pick<ProviderConfiguration, 'key' | 'keyFrom'> {
  const own = nonEmpty(inEnv.values[name]);
  if (own !== undefined) return { key: usable(own, name, '.env'), keyFrom: '.env' };
  const outside = nonEmpty(environment[name]);
  const trusted = !addressFromFile || (name === preset.keyVariable && preset.ownHosts.test(url.hostname));
  if (outside !== undefined && trusted) {
    return { key: usable(outside, name, 'environment'), keyFrom: 'environment' };
  }
  if (outside !== undefined && preset.keyNeeded) {
    throw new ProviderConfigurationError(
      `${name} of your shell is not sent to ${url.host}, which only ${configurationFile} names. If it belongs there, write ${name}=… into .env.`,
    );
  }
  if (!preset.keyNeeded) return {};
  throw new ProviderConfigurationError(
    `${preset.name} needs a key. Write ${name}=… into the file .env beside package.json. ${preset.keySource}`,
  );
}

function usable(key: string, name: string, from: string): Secret {
  if (/[^\x21-\x7e]/.test(key)) {
    throw new ProviderConfigurationError(
      `${name} (${from}): a key has no spaces, line ends or special characters in it. Copy it again, in one piece.`,
    );
  }
  return new Secret(key);
}

function spendingOf(settings: ProviderSettings | undefined): ProviderConfiguration['spending'] {
  const spending = settings?.spending;
  return {
    perRunDollars: spending?.per_run_dollars,
    perDayDollars: spending?.per_day_dollars,
    perRunTokens: spending?.per_run_tokens,
    perDayTokens: spending?.per_day_tokens,
  };
}

function nonEmpty(value: string | undefined): string | undefined {
  const text = value?.trim();
  return text === undefined || text === '' ? undefined : text;
}
