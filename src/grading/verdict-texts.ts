import type { ExerciseResult } from './types.ts';

/** The same verdict with every text that people read of it, but titles, put through a function. */
export function mapTexts<R extends ExerciseResult>(result: R, change: (text: string) => string): R {
  return {
    ...result,
    message: change(result.message),
    checks: result.checks.map((check) => ({
      ...check,
      expected: change(check.expected),
      actual: change(check.actual),
      help: change(check.help),
    })),
  };
}
