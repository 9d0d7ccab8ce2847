import { jsonReportParts } from '../../grading/reports/json.ts';
import { totalOf } from './totals.ts';
import type { Gradebook } from './types.ts';

/**
 * The JSON report, version 1, with every person: those who handed in nothing have no exercises. `complete` says whether
 * `points` is a grade, or the sum of what could be graded.
 * @returns its text in parts, because a large class's is longer than any string can be
 */
export function gradebookJson(gradebook: Gradebook): Iterable<string> {
  const { seed, sandbox, provider, notes } = gradebook;
  return jsonReportParts({ schema: 1, seed, sandbox, provider }, submissionsOf(gradebook), {
    notes,
  });
}

function* submissionsOf(gradebook: Gradebook) {
  for (const entry of gradebook.entries) {
    const { points, maxPoints, complete } = totalOf(entry, gradebook);
    const { id, path, name, email, state, expected, problems } = entry;
    const exercises = entry.results.map(({ sent: _, ...result }) => result);
    // More than the report's own fields, which go into it as they are.
    yield { id, path, points, maxPoints, complete, name, email, state, expected, problems, exercises };
  }
}
