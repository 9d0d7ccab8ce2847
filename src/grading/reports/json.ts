import type { GradeReport } from '../types.ts';

/** The JSON report, version 1: one document, with a line end. Fields that only screens use are left out. */
export function jsonReport(report: GradeReport): string {
  const submissions = report.submissions.map(({ exercises, ...submission }) => ({
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
  }));
  return `${JSON.stringify({ ...report, submissions }, null, 2)}\n`;
}
