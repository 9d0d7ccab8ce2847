import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { root } from '../../test/project.ts';
import { loadWorkshop } from '../workshop/load.ts';
import { allLessons } from '../workshop/lookup.ts';
import { NetworkFailure } from './errors.ts';
import { explainAnswer, explainCompletion, explainEvent, needsModelList } from './explain.ts';
import { explainNetwork } from './explain-network.ts';
import { sections } from './lessons.ts';
import type { PresetId } from './presets.ts';
import { Secret } from './secret.ts';
import type { ProviderConfiguration } from './types.ts';

function configuration(preset: PresetId = 'openai', key = true): ProviderConfiguration {
  return {
    preset,
    name: preset,
    baseURL: 'https://api.openai.com/v1',
    key: key ? new Secret('sk-12345678') : undefined,
    keyVariable: 'OPENAI_API_KEY',
    keyFrom: '.env',
    apiVersion: '',
    models: {},
    adaptations: {},
    connectMs: 10_000,
    idleMs: 60_000,
    spending: {},
  };
}

const facts = (status: number, body: unknown, headers = {}, preset: PresetId = 'openai', key = true) => ({
  configuration: configuration(preset, key),
  status,
  headers,
  body,
  asked: 'gpt-4o-mini',
  sent: 'gpt-4o-mini',
});

const error = (message: string, more: object = {}) => ({ error: { message, ...more } });

test.each([
  [
    'a wrong key',
    401,
    error('Incorrect API key provided: sk-…', { code: 'invalid_api_key' }),
    'provider',
    /doesn't accept the key in OPENAI_API_KEY \(from \.env\)/,
  ],
  [
    'no credit',
    429,
    error('You exceeded your current quota', { code: 'insufficient_quota', type: 'insufficient_quota' }),
    'provider',
    /no credit left at openai/,
  ],
  [
    'a region',
    403,
    error('Country, region, or territory not supported', { code: 'unsupported_country_region_territory' }),
    'provider',
    /region that you are in/,
  ],
  ['a forbidden thing', 403, error('You have insufficient permissions'), 'provider', /may not do this/],
  [
    'a window',
    400,
    error("This model's maximum context length is 128000 tokens.", { code: 'context_length_exceeded' }),
    'yours',
    /too long for the window of 128000 tokens/,
  ],
  [
    'a window at GitHub',
    413,
    error('Request body too large for gpt-4o-mini model. Max size: 8000 tokens.', {
      code: 'tokens_limit_reached',
    }),
    'yours',
    /window of 8000 tokens/,
  ],
  [
    'temperature',
    400,
    error(
      "Unsupported value: 'temperature' does not support 0.2 with this model. Only the default (1) value is supported.",
      { param: 'temperature', code: 'unsupported_value' },
    ),
    'yours',
    /leave temperature out/,
  ],
  [
    'a retired model',
    404,
    error('The model `gpt-4o-mini` has been deprecated', { code: 'model_not_found' }),
    'provider',
    /is retired/,
  ],
  ['tools', 400, error('registry.example/llama2 does not support tools'), 'provider', /can't call tools/],
  [
    'another request that is malformed',
    400,
    error("'messages' must contain a message", { param: 'messages' }),
    'yours',
    /refused the request \(400\).*Look at `messages`/,
  ],
  ['a wrong path', 404, { detail: 'Not Found' }, 'provider', /Check base_url/],
  ['an overload', 503, error('The engine is currently overloaded'), 'provider', /overloaded/],
  ['trouble without words', 500, '', 'provider', /trouble of its own \(500\)\. Try again/],
  [
    'a gateway’s page',
    502,
    '<html><h1>Bad gateway</h1></html>',
    'provider',
    /trouble of its own: a web page/,
  ],
  [
    'an error in a 200',
    200,
    error('Provider returned error', { code: 502 }),
    'provider',
    /trouble of its own \(502\)/,
  ],
  [
    'moderation',
    403,
    error('Your input was flagged', { code: 403, metadata: { reasons: ['violence'], flagged_input: 'x' } }),
    'model',
    /\(violence\)/,
  ],
])('%s', (_, status, body, kind, line) => {
  const explanation = explainAnswer(facts(status, body));
  expect(explanation?.line).toMatch(line);
  expect(explanation?.line).not.toContain('\n');
  expect(explanation?.kind).toBe(kind);
});

test('who has no key is told to get one', () => {
  expect(explainAnswer(facts(401, error('No auth'), {}, 'vllm', false))?.line).toMatch(
    /wants a key. Write OPENAI_API_KEY=…/,
  );
});

test('limits: of the minute and of the day', () => {
  const minute = explainAnswer(facts(429, error('Rate limit reached'), { 'retry-after': '7' }));
  expect(minute?.line).toBe(
    'openai gets too many requests or tokens at a time (429): Rate limit reached. It is free again in 7 s.',
  );
  expect(minute?.lesson).toEqual(sections.retries);
  expect(explainAnswer(facts(429, error('free-models-per-day')))?.line).toMatch(/quota of the day/);
});

test('a model that isn’t there names what is nearest', () => {
  const body = error('The model does not exist', { code: 'model_not_found' });
  expect(needsModelList({ status: 404, body })).toBe(true);
  const listed = ['tts-2', 'gpt-6-luna', 'gpt-4o-mini-next', 'gpt-4o'].map((id) => ({ id }));
  expect(explainAnswer({ ...facts(404, body), listed })?.line).toBe(
    'The model gpt-4o-mini is not there at openai. It has gpt-4o-mini-next, gpt-4o, gpt-6-luna. Name the one that you want in agentlings.yaml: models: { gpt-4o-mini: gpt-4o-mini-next }.',
  );
  expect(needsModelList({ status: 200, body: { choices: [] } })).toBe(false);
});

test('good answers are not explained, unless they were filtered, refused, cut or empty', () => {
  const choice = { content: 'Yes.', refusal: null, toolCalls: [], finishReason: 'stop' };
  const of = (more: object, limited = false) =>
    explainCompletion({ model: 'm', choices: [{ ...choice, ...more }] }, limited)?.line;
  expect(of({})).toBeUndefined();
  expect(
    of({ content: null, toolCalls: [{ id: '1', name: 'f', arguments: '{}' }], finishReason: 'tool_calls' }),
  ).toBeUndefined();
  expect(of({ finishReason: 'content_filter' })).toMatch(/content filter cut/);
  expect(of({ finishReason: 'length' }, true)).toMatch(/limit that the request sets/);
  expect(of({ content: null, refusal: 'I will\nnot.' })).toBe('The model refused: I will not.');
  expect(of({ content: '' })).toMatch(/empty reply/);
});

test('an event of a stream is an error only when it holds one', () => {
  expect(explainEvent(facts(200, { choices: [], error: null }))).toBeUndefined();
  expect(explainEvent(facts(200, { error: { code: 429, message: 'slow down' } }))?.line).toMatch(
    /too many requests/,
  );
});

test.each([
  ['dns', /address api\.openai\.com is not known \(E\)\. Check your network/],
  ['refused', /Nobody listens at api\.openai\.com/],
  ['unreachable', /no way to api\.openai\.com/],
  ['tls', /certificate of api\.openai\.com can't be trusted \(E\).*NODE_EXTRA_CA_CERTS/],
  ['connect-timeout', /no connection within 10 s/],
  ['idle-timeout', /nothing came for 60 s/],
  ['cut', /broke the connection off before the answer was complete/],
  ['too-large', /more than any model says/],
  ['other', /failed: E\./],
] as const)('trouble on the way: %s', (trouble, words) => {
  const { kind, line } = explainNetwork(new NetworkFailure(trouble, 'E'), configuration());
  expect(kind).toBe('provider');
  expect(line).toMatch(words);
});

test('whatever a provider answers, one line of printable text comes of it, or none', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 200, max: 599 }),
      fc.oneof(fc.jsonValue(), fc.string(), fc.record({ error: fc.jsonValue() })),
      (status, body) => {
        const explanation = explainAnswer(facts(status, body));
        if (status >= 300) expect(explanation).toBeDefined();
        expect(explanation?.line ?? '').not.toMatch(/[\x00-\x1f\x7f]/);
      },
    ),
  );
});

test('the sections that explanations name are in the lessons', () => {
  const lessons = allLessons(loadWorkshop(root));
  for (const { id, heading } of Object.values(sections)) {
    const lesson = lessons.find((each) => each.id === id);
    expect(readFileSync(lesson?.path ?? '', 'utf8')).toMatch(new RegExp(`^## ${heading}$`, 'm'));
  }
});

const functionTools = error(
  "Function tools with reasoning_effort are not supported for gpt-6-luna in /v1/chat/completions. To use function tools, use /v1/responses or set reasoning_effort to 'none'.",
  { param: 'reasoning_effort' },
);

test('tools that a reasoning model refuses: the request’s business, or the mapping’s where it stands in', () => {
  const own = { ...facts(400, functionTools), asked: 'gpt-6-luna', sent: 'gpt-6-luna' };
  expect(explainAnswer(own)).toMatchObject({
    kind: 'yours',
    line: expect.stringContaining("Write reasoning_effort: 'none' into the request"),
  });
  expect(explainAnswer({ ...own, asked: 'gpt-4o-mini' })).toMatchObject({
    kind: 'provider',
    line: expect.stringContaining('add: { reasoning_effort: none } below the name of gpt-6-luna'),
  });
});

test('a parameter that only the stand-in refuses: how to adapt requests to it', () => {
  const body = error("Unsupported parameter: 'max_tokens'", {
    param: 'max_tokens',
    code: 'unsupported_parameter',
  });
  expect(explainAnswer({ ...facts(400, body), sent: 'gpt-6-luna' })?.line).toContain(
    'rename: { max_tokens: max_completion_tokens }',
  );
  expect(explainAnswer(facts(400, body))?.line).not.toContain('rename');
});
