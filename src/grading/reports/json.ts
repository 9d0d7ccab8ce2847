import type { GradeReport, SubmissionResult } from '../types.ts';

/** The JSON report, version 1: one document, with a line end. Fields that only screens use are left out. */
export function jsonReport({ submissions, ...head }: GradeReport): string {
  return [...jsonReportParts(head, submissions)].join('');
}

/**
 * The same in parts, each of at most one submission.
 * @param head fields before the submissions
 * @param tail fields after them
 */
export function* jsonReportParts(
  head: Omit<GradeReport, 'submissions'>,
  submissions: Iterable<SubmissionResult>,
  tail: Readonly<Record<string, unknown>> = {},
): Generator<string> {
  yield `{\n${fields(head)},\n  "submissions": [`;
  let between = '\n';
  for (const submission of submissions) {
    yield `${between}${indented(shown(submission), 4)}`;
    between = ',\n';
  }
  yield between === '\n' ? ']' : '\n  ]';
  yield Object.keys(tail).length === 0 ? '\n}\n' : `,\n${fields(tail)}\n}\n`;
}

function shown({ exercises, ...submission }: SubmissionResult) {
  return {
    ...submission,
    exercises: exercises.map(({ checks, ...exercise }) => ({
      ...exercise,
      checks: checks.map(({ id, title, status, points, maxPoints, expected, actual, help }) => ({
        id,
        title,
        status,
        points,
        maxPoints,
        expected,
        actual,
        help,
      })),
    })),
  };
}

/** The fields of an object as they stand between its braces. */
function fields(object: object): string {
  return JSON.stringify(object, null, 2).slice(2, -2);
}

function indented(value: unknown, spaces: number): string {
  const indent = ' '.repeat(spaces);
  // Line ends within texts are escaped, so that each one is the layout's.
  return indent + JSON.stringify(value, null, 2).replaceAll('\n', `\n${indent}`);
}
