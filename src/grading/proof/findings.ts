import { readFileSync } from 'node:fs';
import path from 'node:path';
import { allLessons } from '../../workshop/lookup.ts';
import type { Exercise, Workshop } from '../../workshop/types.ts';
import type { CheckResult, ExerciseResult } from '../types.ts';
import { type KnownSubmission, wanted } from './corpus.ts';
import type { GradedTask } from './grade-known.ts';
import { LeakSearch } from './leaks.ts';
import { scenariosOf, type Telling } from './telling.ts';

/** Each check is the first that some wrong submission fails. */
export function checkFindings(checks: readonly string[], graded: readonly GradedTask[]): readonly string[] {
  const caught = new Set(
    graded
      .filter(({ task }) => task.submission.kind === 'wrong')
      .map(({ result }) => result.checks.find(({ status }) => status === 'failed')?.id),
  );
  return checks
    .filter((id) => !caught.has(id))
    .map((id) => `no wrong submission fails the check ${id} first, so nothing shows that it is needed`);
}

/** What is remembered fits the grader and the submissions that there are. */
export function tellingFindings(
  exercise: Exercise,
  corpus: readonly KnownSubmission[],
  telling: Telling,
  checks: readonly CheckResult[],
): readonly string[] {
  if (checks.length === 0) return [];
  if (Object.keys(telling.checks).length === 0) {
    return [
      `there is no telling.yaml that says where to look first: run \`npm run check -- ${exercise.id} --update\` once all else is proven`,
    ];
  }
  const renew = `run \`npm run check -- ${exercise.id} --update\` if that is meant`;
  const now = scenariosOf(checks);
  const findings: string[] = [];
  for (const id of new Set([...Object.keys(telling.checks), ...Object.keys(now)])) {
    const [before, after] = [telling.checks[id], now[id]];
    if (before === undefined) findings.push(`telling.yaml does not know the check ${id}: ${renew}`);
    else if (after === undefined) findings.push(`the grader has no check ${id} any more: ${renew}`);
    else if (before.join('\n') !== after.join('\n'))
      findings.push(`the check ${id} looks at other scenarios than telling.yaml says: ${renew}`);
  }
  const wrong = corpus.filter(({ kind }) => kind === 'wrong').map(({ name }) => name);
  for (const name of wrong.filter((each) => telling.wrong[each] === undefined))
    findings.push(`telling.yaml does not know ${name}: ${renew}`);
  for (const name of Object.keys(telling.wrong).filter((each) => !wrong.includes(each)))
    findings.push(`there is no ${name} any more: ${renew}`);
  return findings;
}

/** A README that lists points lists those of the checks. */
export function tableFindings(exercise: Exercise, solution: ExerciseResult | undefined): readonly string[] {
  const rows = [...readFileSync(exercise.readmePath, 'utf8').matchAll(/^\| (.+?) \| (\d+) \|$/gm)];
  if (rows.length === 0) return [];
  const listed = new Map(rows.map(([, title = '', points]) => [title, Number(points)]));
  return (solution?.checks ?? [])
    .filter(({ title, maxPoints }) => listed.get(title) !== maxPoints)
    .map(({ title, maxPoints }) => `README.md should list "${title}" with ${maxPoints} points`);
}

/** Nothing of hidden scenarios is in what learners get to read. */
export function leakFindings(
  workshop: Workshop,
  exercise: Exercise,
  graded: readonly GradedTask[],
): readonly string[] {
  const leaks = new LeakSearch();
  for (const { task, result, heard } of graded) {
    leaks.hear(heard);
    leaks.read(`the verdict on ${task.submission.name}`, JSON.stringify(result));
  }
  const texts = [exercise.readmePath, exercise.starterPath, path.join(exercise.folder, 'exercise.yaml')];
  const read = (file: string, kind?: 'lesson') =>
    leaks.read(path.relative(workshop.root, file), readFileSync(file, 'utf8'), kind === 'lesson');
  for (const file of texts) read(file);
  for (const lesson of allLessons(workshop)) read(lesson.path, 'lesson');
  return leaks.findings();
}

export function amountFindings(corpus: readonly KnownSubmission[]): readonly string[] {
  return (['wrong', 'right'] as const).flatMap((kind) => {
    const amount = corpus.filter((each) => each.kind === kind).length;
    return amount < wanted[kind] ? [`${amount} ${kind} submissions; ${wanted[kind]} are wanted`] : [];
  });
}
