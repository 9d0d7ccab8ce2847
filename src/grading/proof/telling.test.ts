import { expect, test } from 'vitest';
import { parse } from 'yaml';
import type { CheckResult, CheckStatus } from '../types.ts';
import type { KnownSubmission } from './corpus.ts';
import { needed } from './selection.ts';
import { type Telling, tellingOf, tellingText } from './telling.ts';

function check(id: string, alone: Readonly<Record<string, CheckStatus>>): CheckResult {
  const failed = Object.values(alone).includes('failed');
  const texts = { expected: '', actual: '', help: '' };
  return { id, title: id, status: failed ? 'failed' : 'passed', points: 0, maxPoints: 1, ...texts, alone };
}

function wrong(name: string, fails: string): KnownSubmission {
  return { name: `wrong/${name}`, kind: 'wrong', file: `${name}.ts`, fails };
}

const solution = [check('ends', { one: 'passed', two: 'passed' }), check('asks', { two: 'passed' })];

test('a wrong submission shows itself where its check is the first to fail', () => {
  const graded = [
    {
      submission: wrong('late', 'asks'),
      checks: [check('ends', { one: 'failed', two: 'failed' }), check('asks', { two: 'failed' })],
    },
    {
      submission: wrong('loud', 'asks'),
      checks: [check('ends', { one: 'failed', two: 'passed' }), check('asks', { two: 'failed' })],
    },
    {
      submission: wrong('odd', 'ends'),
      checks: [check('ends', { one: 'passed', two: 'passed' }), check('asks', { two: 'passed' })],
    },
  ];
  expect(tellingOf(solution, graded)).toEqual({
    checks: { ends: ['one', 'two'], asks: ['two'] },
    wrong: {
      'wrong/late': { in: 'two', first: false, only: true },
      'wrong/loud': { in: 'two', first: true, only: true },
      'wrong/odd': null,
    },
  });
});

test('of several scenarios the one that shows fewest others is taken', () => {
  const both = [check('ends', { one: 'failed', two: 'failed' }), check('asks', { two: 'skipped' })];
  const telling = tellingOf(solution, [
    { submission: wrong('a', 'ends'), checks: both },
    { submission: wrong('b', 'ends'), checks: both },
  ]);
  expect(Object.values(telling.wrong).map((sign) => sign?.in)).toEqual(['one', 'two']);
});

test('as text it is read back, a line for each', () => {
  const telling: Telling = {
    checks: { ends: ['a "quoted" one: with, signs', 'two'] },
    wrong: { 'wrong/a': { in: 'two', first: true, only: false }, 'wrong/b': null },
  };
  const text = tellingText(telling);
  expect(parse(text)).toEqual(telling);
  expect(text.split('\n').filter((line) => line.startsWith('  '))).toHaveLength(3);
});

test('needed are one submission for each check that catches it first, and one for each scenario', () => {
  const all = [
    wrong('a', 'ends'),
    wrong('b', 'ends'),
    wrong('c', 'asks'),
    wrong('d', 'asks'),
    wrong('e', 'asks'),
  ];
  const telling: Telling = {
    checks: { ends: ['one', 'two'], asks: ['two', 'three'] },
    wrong: {
      'wrong/a': { in: 'one', first: true, only: false },
      'wrong/b': { in: 'one', first: true, only: true },
      'wrong/c': { in: 'two', first: false, only: true },
      'wrong/d': { in: 'two', first: true, only: true },
      'wrong/e': { in: 'three', first: true, only: true },
    },
  };
  expect(needed(all, telling).map(({ name }) => name)).toEqual(['wrong/b', 'wrong/d', 'wrong/e']);
});

test('where nothing is known every wrong submission is needed', () => {
  const all = [wrong('a', 'ends'), wrong('b', 'ends')];
  expect(needed(all, { checks: {}, wrong: {} })).toEqual(all);
});
