import { junitReport } from '../reports/junit.ts';
import { internalVerdict } from '../verdict.ts';
import type { Gradebook } from './types.ts';

const words = { absent: 'nothing was handed in', refused: 'nothing of it could be taken' };

/** JUnit XML of all submissions. Who handed in nothing, and what could not be graded, is an error, never a failure. */
export function gradebookJunit(gradebook: Gradebook): string {
  const { seed, sandbox, provider } = gradebook;
  const submissions = gradebook.entries.map((entry) => {
    const why = entry.state === 'graded' ? '' : [words[entry.state], ...entry.problems].join('. ');
    const exercises =
      entry.state === 'graded'
        ? entry.results
        : gradebook.exercises.map((each) => internalVerdict(each, why));
    return { id: entry.id, path: entry.path, points: 0, maxPoints: 0, exercises };
  });
  return junitReport({ schema: 1, seed, sandbox, provider, submissions });
}
