import { existsSync } from 'node:fs';
import path from 'node:path';
import { type GradeOptions, GradeStopped, GradingEngine } from '../../grading/engine.ts';
import { gradeSubmission, type SubmissionFiles } from '../../grading/grade.ts';
import { newSeed } from '../../grading/seed.ts';
import type { ExerciseResult, GradeReport, SubmissionResult } from '../../grading/types.ts';
import { type Sandbox, sandboxes } from '../../runner/levels.ts';
import { defaultSandbox, permissionObstacle, sandboxAvailable } from '../../runner/sandbox.ts';
import { selectExercises } from '../../workshop/lookup.ts';
import type { Exercise, Workshop } from '../../workshop/types.ts';
import { type Context, openContext } from '../context.ts';
import { type ExitStatus, exitStatus, UsageError } from '../exit.ts';
import { parseOptions } from '../options.ts';
import { recordGrades } from '../record.ts';
import { gradingKit } from '../root.ts';
import { onInterrupt } from '../signals.ts';
import { parseReporters, type ReporterTarget, writeReports } from './grade-reporters.ts';

export const gradeHelp = `npm run grade -- [exercise-or-chapter…] [options]

Grades this workspace. Without names: every exercise.

  --file FILE          grade FILE as the submission of the one exercise named
  --solutions          grade the reference solutions
  --submissions DIR    grade everybody's: each folder, .zip or .tar.gz in DIR is one person's
  --seed SEED          replay a grade: every report shows its seed
  --reporter NAME      pretty (default), json, junit, csv, html, feedback or gradescope; NAME=FILE writes to a
                       file; may be repeated. With --submissions, feedback=DIR writes files to hand to each attendee
  --sandbox LEVEL      permission (default where Node has it), bwrap (Linux, with Bubblewrap) or none
  --workshop DIR       another workshop's folder

With --submissions:
  --roster CSV         who is expected: columns id, name, email; missing and unknown people are listed
  --out DIR            where results are kept (default: grades); the same command goes on where it was stopped,
                       and grades again only what has changed
  --jobs N             programs that run side by side (default: some for each core)
  --gradebook EXPORT   your own export from Canvas or Moodle, to be filled in: --reporter canvas=FILE or moodle=FILE
  --pseudonyms KEY     reports without names; KEY, which says who is who, is written apart
  --shard I/N          grade one of N parts; see npm run grade -- merge --help

Which programs are alike: npm run grade -- similarity --help
Who in a room is where, and wants help: npm run grade -- room --help

Exit status: 0 everything passed (with --submissions: everything was graded), 1 some check did not pass, 2 wrong usage,
3 something could not be graded.
`;

/** `npm run grade`: grades the workspace, one file, or the reference solutions. */
export async function gradeCommand(argv: readonly string[]): Promise<ExitStatus> {
  if (argv[0] === 'merge') return (await import('./grade-merge.ts')).mergeCommand(argv.slice(1));
  if (argv[0] === 'similarity')
    return (await import('./grade-similarity.ts')).similarityCommand(argv.slice(1));
  if (argv[0] === 'room') return (await import('./grade-room.ts')).gradeRoomCommand(argv.slice(1));
  const { values, positionals } = parseOptions(argv, {
    file: { type: 'string' },
    solutions: { type: 'boolean' },
    seed: { type: 'string' },
    reporter: { type: 'string', multiple: true },
    sandbox: { type: 'string' },
    submissions: { type: 'string' },
    roster: { type: 'string' },
    out: { type: 'string' },
    jobs: { type: 'string' },
    shard: { type: 'string' },
    gradebook: { type: 'string' },
    pseudonyms: { type: 'string' },
  });
  if (values.help === true) {
    process.stdout.write(gradeHelp);
    return exitStatus.passed;
  }
  const reporters = parseReporters(values.reporter ?? ['pretty']);
  const sandbox = chooseSandbox(values.sandbox);
  const context = openContext(values.workshop);
  const { workshop } = context;
  const exercises = selectExercises(workshop, positionals);
  const { submissions, roster, out, jobs, shard, gradebook, pseudonyms } = values;
  if (submissions !== undefined) {
    if (values.file !== undefined || values.solutions === true)
      throw new UsageError('Use --submissions, --file or --solutions, not two of them.');
    const { gradeSubmissions } = await import('./grade-submissions.ts');
    const batch = { roster, out, jobs, shard, gradebook, pseudonyms };
    const options = { submissions, ...batch, seed: values.seed, sandbox, reporters };
    return gradeSubmissions(workshop, exercises, options);
  }
  const alone = Object.entries({ roster, out, jobs, shard, gradebook, pseudonyms }).find(
    ([, value]) => value !== undefined,
  );
  if (alone !== undefined) throw new UsageError(`--${alone[0]} goes with --submissions DIR.`);
  const submission = chooseSubmission(workshop, exercises, values.file, values.solutions === true);
  const seed = values.seed ?? newSeed();

  const result = await gradeAndClose(workshop, submission, exercises, { seed, sandbox }, reporters).catch(
    unlessStopped,
  );
  if (result === undefined) return exitStatus.interrupted;
  const report: GradeReport = { schema: 1, seed, sandbox, provider: 'simulated', submissions: [result] };
  await writeReports(report, { workshop: workshop.title, exercises }, reporters);
  if (submission.id === workspaceId) record(context, result.exercises);
  return statusOf(result.exercises);
}

const workspaceId = 'workspace';

function chooseSandbox(name: string | undefined): Sandbox {
  if (name === undefined) return defaultSandbox();
  const level = sandboxes.find((each) => each === name);
  if (level === undefined) {
    throw new UsageError(
      `There is no sandbox level "${name}". Use --sandbox permission, --sandbox bwrap or --sandbox none.`,
    );
  }
  if (level === 'bwrap' && !sandboxAvailable(level)) {
    throw new UsageError(
      'Bubblewrap does not work here, and no weaker level is taken in its place. It needs Linux, the package bubblewrap, and a kernel that allows user namespaces. Without it: --sandbox permission.',
    );
  }
  if (!sandboxAvailable(level)) {
    throw new UsageError(`${permissionObstacle()} Without it: --sandbox none.`);
  }
  return level;
}

function chooseSubmission(
  workshop: Workshop,
  exercises: readonly Exercise[],
  file: string | undefined,
  solutions: boolean,
): SubmissionFiles {
  if (file !== undefined && solutions) throw new UsageError('Use --file or --solutions, not both.');
  if (solutions) {
    return {
      id: 'solutions',
      path: path.join(workshop.root, 'solutions'),
      fileFor: (exercise) => exercise.solutionPath,
    };
  }
  if (file === undefined) {
    return { id: workspaceId, path: workshop.root, fileFor: (exercise) => exercise.submissionPath };
  }
  if (exercises.length !== 1) {
    throw new UsageError(
      'With --file, name the one exercise it is a submission of: npm run grade -- single-turn --file my.ts',
    );
  }
  const absolute = path.resolve(file);
  if (!existsSync(absolute))
    throw new UsageError(`There is no file ${file}. The path is taken from ${process.cwd()}.`);
  return { id: path.basename(file), path: absolute, fileFor: () => absolute };
}

async function gradeAndClose(
  workshop: Workshop,
  submission: SubmissionFiles,
  exercises: readonly Exercise[],
  options: GradeOptions,
  reporters: readonly ReporterTarget[],
): Promise<SubmissionResult> {
  const engine = new GradingEngine(workshop, gradingKit());
  const stop = new AbortController();
  const release = onInterrupt(() => stop.abort());
  const quiet =
    !process.stderr.isTTY ||
    reporters.every((reporter) => reporter.file === undefined && reporter.name === 'json');
  if (!quiet)
    process.stderr.write(
      `Grading ${exercises.length === 1 ? exercises[0]?.id : `${exercises.length} exercises`} …\r`,
    );
  try {
    return await gradeSubmission(engine, submission, exercises, { ...options, signal: stop.signal });
  } finally {
    if (!quiet) process.stderr.write('\u001b[2K');
    release();
    await engine.close();
  }
}

/** Ctrl-C: there is no verdict, and nothing to explain. */
function unlessStopped(error: unknown): undefined {
  if (!(error instanceof GradeStopped)) throw error;
  process.stderr.write('Stopped: there is no verdict.\n');
}

/** A verdict stands also where nothing can be written, such as in a read-only container. */
function record(context: Context, results: readonly ExerciseResult[]): void {
  try {
    recordGrades(context, results);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    process.stderr.write(`Your progress could not be saved: ${why}\n`);
  }
}

function statusOf(results: readonly ExerciseResult[]): ExitStatus {
  if (results.some((result) => result.status === 'internal')) return exitStatus.internal;
  return results.every((result) => result.status === 'passed') ? exitStatus.passed : exitStatus.failed;
}
