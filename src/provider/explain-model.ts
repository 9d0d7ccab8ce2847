import type { Explanation } from '../model/types.ts';
import type { AnswerFacts } from './answer-facts.ts';
import { nearestModels } from './model-list.ts';
import { type ProviderError, said } from './provider-error.ts';

const codes =
  /^(model_not_found|model_not_available|unknown_model|deploymentnotfound|model_deprecated|model_decommissioned|unavailable_model)$/;
const words =
  /\bmodel\b.*(not found|does not exist|doesn't exist|no longer|not a valid|not available|deprecated|retired|decommissioned|shut down)|not a valid model|unknown model|no models? loaded|no endpoints found|deployment.* does not exist/i;
const tools =
  /does not support tools|support tool use|enable-auto-tool-choice|tool-call-parser|does not support (function|tool)/i;

/** Whether an error is about the model that was asked for: it isn't there, or not any more. */
export function isAboutModel(status: number, error: ProviderError): boolean {
  if (tools.test(error.message)) return false;
  return (
    codes.test(error.code) ||
    status === 410 ||
    ((status === 404 || status === 400) && words.test(error.message))
  );
}

/** A model that isn't there, or that can't do what is asked of it. */
export function explainModel(facts: AnswerFacts, error: ProviderError): Explanation | undefined {
  const { configuration, sent, status } = facts;
  if (tools.test(error.message)) {
    return {
      kind: 'provider',
      line: `${sent} at ${configuration.name} can't call tools${said(error)} Map ${facts.asked} to a model that can, in models: of agentlings.yaml.`,
    };
  }
  if (!isAboutModel(status, error)) return undefined;
  const gone = status === 410 || /deprecated|retired|decommissioned|no longer|shut down/i.test(error.message);
  const there = gone ? 'is retired' : 'is not there';
  return { kind: 'provider', line: `The model ${sent} ${there} at ${configuration.name}. ${remedy(facts)}` };
}

function remedy({ configuration, asked, sent, listed = [] }: AnswerFacts): string {
  const near = nearestModels(sent, listed).filter((id) => id !== sent);
  const [first] = near;
  const has = near.length === 0 ? '' : `It has ${near.join(', ')}. `;
  const map = `${first === undefined ? 'Name one that it has' : 'Name the one that you want'} in agentlings.yaml: models: { ${key(asked)}: ${first ?? 'MODEL'} }.`;
  switch (configuration.preset) {
    case 'ollama':
      return first === undefined
        ? `Fetch it with \`ollama pull ${sent}\`.`
        : `Fetch it with \`ollama pull ${sent}\`. Or take one that is there (${near.join(', ')}): ${lower(map)}`;
    case 'azure-openai':
      return `Azure wants the name of your deployment. Make one of that name, or name yours in agentlings.yaml: models: { ${key(asked)}: YOUR-DEPLOYMENT }.`;
    case 'lm-studio':
      return listed.length === 0 ? 'Load a model in LM Studio first.' : `${has}${map}`;
    default:
      return `${has}${map}`;
  }
}

/** A sentence that goes on after a colon. */
function lower(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}

/** Names with a colon need quotes in YAML. */
function key(name: string): string {
  return /^[\w./-]+$/.test(name) ? name : JSON.stringify(name);
}
