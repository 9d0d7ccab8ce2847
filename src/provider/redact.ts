import { redacted, writtenForms } from './secret.ts';

/** Shorter texts are no keys, such as the "none" that local servers are given, and would be found everywhere. */
const shortestSecret = 8;

/** Keys and account names of well-known services, and bearer tokens, whoever's they are. */
const patterns = [
  /\b(?:sk|pk|rk)-[A-Za-z0-9_*-]{16,}/g,
  /\b(?:gsk_|hf_|xai-|AIza)[A-Za-z0-9_-]{16,}/g,
  /\b(?:org-|proj_)[A-Za-z0-9]{12,}/g,
  /\bBearer\s+[A-Za-z0-9._~+/=-]{12,}/g,
];

/** Takes secrets out of texts: those it was given, by value, and whatever looks like a key. */
export class Redactor {
  readonly #secrets: readonly string[];

  /** @param secrets keys and the like; those of fewer than 8 characters are left alone */
  constructor(secrets: readonly string[] = []) {
    const long = secrets.filter((secret) => secret.length >= shortestSecret);
    const forms = long.flatMap(writtenForms);
    // The longest first: one may be a part of another.
    this.#secrets = [...new Set(forms)].sort((a, b) => b.length - a.length);
  }

  text(text: string): string {
    const withoutSecrets = this.#secrets.reduce((rest, secret) => rest.replaceAll(secret, redacted), text);
    return patterns.reduce((rest, pattern) => rest.replace(pattern, redacted), withoutSecrets);
  }

  /** The same JSON, with every text in it redacted, names of fields included. */
  json(value: unknown): unknown {
    if (typeof value === 'string') return this.text(value);
    if (Array.isArray(value)) return value.map((each) => this.json(each));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [this.text(key), this.json(each)]));
  }
}
