import type { TestModule } from 'vitest/node';
import type { Outcome } from '../runner/types.ts';
import type { Exercise } from '../workshop/types.ts';
import type { AttemptSummary, CheckRecord } from './job.ts';
import type { CheckResult, CheckStatus, ExerciseResult, ExerciseStatus } from './types.ts';

/** Outcomes that decide an exercise's status before its checks do, the most telling first. */
const decisive: readonly (readonly [Outcome, ExerciseStatus])[] = [
  ['missing', 'missing'],
  ['invalid', 'invalid'],
  ['memory', 'memory'],
  ['output-limit', 'output-limit'],
  ['timeout', 'timeout'],
  ['crashed', 'crashed'],
];

/**
 * Makes a task's verdict of what Vitest reports about its grader. It fails closed: a check without a record, a
 * record that disagrees with its test, points that don't add up to the exercise's, or any error of the grader itself
 * give `internal`, which is neither a pass nor a zero.
 */
export function moduleVerdict(
  exercise: Exercise,
  task: string,
  module: TestModule,
  unhandledErrors: readonly unknown[],
  durationMs: number,
): ExerciseResult {
  const errors = [...module.errors().map(({ message }) => message), ...unhandledErrors.map(messageOf)];
  if (errors.length > 0) return internalVerdict(exercise, errors[0] ?? '', durationMs);
  const records: CheckRecord[] = [];
  const suite = [...module.children.suites()].find(({ name }) => name === task);
  if (suite === undefined) return internalVerdict(exercise, 'Its grader did not run for it.', durationMs);
  for (const test of suite.children.allTests()) {
    const record = test.meta().agentlings;
    const result = test.result();
    if (record === undefined) {
      const reason = result.errors?.[0]?.message ?? 'it left no record';
      return internalVerdict(exercise, `The check "${test.name}" did not report: ${reason}`, durationMs);
    }
    const agreed: Readonly<Record<CheckStatus, string>> = {
      passed: 'passed',
      failed: 'failed',
      skipped: 'skipped',
    };
    if (agreed[record.check.status] !== result.state) {
      return internalVerdict(exercise, `The check "${test.name}" disagrees with its own test.`, durationMs);
    }
    records.push(record);
  }
  return exerciseVerdict(exercise, records, durationMs);
}

/** The verdict that follows from the checks' records alone. */
export function exerciseVerdict(
  exercise: Exercise,
  records: readonly CheckRecord[],
  durationMs: number,
): ExerciseResult {
  const checks = records.map(({ check }) => check);
  const maxPoints = sum(checks.map((check) => check.maxPoints));
  if (maxPoints !== exercise.points) {
    return internalVerdict(
      exercise,
      `Its checks are worth ${maxPoints} points, but exercise.yaml says ${exercise.points}.`,
      durationMs,
    );
  }
  const attempts = records.flatMap((record) => record.attempts);
  const status = statusOf(checks, attempts);
  return {
    id: exercise.id,
    status,
    points: sum(checks.map((check) => check.points)),
    maxPoints,
    durationMs: Math.round(durationMs),
    message: messageFor(status, checks, attempts),
    checks,
  };
}

/** Our fault: no points are given or taken, and the batch goes on. */
export function internalVerdict(
  exercise: Pick<Exercise, 'id' | 'points'>,
  reason: string,
  durationMs = 0,
): ExerciseResult {
  return {
    id: exercise.id,
    status: 'internal',
    points: 0,
    maxPoints: exercise.points,
    durationMs: Math.round(durationMs),
    message: `This could not be graded, and that is not the submission's fault: ${reason}`,
    checks: [],
  };
}

function statusOf(checks: readonly CheckResult[], attempts: readonly AttemptSummary[]): ExerciseStatus {
  if (checks.every((check) => check.status === 'passed')) return 'passed';
  const found = decisive.find(([outcome]) => attempts.some((attempt) => attempt.outcome === outcome));
  return found?.[1] ?? 'failed';
}

function messageFor(
  status: ExerciseStatus,
  checks: readonly CheckResult[],
  attempts: readonly AttemptSummary[],
): string {
  if (status === 'passed') return 'All checks pass.';
  const ended = attempts.find((attempt) =>
    decisive.some(([outcome, each]) => outcome === attempt.outcome && each === status),
  );
  if (ended !== undefined) return ended.message;
  const stopped = attempts.find((attempt) => attempt.outcome === 'request-limit');
  if (stopped !== undefined) return stopped.message;
  const failed = checks.filter((check) => check.status === 'failed');
  const first = failed[0];
  return `${failed.length} of ${checks.length} checks failed${first === undefined ? '.' : `; the first: ${first.title}.`}`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

function messageOf(error: unknown): string {
  return error instanceof Error || (typeof error === 'object' && error !== null && 'message' in error)
    ? String(error.message)
    : String(error);
}
