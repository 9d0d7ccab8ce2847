import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { isSameText } from '../files/same-text.ts';
import type { ExerciseResult } from '../grading/types.ts';
import { withGrade } from '../progress/progress.ts';
import { findExercise } from '../workshop/lookup.ts';
import type { Context } from './context.ts';

/** Notes the verdicts of a grade of the learner's own files. What could not be graded changes nothing. */
export function recordGrades(context: Context, results: readonly ExerciseResult[]): void {
  const now = new Date();
  const verdicts = results.filter(({ status }) => status !== 'internal');
  context.progress.update((before) =>
    verdicts.reduce((progress, { id, points, maxPoints, status, checks }) => {
      const failing = checks.filter((check) => check.status === 'failed').map(({ title }) => title);
      return withGrade(progress, id, { points, maxPoints, passed: status === 'passed', failing }, now);
    }, before),
  );
  for (const verdict of verdicts) keepVersion(context, verdict, now);
}

const largestVersion = 1024 * 1024;

/** Reading a pipe would wait for ever, and a link may lead anywhere. */
function isText(file: string): boolean {
  const stats = lstatSync(file, { throwIfNoEntry: false });
  return stats?.isFile() === true && stats.size <= largestVersion;
}

/** The starter is no version of the learner's: it can be had at any time. */
function keepVersion({ workshop, history }: Context, verdict: ExerciseResult, now: Date): void {
  const { submissionPath, starterPath } = findExercise(workshop, verdict.id);
  if (!isText(submissionPath)) return;
  const text = readFileSync(submissionPath, 'utf8');
  if (existsSync(starterPath) && isSameText(text, readFileSync(starterPath, 'utf8'))) return;
  const { points, maxPoints, status } = verdict;
  history.add(verdict.id, text, { points, maxPoints, passed: status === 'passed' }, now);
}
