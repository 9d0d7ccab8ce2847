import { describe, expect, test } from 'vitest';
import type { TestModule } from 'vitest/node';
import type { Exercise } from '../workshop/types.ts';
import { defaultLimits } from '../workshop/types.ts';
import type { CheckRecord } from './job.ts';
import type { CheckStatus } from './types.ts';
import { exerciseVerdict, moduleVerdict } from './verdict.ts';

const exercise: Exercise = {
  kind: 'exercise',
  id: 'x',
  number: '01',
  chapterId: 'c',
  title: 'X',
  summary: '',
  points: 3,
  limits: defaultLimits,
  hints: [],
  lessons: [],
  args: [],
  folder: '',
  readmePath: '',
  submissionPath: '',
  starterPath: '',
  graderPath: '',
  solutionPath: '',
};

function record(
  id: string,
  status: CheckStatus,
  maxPoints: number,
  attempts: CheckRecord['attempts'] = [],
): CheckRecord {
  const points = status === 'passed' ? maxPoints : 0;
  return {
    check: { id, title: id, status, points, maxPoints, expected: '', actual: '', help: '' },
    attempts,
  };
}

const both = [record('a', 'passed', 1), record('b', 'failed', 2)];

/** A Vitest module as its reporter interface shows one. */
function module(
  tests: readonly { state: string; record?: CheckRecord; error?: string }[],
  errors: readonly string[] = [],
): TestModule {
  const cases = tests.map(({ state, record: left, error }) => ({
    name: left?.check.id ?? 'nameless',
    meta: () => ({ agentlings: left }),
    result: () => ({ state, errors: error === undefined ? [] : [{ message: error }] }),
  }));
  return {
    errors: () => errors.map((message) => ({ message })),
    children: { suites: () => [{ name: 'task', children: { allTests: () => cases } }] },
  } as unknown as TestModule;
}

const honest = both.map((each) => ({ state: each.check.status, record: each }));

describe('a verdict exists only where every check has reported', () => {
  test('partial credit, and the first failed check in the message', () => {
    expect(moduleVerdict(exercise, 'task', module(honest), [], 12.6)).toMatchObject({
      status: 'failed',
      points: 1,
      maxPoints: 3,
      durationMs: 13,
      message: '1 of 2 checks failed; the first: b.',
    });
  });

  test.each([
    ['a check without a record', module([...honest.slice(0, 1), { state: 'passed' }]), []],
    [
      'a check that died',
      module([honest[0] ?? { state: '' }, { state: 'failed', error: 'worker gone' }]),
      [],
    ],
    [
      'a record that disagrees with its test',
      module([
        { state: 'passed', record: both[1] },
        { state: 'passed', record: both[0] },
      ]),
      [],
    ],
    [
      'a check that never ended',
      module([{ state: 'pending', record: both[0] }, honest[1] ?? { state: '' }]),
      [],
    ],
    ['a missing check', module(honest.slice(0, 1)), []],
    ['no check at all', module([]), []],
    ['an error of the grader’s file', module(honest, ['SyntaxError']), []],
    ['an error outside of any test', module(honest), [new Error('unhandled')]],
  ])('%s: not graded, no points, no zero', (_what, given, unhandled) => {
    const verdict = moduleVerdict(exercise, 'task', given, unhandled, 0);
    expect(verdict).toMatchObject({ status: 'internal', points: 0, maxPoints: 3, checks: [] });
    expect(verdict.message).toContain("not the submission's fault");
  });
});

test('of several tasks each has its own verdict, and one that is missing has none', () => {
  expect(moduleVerdict(exercise, 'another', module(honest), [], 0)).toMatchObject({ status: 'internal' });
});

describe('the status tells how attempts ended', () => {
  const ended = (outcome: CheckRecord['attempts'][number]['outcome']) => [
    { index: 0, outcome, message: `it was ${outcome}` },
  ];

  test.each(['missing', 'invalid', 'memory', 'output-limit', 'timeout', 'crashed'] as const)(
    '%s',
    (outcome) => {
      const records = [record('a', 'passed', 1, ended('exited')), record('b', 'failed', 2, ended(outcome))];
      expect(exerciseVerdict(exercise, records, 0)).toMatchObject({
        status: outcome,
        points: 1,
        message: `it was ${outcome}`,
      });
    },
  );

  test('too many requests are a failure that says so', () => {
    const records = [record('a', 'failed', 3, ended('request-limit'))];
    expect(exerciseVerdict(exercise, records, 0)).toMatchObject({
      status: 'failed',
      message: 'it was request-limit',
    });
  });

  test('all checks passed is a pass', () => {
    const records = [record('a', 'passed', 1), record('b', 'passed', 2)];
    expect(exerciseVerdict(exercise, records, 0)).toMatchObject({ status: 'passed', points: 3 });
  });
});
