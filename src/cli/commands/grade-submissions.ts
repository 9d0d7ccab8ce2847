import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { assembleGradebook, gradebookExercise } from '../../classroom/batch/assemble.ts';
import { gradeBatch, type PointsChange } from '../../classroom/batch/batch.ts';
import {
  GradesError,
  type Manifest,
  readManifest,
  resultsFolder,
  writeManifest,
} from '../../classroom/batch/manifest.ts';
import { ResultFolder } from '../../classroom/batch/results.ts';
import { isInShard, parseShard, type Shard } from '../../classroom/batch/shard.ts';
import { collectSubmissions } from '../../classroom/intake/collect.ts';
import { IntakeError } from '../../classroom/intake/errors.ts';
import { matchRoster } from '../../classroom/intake/match.ts';
import { readRoster } from '../../classroom/intake/roster.ts';
import type { CollectedSubmission } from '../../classroom/intake/types.ts';
import { type Lock, LockHeld, takeLock } from '../../files/lock.ts';
import { shownPath } from '../../files/shown-path.ts';
import { GradeStopped, GradingEngine } from '../../grading/engine.ts';
import { newSeed } from '../../grading/seed.ts';
import { gradingVersion } from '../../grading/version.ts';
import type { Sandbox } from '../../runner/levels.ts';
import type { Exercise, Workshop } from '../../workshop/types.ts';
import { BatchProgressLine } from '../batch-progress.ts';
import { type ExitStatus, exitStatus, UsageError } from '../exit.ts';
import { gradingKit } from '../root.ts';
import { onInterrupt } from '../signals.ts';
import type { ReporterTarget } from './grade-reporters.ts';
import { statusOfGradebook, writeGradebook } from './gradebook-reporters.ts';

export interface SubmissionsOptions {
  readonly submissions: string;
  readonly roster?: string;
  readonly out?: string;
  readonly shard?: string;
  readonly jobs?: string;
  readonly seed?: string;
  readonly sandbox: Sandbox;
  readonly reporters: readonly ReporterTarget[];
  readonly gradebook?: string;
  readonly pseudonyms?: string;
}

const defaultOut = 'grades';

/**
 * `npm run grade -- --submissions DIR`: grades everybody's submission, keeps each result at once, and goes on where an
 * earlier run was stopped.
 */
export async function gradeSubmissions(
  workshop: Workshop,
  exercises: readonly Exercise[],
  options: SubmissionsOptions,
): Promise<ExitStatus> {
  const out = path.resolve(options.out ?? defaultOut);
  let lock: Lock | undefined;
  try {
    lock = lockOf(out);
    return await grade(workshop, exercises, { ...options, out });
  } catch (error) {
    if (error instanceof LockHeld) {
      throw new UsageError(
        `Another batch writes to ${shownPath(out)}. ${error.message} Or name another folder with --out.`,
      );
    }
    if (error instanceof IntakeError || error instanceof GradesError) throw new UsageError(error.message);
    throw error;
  } finally {
    lock?.release();
  }
}

/** Two batches in one folder would mix their seeds and overwrite each other's results. */
function lockOf(out: string): Lock {
  mkdirSync(out, { recursive: true });
  return takeLock(path.join(out, 'batch.lock'));
}

async function grade(
  workshop: Workshop,
  exercises: readonly Exercise[],
  options: SubmissionsOptions & { readonly out: string },
): Promise<ExitStatus> {
  const { out } = options;
  const shard = shardOf(options);
  const attemptsAtOnce = jobsOf(options.jobs);
  const seed = options.seed ?? readManifest(out)?.seed ?? newSeed();
  const { sandbox } = options;
  const roster = options.roster === undefined ? undefined : await readRoster(path.resolve(options.roster));
  const intake = await collectSubmissions(path.resolve(options.submissions), exercises);
  const version = gradingVersion(workshop, exercises, { seed, sandbox });
  const { people, notes, submissions } = selected(intake, roster, shard);
  const manifest: Manifest = {
    schema: 1,
    seed,
    sandbox,
    provider: 'simulated',
    workshop: workshop.title,
    exercises: exercises.map((exercise) => gradebookExercise(exercise, chapterOf(workshop, exercise))),
    version: { common: version.common, exercises: Object.fromEntries(version.exercises) },
    shard,
    finished: false,
    people,
    notes,
  };
  writeManifest(out, manifest);
  const results = new ResultFolder(resultsFolder(out));
  const batch = { seed, sandbox, exercises, version, results, attemptsAtOnce };
  const { stopped, changes } = await runBatch(workshop, submissions, batch);
  tellChanges(changes);
  if (stopped) {
    process.stderr.write(
      `Stopped. What was graded is kept in ${shownPath(out)}; the same command goes on from there.\n`,
    );
    return exitStatus.interrupted;
  }
  writeManifest(out, { ...manifest, finished: true });
  const gradebook = assembleGradebook(manifest, (id) => results.read(id));
  await writeGradebook(gradebook, options.reporters, {
    exported: options.gradebook,
    pseudonyms: options.pseudonyms,
  });
  return statusOfGradebook(gradebook);
}

type BatchSettings = Omit<Parameters<typeof gradeBatch>[2], 'signal' | 'onProgress'>;

async function runBatch(
  workshop: Workshop,
  submissions: readonly CollectedSubmission[],
  settings: BatchSettings,
): Promise<{ readonly stopped: boolean; readonly changes: readonly PointsChange[] }> {
  const engine = new GradingEngine(workshop, gradingKit());
  const stop = new AbortController();
  const line = new BatchProgressLine(submissions.length);
  const release = onInterrupt(() => {
    line.say('Stopping: what runs is ended, what was graded is kept …');
    stop.abort();
  });
  const changes: PointsChange[] = [];
  try {
    await gradeBatch(engine, submissions, {
      ...settings,
      signal: stop.signal,
      onProgress: (progress) => {
        changes.push(...progress.changes);
        line.tell(progress);
      },
    });
    return { stopped: false, changes };
  } catch (error) {
    if (error instanceof GradeStopped) return { stopped: true, changes };
    throw error;
  } finally {
    line.end();
    release();
    await engine.close();
  }
}

/** Who is in this batch: the roster's people and whoever else handed in, as far as they are this shard's. */
function selected(
  intake: Awaited<ReturnType<typeof collectSubmissions>>,
  roster: Awaited<ReturnType<typeof readRoster>> | undefined,
  shard: Shard | undefined,
): {
  readonly people: Manifest['people'];
  readonly notes: string[];
  readonly submissions: readonly CollectedSubmission[];
} {
  const { present, missing, unknown, notes } = matchRoster(intake, roster);
  const entry = (submission: CollectedSubmission, person: { id: string; name?: string; email?: string }) => ({
    person: {
      ...person,
      submission: submission.id,
      path: submission.path,
      state: submission.refused ? ('refused' as const) : ('graded' as const),
      expected: true,
      problems: [...submission.problems],
    },
    submission,
  });
  const order = new Map(roster?.map(({ id }, index) => [id, index]));
  const all = [
    ...present.map(({ person, submission }) => entry(submission, person)),
    ...missing.map((person) => ({
      person: { ...person, path: '', state: 'absent' as const, expected: true, problems: [] },
      submission: undefined,
    })),
  ].sort((a, b) => (order.get(a.person.id) ?? 0) - (order.get(b.person.id) ?? 0));
  const others = unknown.map((submission) => {
    const { person } = entry(submission, { id: submission.id });
    return { person: { ...person, expected: false }, submission };
  });
  const mine = [...all, ...others].filter(({ person }) => shard === undefined || isInShard(person.id, shard));
  return {
    people: mine.map(({ person }) => person),
    notes: [...intake.notes, ...notes],
    submissions: mine.flatMap(({ submission }) =>
      submission === undefined || submission.refused ? [] : [submission],
    ),
  };
}

function chapterOf({ chapters }: Workshop, { chapterId }: Exercise): string {
  return chapters.find(({ id }) => id === chapterId)?.title ?? chapterId;
}

function shardOf({ shard, seed }: SubmissionsOptions): Shard | undefined {
  if (shard === undefined) return undefined;
  const parsed = parseShard(shard);
  if (parsed === undefined) throw new UsageError('--shard is written as 2/5: the second of five parts.');
  if (seed === undefined) {
    throw new UsageError(
      'With --shard give a --seed too, the same for all parts, and a long one that nobody can guess: what programs are asked and answered follows from it.',
    );
  }
  return parsed;
}

function jobsOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const jobs = Number(text);
  if (Number.isInteger(jobs) && jobs >= 1 && jobs <= 1_000) return jobs;
  throw new UsageError('--jobs is how many programs run side by side: a whole number from 1.');
}

/** After a regrade: whose points are other than before. */
function tellChanges(changes: readonly PointsChange[]): void {
  if (changes.length === 0) return;
  process.stderr.write(`Points that changed since the last time:\n`);
  for (const { id, exerciseId, before, now } of changes) {
    process.stderr.write(`  ${JSON.stringify(id).slice(1, -1)}, ${exerciseId}: ${before} -> ${now}\n`);
  }
}
