import type { ExerciseResult } from '../types.ts';
import type { ProofTask } from './tasks.ts';

/** Why the verdict on a known submission is not what it should be, in a sentence; `undefined` when it is. */
export function objectionTo({ submission, seed }: ProofTask, result: ExerciseResult): string | undefined {
  const { kind, name, fails } = submission;
  if (kind === 'solution' || kind === 'right') {
    const passed = result.status === 'passed' && result.points === result.maxPoints;
    return passed ? undefined : `${name} should pass, seed ${seed}: ${told(result)}`;
  }
  if (kind === 'starter') {
    return result.status === 'failed' && result.checks.some(({ status }) => status === 'failed')
      ? undefined
      : `the starter should run and fail, but its verdict is ${told(result)}`;
  }
  if (fails === undefined) return `${name} should begin with "// fails: " and a check's id`;
  const failed = result.checks.find(({ id }) => id === fails)?.status === 'failed';
  return failed && result.points < result.maxPoints
    ? undefined
    : `${name} should fail ${fails}: ${told(result)}`;
}

function told(result: ExerciseResult): string {
  const failed = result.checks.filter((check) => check.status === 'failed').map((check) => check.id);
  return `${result.status}${failed.length > 0 ? ` (${failed.join(', ')})` : ''}: ${result.message.split('\n')[0]}`;
}
