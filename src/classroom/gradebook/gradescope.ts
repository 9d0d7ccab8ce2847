import { totalOf } from './totals.ts';
import type { Gradebook, GradebookEntry } from './types.ts';

/**
 * What Gradescope's autograder reads from `results.json`, for one submission. One that could not be graded in full has
 * no score, so that Gradescope shows it as failed to grade instead of as a zero. Source: Gradescope's "Autograder
 * specifications", section "Output format".
 */
export function gradescopeJson(gradebook: Gradebook, entry: GradebookEntry): string {
  const { points, maxPoints, complete } = totalOf(entry, gradebook);
  const output = [
    ...entry.problems,
    ...entry.results
      .filter(({ status }) => status !== 'passed')
      .map(({ id, message }) => `${id}: ${message}`),
    ...(complete ? [] : ['Not everything could be graded: there is no score. Ask your instructor.']),
  ];
  const tests = entry.results.flatMap((result) =>
    result.checks.map((check) => ({
      name: `${result.id}: ${check.title}`,
      score: check.points,
      max_score: check.maxPoints,
      status: check.status === 'passed' ? 'passed' : 'failed',
      output: [
        check.expected && `Expected: ${check.expected}`,
        check.actual && `Seen: ${check.actual}`,
        check.help,
      ]
        .filter((line) => line !== '')
        .join('\n'),
      output_format: 'text',
      visibility: 'visible',
    })),
  );
  const body = {
    ...(complete ? { score: points, max_score: maxPoints } : {}),
    output: output.join('\n'),
    output_format: 'text',
    visibility: 'visible',
    tests,
  };
  return `${JSON.stringify(body, null, 2)}\n`;
}
