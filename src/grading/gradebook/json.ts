import { jsonReport } from '../reports/json.ts';
import { totalOf } from './totals.ts';
import type { Gradebook } from './types.ts';

/**
 * The JSON report, version 1, with every person: those who handed in nothing have no exercises. `complete` says whether
 * `points` is a grade, or the sum of what could be graded.
 */
export function gradebookJson(gradebook: Gradebook): string {
  const { seed, sandbox, provider, notes } = gradebook;
  const submissions = gradebook.entries.map((entry) => {
    const { points, maxPoints, complete } = totalOf(entry, gradebook);
    const { id, path, name, email, state, expected, problems } = entry;
    const exercises = entry.results.map(({ sent: _, ...result }) => result);
    return { id, path, points, maxPoints, complete, name, email, state, expected, problems, exercises };
  });
  // More than the report's own fields, which go into it as they are.
  const report = { schema: 1 as const, seed, sandbox, provider, submissions, notes };
  return jsonReport(report);
}
