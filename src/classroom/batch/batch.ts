import { setImmediate as nextTurn } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { GradeStopped } from '../../grading/engine.ts';
import { type GradingVersion, verdictKey } from '../../grading/version.ts';
import type { Exercise } from '../../workshop/types.ts';
import type { GradebookResult } from '../gradebook/types.ts';
import type { CollectedSubmission } from '../intake/types.ts';
import { type Grades, gradeJobs, JobList, type JobOptions } from './jobs.ts';
import { RecentVerdicts } from './recent-verdicts.ts';
import type { KeptSubmission, ResultFolder } from './results.ts';

export interface BatchOptions extends JobOptions {
  readonly exercises: readonly Exercise[];
  readonly version: GradingVersion;
  readonly results: ResultFolder;
  /** Told after each submission, also when nothing of it had to be graded. */
  readonly onProgress?: (progress: BatchProgress) => void;
}

export interface BatchProgress {
  readonly done: number;
  /** Exercises that have a verdict of this run; the others' verdicts were kept from before. */
  readonly graded: readonly string[];
  /** Verdicts that are other than before, although the submission may be the same. */
  readonly changes: readonly PointsChange[];
}

export interface PointsChange {
  readonly id: string;
  readonly exerciseId: string;
  readonly before: number;
  readonly now: number;
}

/**
 * Submissions that are graded in one go: enough that no core waits for the last one of a group often, few enough that
 * memory stays flat and little is lost when it is stopped.
 */
const atOnce = 16;
/** With those who wait for a verdict on the same texts: they take no time, but progress should tell of them soon. */
const mostWaiting = 64;

interface Work {
  readonly submission: CollectedSubmission;
  readonly before: KeptSubmission | undefined;
  /** By exercise id: the key that its verdict is kept under. */
  readonly keys: ReadonlyMap<string, string>;
  /** Exercises without a verdict, each with the key that its verdict is going to have. */
  readonly missing: readonly { readonly key: string; readonly exercise: Exercise }[];
}

type Results = ReadonlyMap<string, GradebookResult>;

/**
 * Grades submissions and keeps each one's verdicts as soon as they are there. Verdicts whose key is kept already are
 * not made again, and equal texts of an exercise are graded once. What goes wrong with one costs no other anything; what
 * could not be graded is `internal`, is kept as that, and is tried again next time.
 * @throws GradeStopped when the signal stops it; what was kept stays
 */
export async function gradeBatch(
  engine: Grades,
  submissions: readonly CollectedSubmission[],
  options: BatchOptions,
): Promise<void> {
  const recent = new RecentVerdicts();
  let done = 0;
  let group: Work[] = [];
  let jobs = new JobList();
  /** By key, for this group. */
  let verdicts = new Map<string, GradebookResult>();
  const finish = (work: Work, results: Results) => {
    done += 1;
    const kept = keptOf(work, results);
    if (!isSame(kept, work.before)) options.results.keep(kept);
    options.onProgress?.({ done, graded: [...results.keys()], changes: changesOf(work, results) });
  };
  const flush = async () => {
    for (const [key, result] of await gradeJobs(engine, jobs.all, options)) {
      recent.add(key, result);
      verdicts.set(key, result);
    }
    for (const work of group) finish(work, resultsOf(work, verdicts));
    group = [];
    jobs = new JobList();
    verdicts = new Map();
  };
  for (const submission of submissions) {
    // Ten thousand that are kept already take a while, in which Ctrl-C has to be heard.
    await nextTurn();
    if (options.signal?.aborted) throw new GradeStopped('The batch was stopped.');
    const work = workOn(submission, options);
    group.push(work);
    for (const { key, exercise } of work.missing) {
      const known = recent.get(key);
      if (known === undefined) jobs.add(key, exercise, submission);
      else verdicts.set(key, known);
    }
    if (jobs.people === 0 || jobs.people >= atOnce || group.length >= mostWaiting) await flush();
  }
  await flush();
}

/** What is kept of a submission already, and what has to be graded. */
function workOn(submission: CollectedSubmission, { exercises, version, results }: BatchOptions): Work {
  const before = results.read(submission.id);
  const all = exercises.map((exercise) => ({
    key: verdictKey(version, exercise.id, submission.digests.get(exercise.id)),
    exercise,
  }));
  const isKept = (key: string) =>
    before?.results.some((each) => each.key === key && each.result.status !== 'internal') === true;
  return {
    submission,
    before,
    keys: new Map(all.map(({ key, exercise }) => [exercise.id, key])),
    missing: all.filter(({ key }) => !isKept(key)),
  };
}

function resultsOf({ missing }: Work, verdicts: ReadonlyMap<string, GradebookResult>): Results {
  const results = missing.flatMap(({ key, exercise }) => {
    const result = verdicts.get(key);
    return result === undefined ? [] : [[exercise.id, result] as const];
  });
  return new Map(results);
}

function keptOf({ submission, before, keys }: Work, results: Results): KeptSubmission {
  const entries = [...keys].flatMap(([id, key]) => {
    const result = results.get(id) ?? before?.results.find((each) => each.key === key)?.result;
    return result === undefined ? [] : [{ key, result }];
  });
  // Verdicts on exercises that are not asked for this time are kept for the next.
  const others = before?.results.filter(({ result }) => !keys.has(result.id)) ?? [];
  const { id, path: from, problems } = submission;
  return { id, path: from, problems, results: [...entries, ...others] };
}

/** Whether the file says it all already: then it need not be written. */
function isSame(kept: KeptSubmission, before: KeptSubmission | undefined): boolean {
  return (
    before !== undefined &&
    isDeepStrictEqual(
      [kept.path, kept.problems, kept.results],
      [before.path, before.problems, before.results],
    )
  );
}

function changesOf({ submission, before }: Work, results: Results) {
  return [...results].flatMap(([exerciseId, now]): PointsChange[] => {
    const old = before?.results.find(({ result }) => result.id === exerciseId)?.result;
    if (old === undefined || old.status === 'internal' || now.status === 'internal') return [];
    if (old.points === now.points) return [];
    return [{ id: submission.id, exerciseId, before: old.points, now: now.points }];
  });
}
