import { inspect } from 'node:util';

/** What stands in the place of a key wherever a text is shown or kept. */
export const redacted = '[redacted]';

/** Keys that local servers are given because a client wants one; they are words, and hide nothing. */
const placeholders = new Set([
  'ollama',
  'lm-studio',
  'vllm',
  'empty',
  'none',
  'no-key',
  'not-needed',
  'dummy',
  'test',
]);

/** A key shorter than this is no secret, and would black out words of ordinary texts. */
const shortest = 6;

/** A provider's key. It can't be printed, logged or serialised by accident: only `reveal` gives it. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The key itself, for the header of a request to the provider and nothing else. */
  reveal(): string {
    return this.#value;
  }

  /** `sk-…9f2c`: enough to tell two keys apart, too little to use one. */
  masked(): string {
    const value = this.#value;
    return value.length < 12 ? '…' : `${value.slice(0, 3)}…${value.slice(-4)}`;
  }

  toString(): string {
    return redacted;
  }

  toJSON(): string {
    return redacted;
  }

  [inspect.custom](): string {
    return redacted;
  }
}

/** How a secret may be written in a text: plain, in JSON, in a URL, in base64. */
export function writtenForms(value: string): readonly string[] {
  const forms = [
    value,
    JSON.stringify(value).slice(1, -1),
    encodeURIComponent(value.toWellFormed()),
    Buffer.from(value).toString('base64'),
    Buffer.from(value).toString('base64url'),
  ];
  return [...new Set(forms)];
}

/** How a key may be written; none when it is no secret. */
export function secretForms(secret: Secret | undefined): readonly string[] {
  const value = secret?.reveal() ?? '';
  return value.length < shortest || placeholders.has(value.toLowerCase()) ? [] : writtenForms(value);
}

/** Takes the key out of a text, however it is written there: plain, in JSON, in a URL, in base64. */
export function redactor(secret: Secret | undefined): (text: string) => string {
  const forms = secretForms(secret);
  return (text) => forms.reduce((clean, form) => clean.replaceAll(form, redacted), text);
}
