import { junitReportParts } from '../../grading/reports/junit.ts';
import { internalVerdict } from '../../grading/verdict.ts';
import type { Gradebook } from './types.ts';

const words = { absent: 'nothing was handed in', refused: 'nothing of it could be taken' };

/**
 * JUnit XML of all submissions. Who handed in nothing, and what could not be graded, is an error, never a failure.
 * @returns its text in parts, because a large class's is longer than any string can be
 */
export function gradebookJunit(gradebook: Gradebook): Iterable<string> {
  return junitReportParts(submissionsOf(gradebook));
}

function* submissionsOf(gradebook: Gradebook) {
  for (const entry of gradebook.entries) {
    const why = entry.state === 'graded' ? '' : [words[entry.state], ...entry.problems].join('. ');
    const exercises =
      entry.state === 'graded'
        ? entry.results
        : gradebook.exercises.map((each) => internalVerdict(each, why));
    yield { id: entry.id, path: entry.path, points: 0, maxPoints: 0, exercises };
  }
}
