import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { missingMessage } from '../../runner/messages.ts';
import type { Exercise } from '../../workshop/types.ts';
import type { GradingEngine } from '../engine.ts';
import type { GradebookResult } from '../gradebook/types.ts';
import type { CollectedSubmission } from '../intake/types.ts';
import { type GradeOptions, type GradeTask, taskId } from '../task.ts';
import type { ExerciseResult } from '../types.ts';
import { internalVerdict } from '../verdict.ts';
import { mapTexts } from '../verdict-texts.ts';
import type { KeptSubmission, ResultFolder } from './results.ts';
import { SentAttempts } from './sent.ts';
import { type GradingVersion, verdictKey } from './version.ts';

export interface BatchOptions extends Pick<GradeOptions, 'seed' | 'sandbox' | 'signal' | 'attemptsAtOnce'> {
  readonly exercises: readonly Exercise[];
  readonly version: GradingVersion;
  readonly results: ResultFolder;
  /** Told after each submission, also when nothing of it had to be graded. */
  readonly onProgress?: (progress: BatchProgress) => void;
}

/** What grades: an engine. */
type Grades = Pick<GradingEngine, 'grade'>;

export interface BatchProgress {
  readonly done: number;
  /** Exercises that were graded now; the others' verdicts were kept from before. */
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

interface Work {
  readonly submission: CollectedSubmission;
  readonly before: KeptSubmission | undefined;
  /** By exercise id: the key that its verdict is kept under. */
  readonly keys: ReadonlyMap<string, string>;
  /** Exercises that have to be graded. */
  readonly missing: readonly Exercise[];
}

type Results = ReadonlyMap<string, GradebookResult>;

/**
 * Grades submissions and keeps each one's verdicts as soon as they are there. Verdicts whose key is kept already are
 * not made again. What goes wrong with one costs no other anything; what could not be graded is `internal`, is kept as
 * that, and is tried again next time.
 * @throws GradeStopped when the signal stops it; what was kept stays
 */
export async function gradeBatch(
  engine: Grades,
  submissions: readonly CollectedSubmission[],
  options: BatchOptions,
): Promise<void> {
  let done = 0;
  let group: Work[] = [];
  const finish = (work: Work, results: Results) => {
    done += 1;
    const kept = keptOf(work, results);
    if (!isSame(kept, work.before)) options.results.keep(kept);
    options.onProgress?.({ done, graded: [...results.keys()], changes: changesOf(work, results) });
  };
  const flush = async () => {
    const graded = await gradeGroup(engine, group, options);
    for (const work of group) finish(work, graded.get(work) ?? new Map());
    group = [];
  };
  for (const submission of submissions) {
    const work = workOn(submission, options);
    if (work.missing.length === 0) finish(work, new Map());
    else group.push(work);
    if (group.length >= atOnce) await flush();
  }
  if (group.length > 0) await flush();
}

/** What is kept of a submission already, and what has to be graded. */
function workOn(submission: CollectedSubmission, { exercises, version, results }: BatchOptions): Work {
  const before = results.read(submission.id);
  const keys = new Map(
    exercises.map(({ id }) => [id, verdictKey(version, id, submission.digests.get(id))] as const),
  );
  const isKept = ({ id }: Exercise) =>
    before?.results.some((each) => each.key === keys.get(id) && each.result.status !== 'internal') === true;
  return { submission, before, keys, missing: exercises.filter((exercise) => !isKept(exercise)) };
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

/** Grades a group in one go; tasks that a failure of ours has spoilt are graded once more, each by itself. */
async function gradeGroup(
  engine: Grades,
  group: readonly Work[],
  options: BatchOptions,
): Promise<ReadonlyMap<Work, Results>> {
  const graded = new Map(group.map((work) => [work, new Map<string, GradebookResult>()]));
  const folder = mkdtempSync(path.join(tmpdir(), 'agentlings-batch-'));
  try {
    const tasks: (GradeTask & { readonly work: Work })[] = [];
    for (const [index, work] of group.entries()) {
      const sources = await work.submission.read();
      for (const exercise of work.missing) {
        const source = sources.get(exercise.id);
        if (source === undefined && work.submission.digests.has(exercise.id))
          graded.get(work)?.set(exercise.id, changedMeanwhile(exercise));
        else tasks.push({ work, ...taskOf(exercise, source, folder, index) });
      }
    }
    const results = tasks.length === 0 ? [] : await gradeTasks(engine, tasks, options);
    for (const [index, task] of tasks.entries()) {
      if (results[index]?.status !== 'internal' || tasks.length === 1) continue;
      const [again] = await gradeTasks(engine, [task], options);
      if (again !== undefined) results[index] = again;
    }
    for (const [index, { work, exercise }] of tasks.entries()) {
      const result = results[index];
      if (result !== undefined) graded.get(work)?.set(exercise.id, result);
    }
    return graded;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** There is no grade of a text that nobody has seen: neither the old one nor the new one was handed in for certain. */
function changedMeanwhile(exercise: Exercise): GradebookResult {
  const reason =
    'its file was changed or removed between being read and being graded. Let nobody write to the folder of submissions, and grade again.';
  return { ...internalVerdict(exercise, reason), sent: [] };
}

/** Writes the submission where it can be run from; what was not handed in has no file, and its verdict says so. */
function taskOf(exercise: Exercise, source: string | undefined, folder: string, index: number): GradeTask {
  const file = path.join(folder, String(index), exercise.id, path.basename(exercise.submissionPath));
  if (source !== undefined) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, source);
  }
  return { exercise, file, id: `${index}/${exercise.id}` };
}

async function gradeTasks(
  engine: Grades,
  tasks: readonly GradeTask[],
  { seed, sandbox, signal, attemptsAtOnce }: BatchOptions,
): Promise<GradebookResult[]> {
  const sent = new Map(tasks.map((task) => [taskId(task), new SentAttempts()]));
  const results = await engine.grade(tasks, {
    seed,
    sandbox,
    signal,
    attemptsAtOnce,
    onEvent: (task, event) => sent.get(task)?.hear(event),
  });
  return results.map((result, index) => {
    const task = tasks[index];
    if (task === undefined) return { ...result, sent: [] };
    return { ...toldWithout(task.file, result), sent: sent.get(taskId(task))?.toShow(result) ?? [] };
  });
}

/** The folder a submission is run from is ours, another each time, and says nothing to anybody. */
function toldWithout(file: string, result: ExerciseResult): ExerciseResult {
  const told = (text: string) =>
    text
      .replaceAll(missingMessage(file), 'Nothing was handed in for this exercise.')
      .replaceAll(file, path.basename(file));
  return mapTexts(result, told);
}
