import { availableParallelism } from 'node:os';
import type { Sandbox } from '../../runner/levels.ts';
import type { Exercise, Workshop } from '../../workshop/types.ts';
import type { GradingEngine } from '../engine.ts';
import { corpusOf, type KnownSubmission, tellingFile } from './corpus.ts';
import { amountFindings, checkFindings, leakFindings, tableFindings, tellingFindings } from './findings.ts';
import { type GradedTask, gradeKnown } from './grade-known.ts';
import { objectionTo } from './judgement.ts';
import type { KeptVerdicts } from './kept.ts';
import { needed } from './selection.ts';
import { type Extent, tasksFor } from './tasks.ts';
import { readTelling, type Telling } from './telling.ts';

/** What grading an exercise's known submissions showed. */
export interface Proof {
  readonly exerciseId: string;
  /** Ids of its checks. */
  readonly checks: readonly string[];
  readonly submissions: readonly ProvenSubmission[];
  /** Mistakes of the exercise that no single submission shows, each in a sentence. */
  readonly findings: readonly string[];
}

/** One known submission. */
export interface ProvenSubmission {
  readonly submission: KnownSubmission;
  /** Why its verdict is not what it should be; none when it is. */
  readonly findings: readonly string[];
}

export interface ProofOptions {
  readonly extent: Extent;
  readonly seeds: readonly [string, ...string[]];
  readonly sandbox: Sandbox;
  /** Verdicts of earlier proofs. */
  readonly kept?: KeptVerdicts;
  /** Told how many of how many submissions have been graded. */
  readonly onProgress?: (graded: number, all: number) => void;
}

/**
 * Proves exercises: the solution and every right submission pass in full, the starter runs and fails, every wrong
 * submission fails the check that its first line names (`// fails: check-id`), and every check is the first that some
 * wrong submission fails. All exercises are graded side by side.
 *
 * A wrong submission is run in the scenario that is known to show it. Before anything is said of a submission it is run
 * again, in all scenarios and with few others beside it: a busy machine is no reason to doubt a grader.
 */
export async function proveExercises(
  engine: GradingEngine,
  workshop: Workshop,
  exercises: readonly Exercise[],
  options: ProofOptions,
): Promise<readonly Proof[]> {
  const subjects = exercises.map((exercise) => subjectOf(workshop, exercise, options.extent));
  const results = await gradeKnown(
    engine,
    subjects.flatMap(({ exercise, submissions, telling }) =>
      tasksFor(exercise, submissions, telling, options),
    ),
    options,
  );
  const doubtful = results.filter(({ task, result }) => objectionTo(task, result) !== undefined);
  const again = await gradeKnown(
    engine,
    doubtful.map(({ task: { scenarios: _, ...task } }) => ({ ...task, partial: false })),
    { ...options, attemptsAtOnce: 2 * availableParallelism() },
  );
  const final = [...results.filter((each) => !doubtful.includes(each)), ...again];
  return subjects.map((subject) =>
    proofOf(
      workshop,
      subject,
      final.filter(({ task }) => task.exercise.id === subject.exercise.id),
      options.extent,
    ),
  );
}

/** One exercise, and what of its corpus is graded. */
interface Subject {
  readonly exercise: Exercise;
  readonly corpus: readonly KnownSubmission[];
  readonly submissions: readonly KnownSubmission[];
  readonly telling: Telling;
}

function subjectOf(workshop: Workshop, exercise: Exercise, extent: Extent): Subject {
  const corpus = corpusOf(workshop, exercise);
  const telling = readTelling(tellingFile(workshop, exercise));
  if (extent !== 'needed') return { exercise, corpus, submissions: corpus, telling };
  const wrong = new Set(
    needed(
      corpus.filter(({ kind }) => kind === 'wrong'),
      telling,
    ),
  );
  const submissions = corpus.filter((each) =>
    each.kind === 'wrong' ? wrong.has(each) : each.kind !== 'right',
  );
  return { exercise, corpus, submissions, telling };
}

function proofOf(
  workshop: Workshop,
  { exercise, corpus, submissions, telling }: Subject,
  graded: readonly GradedTask[],
  extent: Extent,
): Proof {
  const solution = graded.find(({ task }) => task.submission.kind === 'solution')?.result;
  const checks = solution?.checks ?? [];
  return {
    exerciseId: exercise.id,
    checks: checks.map(({ id }) => id),
    submissions: submissions.map((submission) => ({
      submission,
      findings: graded
        .filter(({ task }) => task.submission === submission)
        .flatMap(({ task, result }) => objectionTo(task, result) ?? []),
    })),
    findings: [
      ...checkFindings(
        checks.map(({ id }) => id),
        graded,
      ),
      // What is being found out anew is held against nothing.
      ...(extent === 'every-scenario' ? [] : tellingFindings(exercise, corpus, telling, checks)),
      ...tableFindings(exercise, solution),
      ...leakFindings(workshop, exercise, graded),
      ...amountFindings(corpus),
    ],
  };
}
