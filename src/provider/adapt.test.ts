import { expect, test } from 'vitest';
import { adaptationFor, adaptationText, adapted } from './adapt.ts';

const adaptation = {
  add: { reasoning_effort: 'none' },
  rename: { max_tokens: 'max_completion_tokens' },
};

test('what is missing is added, and what has another name there is renamed', () => {
  const body = { model: 'gpt-4o-mini', messages: [], max_tokens: 50, temperature: 0 };
  expect(adapted(body, 'gpt-6-luna', adaptation)).toEqual({
    model: 'gpt-6-luna',
    messages: [],
    max_completion_tokens: 50,
    temperature: 0,
    reasoning_effort: 'none',
  });
});

test('what the program says itself stands', () => {
  const body = { model: 'a', reasoning_effort: 'high', max_tokens: 50, max_completion_tokens: 70 };
  expect(adapted(body, 'b', adaptation)).toEqual({ ...body, model: 'b' });
});

test('without an adaptation only the name changes', () => {
  expect(adapted({ model: 'a', stop: ['x'] }, 'b', undefined)).toEqual({ model: 'b', stop: ['x'] });
  expect(adaptationText('a', 'b', undefined)).toBe('');
});

test('* is for every model without an entry of its own', () => {
  const other = { add: {}, rename: {} };
  const adaptations = { '*': adaptation, 'gpt-4o': other };
  expect(adaptationFor({ adaptations }, 'gpt-4o')).toBe(other);
  expect(adaptationFor({ adaptations }, 'constructor')).toBe(adaptation);
});

test('it is told in words', () => {
  expect(adaptationText('gpt-4o-mini', 'gpt-6-luna', adaptation)).toContain(
    'gpt-6-luna with reasoning_effort: "none", max_completion_tokens for max_tokens',
  );
});
