import { plainCompletion } from '../model/chat/completion.ts';
import type { Completion, Explanation } from '../model/types.ts';
import type { AnswerFacts } from './answer-facts.ts';
import { explainLimit } from './explain-limit.ts';
import { explainModel, isAboutModel } from './explain-model.ts';
import { explainRefusal } from './explain-refusal.ts';
import { sections } from './lessons.ts';
import { presets } from './presets.ts';
import { oneLine, type ProviderError, providerError, said } from './provider-error.ts';

/** Whether the models that a provider has would help to explain its answer. */
export function needsModelList({ status, body }: Pick<AnswerFacts, 'status' | 'body'>): boolean {
  const error = providerError(body);
  return error !== undefined && isAboutModel(status, error);
}

/**
 * What an answer means and what to do, for people; `undefined` for a plain good answer. The first rule that fits
 * decides: dialects differ, so each looks at codes first and at words where there are no codes.
 */
export function explainAnswer(facts: AnswerFacts): Explanation | undefined {
  const { status, headers, body } = facts;
  if (status >= 300 && status < 400) return explainRedirect(facts);
  const error = providerError(body);
  if (status < 400) {
    if (isPage(headers, body)) return explainPage(facts);
    // A 200 may hold an error: a gateway finds out only later that its model fails.
    const inside = error !== undefined && plainCompletion(body) === undefined && hasError(body);
    return inside ? explainError({ ...facts, status: statusIn(error) }, error) : undefined;
  }
  if (isPage(headers, body)) return explainPage(facts);
  return explainError(facts, error ?? { message: '', code: '', type: '', param: '', all: '' });
}

/** What an error means that comes in the middle of a stream, as OpenRouter and vLLM send it; `undefined` for other events. */
export function explainEvent(facts: AnswerFacts): Explanation | undefined {
  const error = hasError(facts.body) ? providerError(facts.body) : undefined;
  if (error === undefined) return undefined;
  return explainError({ ...facts, status: statusIn(error) }, error);
}

/** The status that an error would have had, had it come before the answer began. */
function statusIn({ code }: ProviderError): number {
  const status = Number(code);
  return status >= 400 && status < 600 ? status : 502;
}

function hasError(body: unknown): boolean {
  if (typeof body !== 'object' || body === null) return false;
  return ('error' in body && body.error !== null) || ('object' in body && body.object === 'error');
}

function explainError(facts: AnswerFacts, error: ProviderError): Explanation {
  const { status } = facts;
  return (
    explainKey(facts, error) ??
    explainLimit(facts, error) ??
    explainRefusal(facts, error) ??
    explainModel(facts, error) ??
    explainTrouble(facts, error) ?? {
      kind: 'yours',
      line: `${facts.configuration.name} refused the request (${status})${said(error)}${error.param === '' ? '' : ` Look at \`${error.param}\`.`}`,
      lesson: sections.retries,
    }
  );
}

function explainKey({ configuration, status }: AnswerFacts, error: ProviderError): Explanation | undefined {
  const { name, key, keyVariable, keyFrom, preset } = configuration;
  const { keySource } = presets[preset];
  const provider = (line: string): Explanation => ({ kind: 'provider', line });
  if (
    /unsupported_country|country, region|not (available|supported) in your (country|region)|regionerror/i.test(
      error.all,
    )
  ) {
    return provider(
      `${name} does not serve the region that you are in. Another provider may: a local one such as Ollama always does.`,
    );
  }
  const wrong = status === 401 || error.code === 'invalid_api_key';
  if (wrong && key === undefined) {
    return provider(`${name} wants a key. Write ${keyVariable}=… into .env. ${keySource}`);
  }
  if (wrong) {
    const place = keyFrom === '.env' ? '.env' : 'your shell';
    return provider(
      `${name} doesn't accept the key in ${keyVariable} (from ${place})${said(error)} Copy it again, whole. ${keySource}`,
    );
  }
  return undefined;
}

function explainTrouble(
  { configuration, status }: AnswerFacts,
  error: ProviderError,
): Explanation | undefined {
  const { name, keyVariable, preset } = configuration;
  const provider = (line: string, lesson?: Explanation['lesson']): Explanation => ({
    kind: 'provider',
    line,
    lesson,
  });
  if (status === 403) {
    return provider(
      `The key in ${keyVariable} may not do this at ${name}${said(error)} ${presets[preset].keySource}`,
    );
  }
  if (status === 404 || status === 405) {
    return provider(
      `${name} knows no such address (${status})${said(error)} Check base_url: it ends where /chat/completions begins, often in /v1.`,
    );
  }
  if (status === 408 || status === 504) {
    return provider(`${name} took too long by its own measure (${status}). Try again.`, sections.timeLimits);
  }
  if (status === 503 || status === 529) {
    return provider(
      `${name} is overloaded or loading the model (${status})${said(error)} Try again in a moment.`,
      sections.retries,
    );
  }
  if (status >= 500) {
    return provider(`${name} has trouble of its own (${status})${said(error)} Try again.`, sections.retries);
  }
  return undefined;
}

/** What there is to say of a good answer that is not simply a reply: it was filtered, refused, cut or empty. */
export function explainCompletion(
  completion: Completion | undefined,
  limited: boolean,
): Explanation | undefined {
  const model = (line: string): Explanation => ({ kind: 'model', line, lesson: sections.comesBack });
  for (const { content, refusal, toolCalls, finishReason } of completion?.choices ?? []) {
    if (finishReason === 'content_filter') {
      return model(
        "The provider's content filter cut the reply (finish_reason content_filter). Ask in other words.",
      );
    }
    if (finishReason === 'length') {
      const limit = limited ? 'the limit that the request sets' : "the model's own limit";
      return model(`The reply was cut at ${limit} (finish_reason length).`);
    }
    if (refusal !== null) return model(`The model refused: ${oneLine(refusal)}`);
    if (finishReason !== null && (content ?? '') === '' && toolCalls.length === 0) {
      return model('The model answered with an empty reply. Run it again, or ask in other words.');
    }
  }
  return undefined;
}

function isPage(headers: AnswerFacts['headers'], body: unknown): boolean {
  const type = headers['content-type'] ?? '';
  return typeof body === 'string' && (/\bhtml\b/i.test(type) || /^\s*<(!doctype|html)/i.test(body));
}

function explainPage({ configuration: { name, baseURL }, status }: AnswerFacts): Explanation {
  const page = `a web page instead of JSON came from ${new URL(baseURL).host} (${status})`;
  return {
    kind: 'provider',
    line:
      status >= 500
        ? `${name} has trouble of its own: ${page}. Try again.`
        : `The answer is not from a model: ${page}. Check base_url, often it ends in /v1, and whether your Wi-Fi wants you to log in.`,
  };
}

function explainRedirect({ configuration: { baseURL }, status, headers }: AnswerFacts): Explanation {
  const to = URL.canParse(headers.location ?? '', baseURL)
    ? new URL(headers.location ?? '', baseURL).origin
    : 'elsewhere';
  return {
    kind: 'provider',
    line: `${new URL(baseURL).host} sends requests on to ${to} (${status}), and a key isn't sent after them. Write the final address as base_url.`,
  };
}
