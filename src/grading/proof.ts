import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Sandbox } from '../runner/levels.ts';
import { allLessons } from '../workshop/lookup.ts';
import type { Exercise, Workshop } from '../workshop/types.ts';
import type { GradingEngine } from './engine.ts';
import { LeakSearch } from './leaks.ts';
import type { ExerciseResult } from './types.ts';

/** How many submissions of each kind prove a grader. */
export const wanted = { wrong: 12, right: 4 } as const;

/** What grading an exercise's known submissions showed. */
export interface Proof {
  readonly exerciseId: string;
  readonly checks: number;
  readonly right: number;
  readonly wrong: number;
  /** Mistakes of the exercise, each in a sentence; none when it is proven. */
  readonly findings: readonly string[];
}

export interface ProofOptions {
  /** Each known submission is graded under all of them, wrong ones under the first. */
  readonly seeds: readonly [string, ...string[]];
  readonly sandbox: Sandbox;
}

/**
 * Proves an exercise: the solution and every right submission pass in full under every seed, the starter runs and
 * fails, every wrong submission fails the check that its first line names (`// fails: check-id`), and every check is
 * the first that some wrong submission fails. Submissions are in `test/submissions/<id>/{right,wrong}/*.ts`.
 */
export async function proveExercise(
  engine: GradingEngine,
  workshop: Workshop,
  exercise: Exercise,
  { seeds, sandbox }: ProofOptions,
): Promise<Proof> {
  const folder = path.join(workshop.root, 'test', 'submissions', exercise.id);
  const right = submissions(path.join(folder, 'right'));
  const wrong = submissions(path.join(folder, 'wrong'));
  const findings: string[] = [];
  const leaks = new LeakSearch();
  const grade = async (files: readonly string[], seed: string): Promise<readonly Graded[]> => {
    const tasks = files.map((file) => ({ exercise, file, id: show(workshop, file) }));
    const results = await engine.grade(tasks, {
      seed,
      sandbox,
      revealHidden: true,
      onEvent: (_task, event) => leaks.hear(event),
    });
    return results.map((result, index) => {
      const file = files[index] ?? '';
      leaks.read(`the verdict on ${show(workshop, file)}`, JSON.stringify(result));
      return { file, result };
    });
  };

  let checks: readonly string[] = [];
  let titles: ReadonlyMap<string, number> = new Map();
  for (const seed of seeds) {
    for (const { file, result } of await grade([exercise.solutionPath, ...right], seed)) {
      if (result.checks.length > 0) {
        checks = result.checks.map((check) => check.id);
        titles = new Map(result.checks.map((check) => [check.title, check.maxPoints]));
      }
      if (result.status !== 'passed')
        findings.push(`${show(workshop, file)} should pass, seed ${seed}: ${told(result)}`);
    }
  }
  const [starter, ...wrongly] = await grade([exercise.starterPath, ...wrong], seeds[0]);
  if (starter?.result.status !== 'failed') {
    findings.push(
      `the starter should run and fail, but its verdict is ${starter?.result.status}: ${starter?.result.message}`,
    );
  }
  const firstFailed = new Set<string>();
  for (const { file, result } of wrongly) {
    const failed = result.checks.filter((check) => check.status === 'failed').map((check) => check.id);
    if (failed[0] !== undefined) firstFailed.add(failed[0]);
    const named = /^\/\/ fails: (\S+)/.exec(readFileSync(file, 'utf8'))?.[1];
    if (named === undefined)
      findings.push(`${show(workshop, file)} should begin with "// fails: " and a check's id`);
    else if (!failed.includes(named))
      findings.push(`${show(workshop, file)} should fail ${named}: ${told(result)}`);
  }
  for (const id of checks) {
    if (!firstFailed.has(id))
      findings.push(`no wrong submission fails the check ${id} first, so nothing shows that it is needed`);
  }
  for (const file of [
    exercise.readmePath,
    exercise.starterPath,
    path.join(exercise.folder, 'exercise.yaml'),
  ]) {
    leaks.read(show(workshop, file), readFileSync(file, 'utf8'));
  }
  for (const lesson of allLessons(workshop))
    leaks.read(show(workshop, lesson.path), readFileSync(lesson.path, 'utf8'));
  findings.push(...tableFindings(exercise, titles), ...leaks.findings());
  if (wrong.length < wanted.wrong)
    findings.push(`${wrong.length} wrong submissions; ${wanted.wrong} are wanted`);
  if (right.length < wanted.right)
    findings.push(`${right.length} right submissions; ${wanted.right} are wanted`);
  return {
    exerciseId: exercise.id,
    checks: checks.length,
    right: right.length,
    wrong: wrong.length,
    findings,
  };
}

interface Graded {
  readonly file: string;
  readonly result: ExerciseResult;
}

/** A README that lists points lists those of the checks. */
function tableFindings(exercise: Exercise, titles: ReadonlyMap<string, number>): readonly string[] {
  const rows = [...readFileSync(exercise.readmePath, 'utf8').matchAll(/^\| (.+?) \| (\d+) \|$/gm)];
  if (rows.length === 0) return [];
  const listed = new Map(rows.map(([, title = '', points]) => [title, Number(points)]));
  return [...titles]
    .filter(([title, points]) => listed.get(title) !== points)
    .map(([title, points]) => `README.md should list "${title}" with ${points} points`);
}

function submissions(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => path.join(folder, name));
}

function show(workshop: Workshop, file: string): string {
  return path.relative(workshop.root, file);
}

function told(result: ExerciseResult): string {
  const failed = result.checks.filter((check) => check.status === 'failed').map((check) => check.id);
  return `${result.status}${failed.length > 0 ? ` (${failed.join(', ')})` : ''}: ${result.message.split('\n')[0]}`;
}
