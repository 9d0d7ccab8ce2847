import type * as z from 'zod';
import { type ApiFailure, badRequest } from './errors.ts';

type Issue = z.core.$ZodIssue;

/** Turns the first mistake that the schema found into the error that the service answers, in its manner of wording. */
export function failureOf(issues: readonly Issue[], body: unknown): ApiFailure {
  const issue = deepest(issues[0]);
  if (issue === undefined) return badRequest('Invalid request.', null, null);
  const param = paramOf(issue.path);
  const value = valueAt(body, issue.path);
  return misplacedImage(issue, body, value) ?? describe(issue, param, value);
}

/** Only users show images. */
function misplacedImage({ path }: Issue, body: unknown, value: unknown): ApiFailure | undefined {
  const [where, index, field] = path;
  if (where !== 'messages' || field !== 'content' || value !== 'image_url') return undefined;
  const param = paramOf(path.slice(0, 2));
  const role = valueAt(body, [where, index ?? 0, 'role']);
  return badRequest(
    `Invalid '${param}'. Image URLs are only allowed for messages with role 'user', but this message with role '${String(role)}' contains an image URL.`,
    param,
    'invalid_value',
  );
}

/**
 * Of a union the alternative that got farthest says best what is wrong, or the one whose type the value has: of a list
 * that is too long for one alternative it is no help to hear that it is no text.
 */
function deepest(issue: Issue | undefined, prefix: readonly PropertyKey[] = []): Issue | undefined {
  if (issue === undefined) return undefined;
  const path = [...prefix, ...issue.path];
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const candidates = issue.errors.flatMap((errors) => deepest(errors[0], path) ?? []);
    const best = candidates.reduce<Issue | undefined>(
      (found, each) => (found === undefined || each.path.length > found.path.length ? each : found),
      undefined,
    );
    if (best !== undefined && best.path.length > path.length) return best;
    const typed = candidates.find(({ code }) => code === 'too_small' || code === 'too_big');
    if (typed !== undefined) return typed;
  }
  return { ...issue, path };
}

function describe(issue: Issue, param: string, value: unknown): ApiFailure {
  switch (issue.code) {
    case 'unrecognized_keys': {
      const name = paramOf([...issue.path, issue.keys[0] ?? '']);
      return badRequest(`Unknown parameter: '${name}'.`, name, 'unknown_parameter');
    }
    case 'too_small':
    case 'too_big':
      return outOfRange(issue, param, value);
    case 'invalid_value':
      return value === undefined
        ? missing(param)
        : invalidValue(
            value,
            param,
            issue.values.map((each) => String(each)),
          );
    case 'invalid_union':
      return value === undefined ? missing(param) : invalidUnion(issue, param, value);
    case 'invalid_format':
      return badRequest(
        `Invalid '${param}': string does not match pattern. Expected a string that matches the pattern '${issue.pattern ?? issue.format}'.`,
        param,
        'invalid_value',
      );
    case 'custom':
      return badRequest(`Invalid '${param}': expected ${issue.message}.`, param, 'invalid_value');
    default:
      return value === undefined ? missing(param) : wrongType(issue, param, value);
  }
}

function missing(param: string): ApiFailure {
  return badRequest(`Missing required parameter: '${param}'.`, param, 'missing_required_parameter');
}

function wrongType(issue: Issue, param: string, value: unknown): ApiFailure {
  const wanted =
    issue.code === 'invalid_type' ? (typeNames[issue.expected] ?? issue.expected) : 'another type';
  return badRequest(
    `Invalid type for '${param}': expected ${wanted}, but got ${nameOf(value)} instead.`,
    param,
    'invalid_type',
  );
}

function invalidUnion(issue: Issue, param: string, value: unknown): ApiFailure {
  const key = issue.path.at(-1);
  if (key === 'role') return invalidValue(value, param, roles);
  if (key === 'type') return invalidValue(value, param, []);
  if (key === 'content') {
    return badRequest(
      `Invalid type for '${param}': expected one of a string or array of objects, but got ${nameOf(value)} instead.`,
      param,
      'invalid_type',
    );
  }
  return badRequest(`Invalid value for '${param}'.`, param, 'invalid_value');
}

const roles = ['system', 'assistant', 'user', 'function', 'tool', 'developer'];

function invalidValue(value: unknown, param: string, supported: readonly string[]): ApiFailure {
  const quoted = supported.map((each) => `'${each}'`);
  const list =
    quoted.length > 1 ? `${quoted.slice(0, -1).join(', ')}, and ${quoted.at(-1)}` : (quoted[0] ?? '');
  const tail = list === '' ? '' : ` Supported values are: ${list}.`;
  const shown = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');
  return badRequest(`Invalid value: '${shown}'.${tail}`, param, 'invalid_value');
}

function outOfRange(
  issue: Extract<Issue, { code: 'too_small' | 'too_big' }>,
  param: string,
  value: unknown,
): ApiFailure {
  const small = issue.code === 'too_small';
  const limit = small ? issue.minimum : issue.maximum;
  const side = small ? 'below minimum value' : 'above maximum value';
  if (issue.origin === 'array') {
    const length = Array.isArray(value) ? value.length : 0;
    return length === 0
      ? badRequest(
          `Invalid '${param}': empty array. Expected an array with minimum length ${limit}, but got an empty array instead.`,
          param,
          'empty_array',
        )
      : badRequest(
          `Invalid '${param}': array too long. Expected an array with maximum length ${limit}, but got an array with length ${length} instead.`,
          param,
          'array_above_max_length',
        );
  }
  if (issue.origin === 'string') {
    return small
      ? badRequest(
          `Invalid '${param}': empty string. Expected a string with minimum length ${limit}, but got an empty string instead.`,
          param,
          'empty_string',
        )
      : badRequest(
          `Invalid '${param}': string too long. Expected a string with maximum length ${limit}, but got a string with length ${String(value).length} instead.`,
          param,
          'string_above_max_length',
        );
  }
  const kind =
    issue.origin === 'int' || (Number.isInteger(value) && integerParams.has(param)) ? 'integer' : 'decimal';
  return badRequest(
    `Invalid '${param}': ${kind} ${side}. Expected a value ${small ? '>=' : '<='} ${limit}, but got ${JSON.stringify(value)} instead.`,
    param,
    `${kind}_${small ? 'below_min' : 'above_max'}_value`,
  );
}

const integerParams = new Set(['n', 'max_tokens', 'max_completion_tokens', 'top_logprobs', 'seed']);

const typeNames: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a decimal',
  int: 'an integer',
  boolean: 'a boolean',
  array: 'an array',
  object: 'an object',
  record: 'an object',
};

function nameOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'an integer' : 'a decimal number';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

/** `messages[1].role`, as the service writes places. */
export function paramOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, key) =>
      typeof key === 'number' ? `${text}[${key}]` : text === '' ? String(key) : `${text}.${String(key)}`,
    '',
  );
}

function valueAt(body: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    body,
  );
}
