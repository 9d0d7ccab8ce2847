import type { CheckResult, ExerciseResult, GradeReport, SubmissionResult } from '../types.ts';

/**
 * JUnit XML as continuous integration reads it: a suite for each exercise of each submission, a case for each check.
 * An exercise that could not be graded is an `error`, never a failure.
 */
export function junitReport({ submissions }: Pick<GradeReport, 'submissions'>): string {
  return [...junitReportParts(submissions)].join('');
}

/** The same in parts, each of at most one submission. */
export function* junitReportParts(submissions: Iterable<SubmissionResult>): Generator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="agentlings">\n';
  for (const submission of submissions)
    yield submission.exercises.map((exercise) => suite(submission, exercise)).join('');
  yield '</testsuites>\n';
}

function suite(submission: SubmissionResult, exercise: ExerciseResult): string {
  const name = `${submission.id}/${exercise.id}`;
  const internal = exercise.status === 'internal';
  const cases = internal
    ? [errorCase(name, exercise)]
    : exercise.checks.map((check) => testCase(name, check));
  const count = (status: CheckResult['status']) =>
    exercise.checks.filter((check) => check.status === status).length;
  const attributes = [
    `name="${escapeXml(name)}"`,
    `tests="${cases.length}"`,
    `failures="${count('failed')}"`,
    `errors="${internal ? 1 : 0}"`,
    `skipped="${count('skipped')}"`,
    `time="${(exercise.durationMs / 1000).toFixed(3)}"`,
  ];
  const properties = [
    ['points', exercise.points],
    ['maxPoints', exercise.maxPoints],
    ['status', exercise.status],
  ].map(([key, value]) => `      <property name="${key}" value="${value}"/>\n`);
  return `  <testsuite ${attributes.join(' ')}>\n    <properties>\n${properties.join('')}    </properties>\n${cases.join('')}  </testsuite>\n`;
}

function errorCase(name: string, exercise: ExerciseResult): string {
  return `    <testcase classname="${escapeXml(name)}" name="grader">\n      <error message="${escapeXml(exercise.message)}"/>\n    </testcase>\n`;
}

function testCase(name: string, check: CheckResult): string {
  const open = `    <testcase classname="${escapeXml(name)}" name="${escapeXml(check.title)}">`;
  if (check.status === 'passed') return `${open}</testcase>\n`;
  if (check.status === 'skipped')
    return `${open}\n      <skipped message="${escapeXml(check.help)}"/>\n    </testcase>\n`;
  const text = `expected: ${check.expected}\nseen: ${check.actual}\n${check.help}`;
  return `${open}\n      <failure message="${escapeXml(check.title)}">${escapeXml(text)}</failure>\n    </testcase>\n`;
}

/** XML 1.0 has no way to write most control characters, so they become the replacement character. */
function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;');
}
