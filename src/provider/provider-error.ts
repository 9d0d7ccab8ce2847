import * as z from 'zod';

/** A provider's own error, whatever dialect it is written in. Texts are empty where there are none. */
export interface ProviderError {
  readonly message: string;
  /** Lower case; numbers as text. */
  readonly code: string;
  readonly type: string;
  readonly param: string;
  /** Everything in it as JSON, for what only one provider has. */
  readonly all: string;
}

const word = z.union([z.string(), z.number()]).nullish().catch(undefined);
const fields = z.looseObject({ message: word, code: word, type: word, param: word });

/**
 * Finds the error in a body:
 * `{"error": {"message", "type", "param", "code"}}` (OpenAI, Azure, Ollama, LM Studio, newer vLLM),
 * `{"error": {"code": 402, "message", "metadata"}}` (OpenRouter), `{"error": "…"}`,
 * `{"object": "error", "message", "code"}` (older vLLM), `{"message": "…"}` (GitHub), `{"detail": …}` (FastAPI).
 * @param body parsed JSON, or a text
 */
export function providerError(body: unknown): ProviderError | undefined {
  if (typeof body === 'string') return body.trim() === '' ? undefined : of({ message: body }, body);
  if (typeof body !== 'object' || body === null) return undefined;
  if ('error' in body && typeof body.error === 'string') return of({ message: body.error }, body);
  if ('error' in body && typeof body.error === 'object' && body.error !== null) return of(body.error, body);
  if ('detail' in body) {
    const { detail } = body;
    return of({ message: typeof detail === 'string' ? detail : JSON.stringify(detail) }, body);
  }
  return 'message' in body && !('choices' in body) ? of(body, body) : undefined;
}

function of(error: unknown, body: unknown): ProviderError {
  const found = fields.safeParse(error);
  const { message, code, type, param } = found.success ? found.data : { message: JSON.stringify(error) };
  return {
    message: oneLine(String(message ?? '')),
    code: String(code ?? '').toLowerCase(),
    type: String(type ?? ''),
    param: String(param ?? ''),
    all: JSON.stringify(body),
  };
}

const longest = 240;

/** A provider's words for a line: no line ends, no control characters, and no more than fits. */
export function oneLine(text: string): string {
  const line = text.replace(/[\s\x00-\x1f\x7f-\x9f]+/g, ' ').trim();
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}

/** The provider's words, as the end of a sentence. */
export function said({ message }: Pick<ProviderError, 'message'>): string {
  if (message === '') return '.';
  return `: ${/[.!?…]$/.test(message) ? message : `${message}.`}`;
}
