import { chatURL, keyHeaders, providerModel } from '../../provider/addressing.ts';
import { ProviderConfigurationError, readProviderConfiguration } from '../../provider/configuration.ts';
import { NetworkFailure } from '../../provider/errors.ts';
import { explainAnswer } from '../../provider/explain.ts';
import { explainNetwork } from '../../provider/explain-network.ts';
import { fetchModels, readBody } from '../../provider/fetch-models.ts';
import { findListed, type ListedModel, nearestModels } from '../../provider/model-list.ts';
import { presets } from '../../provider/presets.ts';
import { redactor } from '../../provider/secret.ts';
import { isLoopback, send } from '../../provider/transport.ts';
import type { ProviderConfiguration } from '../../provider/types.ts';
import { type Finding, ok, problem, remark } from './finding.ts';

/** The model that lessons and exercises name. */
const lessonModel = 'gpt-4o-mini';
const patienceMs = 30_000;

/**
 * Whether live runs will work: the configuration, the key, the address, the model, and one tiny call. Nothing is sent
 * when no provider is configured.
 * @param root the workshop's folder
 */
export async function providerFindings(root: string): Promise<readonly Finding[]> {
  let configuration: ProviderConfiguration | undefined;
  try {
    configuration = readProviderConfiguration(root, process.env);
  } catch (error) {
    if (!(error instanceof ProviderConfigurationError)) throw error;
    const text = error.message.replaceAll('\n', ' ');
    return [problem('provider', 'its configuration has a mistake', text)];
  }
  if (configuration === undefined) return [ok('provider', 'none is configured: the simulated model answers')];
  const model = providerModel(configuration, lessonModel);
  const list = await models(configuration);
  return [
    ok('provider', `${presets[configuration.preset].name} at ${configuration.baseURL}`),
    key(configuration),
    ...unsafe(configuration),
    list.finding,
    ...(list.reached ? modelFindings(configuration, model, list.models) : []),
    ...(list.reached ? [await tinyCall(configuration, model, list.models)] : []),
  ];
}

function key({ key: secret, keyVariable, keyFrom, preset }: ProviderConfiguration): Finding {
  if (secret === undefined) return ok('key', `none, ${presets[preset].name} is asked without`);
  return ok('key', `${keyVariable} from ${keyFrom === '.env' ? '.env' : 'the shell'}: ${secret.masked()}`);
}

/** A key that everybody on the way can read. */
function unsafe({ baseURL, key: secret }: ProviderConfiguration): readonly Finding[] {
  const url = new URL(baseURL);
  const { protocol, hostname } = url;
  if (secret === undefined || protocol === 'https:' || isLoopback(url)) return [];
  return [
    remark('key', `it travels unprotected to ${hostname}`, 'Use https:// in base_url if the server can.'),
  ];
}

interface Models {
  readonly finding: Finding;
  readonly reached: boolean;
  readonly models: readonly ListedModel[] | undefined;
}

async function models(configuration: ProviderConfiguration): Promise<Models> {
  const began = performance.now();
  try {
    const listed = await fetchModels(configuration, AbortSignal.timeout(patienceMs));
    const took = Math.round(performance.now() - began);
    const seen = listed === undefined ? 'it lists no models' : `it lists ${listed.length} models`;
    return { finding: ok('reachable', `answered in ${took} ms, ${seen}`), reached: true, models: listed };
  } catch (error) {
    return {
      finding: problem('reachable', 'no', networkLine(error, configuration)),
      reached: false,
      models: undefined,
    };
  }
}

function networkLine(error: unknown, configuration: ProviderConfiguration): string {
  const failure = error instanceof NetworkFailure ? error : new NetworkFailure('other', String(error));
  // Here it was our own patience that ended the request.
  const own =
    failure.trouble === 'aborted' ? new NetworkFailure('connect-timeout', failure.message) : failure;
  return redactor(configuration.key)(explainNetwork(own, configuration).line);
}

function modelFindings(
  { preset }: ProviderConfiguration,
  model: string,
  listed: readonly ListedModel[] | undefined,
): readonly Finding[] {
  const named = model === lessonModel ? model : `${model} (for ${lessonModel})`;
  // Azure lists what could be deployed, not what is: only the call can tell.
  if (listed === undefined || preset === 'azure-openai') return [];
  const found = findListed(model, listed);
  if (found === undefined) {
    const near = nearestModels(model, listed);
    const has = near.length === 0 ? '' : ` It has ${near.join(', ')}.`;
    const pull =
      preset === 'ollama' ? ` Fetch it with \`ollama pull ${model}\`, or name another:` : ' Name another:';
    const advice = `The provider does not list it.${has}${pull} models: { ${lessonModel}: ${near[0] ?? 'MODEL'} } in agentlings.yaml.`;
    return [remark('model', `${named} is not there`, advice)];
  }
  if (found.shutdownDate === undefined) return [ok('model', `${named} is there`)];
  const advice = `Name its successor in agentlings.yaml before then: models: { ${lessonModel}: MODEL }.`;
  return [remark('model', `${named} is there until ${found.shutdownDate}`, advice)];
}

/** A call as small as it can be; a limit of tokens is left out, because models differ in its name. */
async function tinyCall(
  configuration: ProviderConfiguration,
  model: string,
  listed: readonly ListedModel[] | undefined,
): Promise<Finding> {
  const body = JSON.stringify({ model, messages: [{ role: 'user', content: 'Say OK and nothing else.' }] });
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json',
    ...keyHeaders(configuration),
  };
  const began = performance.now();
  try {
    const request = { method: 'POST', url: chatURL(configuration, model), headers, body };
    const answer = await send(request, configuration, AbortSignal.timeout(patienceMs));
    const read = await readBody(answer.body, redactor(configuration.key));
    const took = Math.round(performance.now() - began);
    const facts = { configuration, ...answer, body: read.body, asked: lessonModel, sent: model, listed };
    const explanation = explainAnswer(facts);
    if (explanation === undefined) return ok('live call', `${model} answered in ${took} ms`);
    return problem('live call', `status ${answer.status} after ${took} ms`, explanation.line);
  } catch (error) {
    return problem('live call', 'no answer', networkLine(error, configuration));
  }
}
