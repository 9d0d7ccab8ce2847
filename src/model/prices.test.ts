import { expect, test } from 'vitest';
import { costOf } from './prices.ts';

const usage = { prompt_tokens: 1_000_000, completion_tokens: 500_000, total_tokens: 1_500_000 };

test('a completion costs its tokens times the price for each kind, a snapshot as much as its model', () => {
  expect(costOf('gpt-4o-mini', usage)).toBeCloseTo(0.45, 9);
  expect(costOf('gpt-4o-mini-2024-07-18', usage)).toBeCloseTo(0.45, 9);
  expect(costOf('gpt-4.1-mini', usage)).toBeCloseTo(1.2, 9);
});

test('a prompt beyond 272,000 tokens costs more, with the models that say so', () => {
  const short = { prompt_tokens: 272_000, completion_tokens: 1_000, total_tokens: 273_000 };
  const long = { ...short, prompt_tokens: 272_001, total_tokens: 273_001 };
  expect(costOf('gpt-6-luna', short)).toBeCloseTo(0.0272 + 0.0005, 9);
  expect(costOf('gpt-6-luna', long)).toBeCloseTo(0.0544002 + 0.00075, 9);
  expect(costOf('gpt-4.1', long)).toBeCloseTo(0.544002 + 0.008, 9);
});

test('of a model that is not known nothing is said', () => {
  expect(costOf('llama3.2', usage)).toBeUndefined();
  expect(costOf('constructor', usage)).toBeUndefined();
});
