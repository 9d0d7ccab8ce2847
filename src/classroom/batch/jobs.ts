import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { GradingEngine } from '../../grading/engine.ts';
import { type GradeOptions, type GradeTask, taskId } from '../../grading/task.ts';
import type { ExerciseResult } from '../../grading/types.ts';
import { internalVerdict } from '../../grading/verdict.ts';
import { mapTexts } from '../../grading/verdict-texts.ts';
import { missingMessage } from '../../runner/messages.ts';
import type { Exercise } from '../../workshop/types.ts';
import type { GradebookResult } from '../gradebook/types.ts';
import type { CollectedSubmission } from '../intake/types.ts';
import { SentAttempts } from './sent.ts';

/** What grades: an engine. */
export type Grades = Pick<GradingEngine, 'grade'>;

export type JobOptions = Pick<GradeOptions, 'seed' | 'sandbox' | 'signal' | 'attemptsAtOnce'>;

/** One text of an exercise that has to be graded, for everybody who handed it in. */
export interface Job {
  /** Of its verdict. */
  readonly key: string;
  readonly exercise: Exercise;
  readonly holders: readonly CollectedSubmission[];
}

/** What is going to be graded in one go. */
export class JobList {
  readonly #jobs = new Map<string, { key: string; exercise: Exercise; holders: CollectedSubmission[] }>();

  get all(): readonly Job[] {
    return [...this.#jobs.values()];
  }

  /** How many submissions have something that nobody before them in this list has. */
  get people(): number {
    return new Set(this.all.map(({ holders: [first] }) => first)).size;
  }

  add(key: string, exercise: Exercise, holder: CollectedSubmission): void {
    const job = this.#jobs.get(key);
    if (job === undefined) this.#jobs.set(key, { key, exercise, holders: [holder] });
    else job.holders.push(holder);
  }
}

/**
 * Grades texts in one go; those whose grade a failure of ours has spoilt are graded once more, each by itself.
 * @returns the verdicts, by key
 */
export async function gradeJobs(
  engine: Grades,
  jobs: readonly Job[],
  options: JobOptions,
): Promise<ReadonlyMap<string, GradebookResult>> {
  const graded = new Map<string, GradebookResult>();
  if (jobs.length === 0) return graded;
  const folder = mkdtempSync(path.join(tmpdir(), 'agentlings-batch-'));
  try {
    const texts = new Texts();
    const tasks: (GradeTask & { readonly key: string })[] = [];
    for (const job of jobs) {
      const { key, exercise } = job;
      const source = await texts.of(job);
      if (source === undefined && wasHandedIn(job)) graded.set(key, changedMeanwhile(exercise));
      else tasks.push({ key, ...taskOf(exercise, source, folder, tasks.length) });
    }
    const results = tasks.length === 0 ? [] : await gradeTasks(engine, tasks, options);
    for (const [index, task] of tasks.entries()) {
      if (results[index]?.status !== 'internal' || tasks.length === 1) continue;
      const [again] = await gradeTasks(engine, [task], options);
      if (again !== undefined) results[index] = again;
    }
    for (const [index, { key }] of tasks.entries()) {
      const result = results[index];
      if (result !== undefined) graded.set(key, result);
    }
    return graded;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Texts of submissions, each of which is read once for all of its exercises. */
class Texts {
  readonly #read = new Map<CollectedSubmission, ReadonlyMap<string, string>>();

  /** The text of the first holder who still has it. */
  async of({ exercise, holders }: Job): Promise<string | undefined> {
    for (const holder of holders) {
      const read = this.#read.get(holder) ?? (await holder.read());
      this.#read.set(holder, read);
      const text = read.get(exercise.id);
      if (text !== undefined) return text;
    }
    return undefined;
  }
}

function wasHandedIn({ exercise, holders }: Job): boolean {
  return holders.some(({ digests }) => digests.has(exercise.id));
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
  { seed, sandbox, signal, attemptsAtOnce }: JobOptions,
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
