import { describe, expect, test } from 'vitest';
import { ApiFailure } from './errors.ts';
import { validateRequest } from './validate.ts';

function refusal(model: string, parameters: Readonly<Record<string, unknown>>): unknown {
  try {
    validateRequest({ model, messages: [{ role: 'user', content: 'Hi' }], ...parameters });
    return undefined;
  } catch (error) {
    if (error instanceof ApiFailure) return error.error;
    throw error;
  }
}

const tools = [{ type: 'function', function: { name: 'get_weather' } }];

describe('a model that can do without reasoning', () => {
  test('takes a temperature and probabilities then, and refuses them otherwise', () => {
    const none = { reasoning_effort: 'none' };
    expect(refusal('gpt-6-luna', { ...none, temperature: 0.2, top_p: 0.5, logprobs: true })).toBeUndefined();
    expect(refusal('gpt-6-luna', { temperature: 0.2 })).toMatchObject({ code: 'unsupported_value' });
    expect(refusal('gpt-6-luna', { logprobs: true })).toMatchObject({ param: 'logprobs' });
    expect(refusal('gpt-6-luna', { ...none, max_tokens: 5 })).toMatchObject({
      code: 'unsupported_parameter',
      message: expect.stringContaining("'max_completion_tokens'"),
    });
  });

  test('takes function tools then only, and names the other way out', () => {
    expect(refusal('gpt-6-luna', { tools, reasoning_effort: 'none' })).toBeUndefined();
    expect(refusal('gpt-6-luna', { tools })).toMatchObject({
      param: 'reasoning_effort',
      message: expect.stringContaining("use /v1/responses or set reasoning_effort to 'none'"),
    });
    expect(refusal('gpt-6.1-sol', { tools })).toMatchObject({
      message: expect.stringMatching(/use \/v1\/responses\.$/),
    });
  });
});

test('an effort that the model does not know is refused, with those that it knows', () => {
  expect(refusal('gpt-6-luna', { reasoning_effort: 'minimal' })).toMatchObject({
    param: 'reasoning_effort',
    code: 'unsupported_value',
    message: expect.stringContaining("'none', 'low', 'medium', 'high', and 'xhigh'"),
  });
  expect(refusal('gpt-6-luna', { reasoning_effort: 'max' })).toMatchObject({ code: 'unsupported_value' });
  expect(refusal('gpt-6-luna', { reasoning_effort: 'xhigh' })).toBeUndefined();
  expect(refusal('o4-mini', { reasoning_effort: 'high', tools })).toBeUndefined();
  expect(refusal('gpt-6.1-sol', { reasoning_effort: 'none' })).toMatchObject({ code: 'unsupported_value' });
});

test('a model that does not reason has no effort', () => {
  expect(refusal('gpt-4o-mini', { reasoning_effort: 'low' })).toMatchObject({ code: 'unknown_parameter' });
});
