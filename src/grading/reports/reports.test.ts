import { expect, test } from 'vitest';
import type { GradeReport } from '../types.ts';
import { jsonReport, jsonReportParts } from './json.ts';
import { junitReport } from './junit.ts';
import { prettyReport } from './pretty.ts';

const nasty = 'a <b> & "c" \u001b[31mred\u001b[0m \u0000 ]]> \ud800';
const report: GradeReport = {
  schema: 1,
  seed: 's1',
  sandbox: 'permission',
  provider: 'simulated',
  submissions: [
    {
      id: 'ada & co',
      path: '/tmp/ada',
      points: 1,
      maxPoints: 8,
      exercises: [
        {
          id: 'one',
          status: 'failed',
          points: 1,
          maxPoints: 3,
          durationMs: 1234,
          message: '1 of 3 checks failed',
          checks: [
            {
              id: 'a',
              title: 'Does a',
              status: 'passed',
              points: 1,
              maxPoints: 1,
              expected: '',
              actual: '',
              help: '',
            },
            {
              id: 'b',
              title: 'Does b',
              status: 'failed',
              points: 0,
              maxPoints: 1,
              expected: 'b',
              actual: nasty,
              help: 'Do b.',
              pointer: { attempt: 0 },
            },
            {
              id: 'c',
              title: 'Does c',
              status: 'skipped',
              points: 0,
              maxPoints: 1,
              expected: '',
              actual: '',
              help: 'After b.',
            },
          ],
        },
        {
          id: 'two',
          status: 'internal',
          points: 0,
          maxPoints: 5,
          durationMs: 0,
          message: 'Broken grader',
          checks: [],
        },
      ],
    },
  ],
};

test('JSON is one document of version 1, with just the documented fields', () => {
  const text = jsonReport(report);
  expect(text.endsWith('}\n')).toBe(true);
  const parsed = JSON.parse(text);
  expect(Object.keys(parsed)).toEqual(['schema', 'seed', 'sandbox', 'provider', 'submissions']);
  expect(Object.keys(parsed.submissions[0])).toEqual(['id', 'path', 'points', 'maxPoints', 'exercises']);
  const [exercise] = parsed.submissions[0].exercises;
  expect(Object.keys(exercise)).toEqual([
    'id',
    'status',
    'points',
    'maxPoints',
    'durationMs',
    'message',
    'checks',
  ]);
  expect(Object.keys(exercise.checks[1])).toEqual([
    'id',
    'title',
    'status',
    'points',
    'maxPoints',
    'expected',
    'actual',
    'help',
  ]);
});

test('JUnit has a suite for each exercise, a case for each check, and an error where nothing was graded', () => {
  const xml = junitReport(report);
  expect(xml).toContain(
    '<testsuite name="ada &amp; co/one" tests="3" failures="1" errors="0" skipped="1" time="1.234">',
  );
  expect(xml).toContain('<property name="points" value="1"/>');
  expect(xml).toContain('<testcase classname="ada &amp; co/one" name="Does a"></testcase>');
  expect(xml).toContain('<skipped message="After b."/>');
  expect(xml).toContain('<testsuite name="ada &amp; co/two" tests="1" failures="0" errors="1"');
  expect(xml).toContain('<error message="Broken grader"/>');
  expect(xml).toContain('a &lt;b&gt; &amp; &quot;c&quot;');
  // Nothing that XML 1.0 can't hold.
  expect(xml).not.toMatch(/[\u0000-\u0008\u000b-\u001f]/);
  expect(xml.isWellFormed()).toBe(true);
});

test('the pretty report shows status in words, what to do next, and nothing that moves the cursor', () => {
  const text = prettyReport(report, { color: false, columns: 60 });
  expect(text).toContain('✗ one  failed  1/3');
  expect(text).toContain('✗ two  could not be graded  0/5');
  expect(text).toMatch(/expected +b\n/);
  expect(text).toMatch(/next +Do b\./);
  expect(text).toContain('(skipped)');
  expect(text).toMatch(/seed s1,\s+sandbox\s+permission/);
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(60);
});

test('colours are added, and nothing else changes', () => {
  const coloured = prettyReport(report, { color: true, columns: 60 });
  expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(prettyReport(report, { color: false, columns: 60 }));
});

test('a JSON report in parts is laid out as one in a piece', () => {
  const { submissions, ...head } = report;
  const told = submissions.flatMap(({ exercises }) => exercises);
  for (const some of [[], submissions, [...submissions, { ...submissions[0], id: 'b\nb', path: '' }]]) {
    for (const tail of [{}, { notes: [] }, { notes: ['a "b"\n'] }]) {
      const text = [...jsonReportParts(head, some as typeof submissions, tail)].join('');
      expect(text).toBe(`${JSON.stringify(JSON.parse(text), null, 2)}\n`);
      expect(JSON.parse(text)).toMatchObject({ ...head, ...tail });
      expect(JSON.parse(text).submissions).toHaveLength(some.length);
    }
  }
  const [first] = JSON.parse(jsonReport(report)).submissions;
  expect(first.exercises).toHaveLength(told.length);
});
