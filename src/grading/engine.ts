import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import path from 'node:path';
import type { TestSpecification, Vitest } from 'vitest/node';
import { loadTokenizer } from '../model/tokens.ts';
import { StandbyPool } from '../runner/standby.ts';
import type { Workshop } from '../workshop/types.ts';
import { Attempts } from './attempts.ts';
import type { JobTask } from './job.ts';
import { type PlainPaths, plainPaths } from './plain-paths.ts';
import { seedOf } from './seed.ts';
import { type GradeOptions, type GradeTask, taskId } from './task.ts';
import type { ExerciseResult } from './types.ts';
import { internalVerdict, moduleVerdict } from './verdict.ts';

export type { GradeOptions, GradeTask } from './task.ts';

/** The grade was stopped by its signal: there is no verdict. */
export class GradeStopped extends Error {
  override readonly name = 'GradeStopped';
}

/**
 * Runs graders with Vitest and makes verdicts of what they report. It stays warm: a second grade costs a fraction
 * of the first. One grade at a time; a later call waits for the one before it.
 *
 * Nothing of a submission is ever loaded here: graders run in threads of this process and look at recorded requests and
 * captured bytes only. A grade exists only where each check of the grader has reported.
 */
export class GradingEngine {
  readonly #workshop: Workshop;
  readonly #kit: string;
  readonly #staysOn: boolean;
  readonly #standby = new StandbyPool();
  #vitest: Promise<Vitest> | undefined;
  #paths: PlainPaths | undefined;
  #last: Promise<unknown> = Promise.resolve();

  /**
   * @param kit absolute path of the module that graders import as `#grading`
   * @param staysOn whether another grade is likely to follow: processes then stand by for it
   */
  constructor(workshop: Workshop, kit: string, staysOn = false) {
    this.#workshop = workshop;
    this.#kit = kit;
    this.#staysOn = staysOn;
  }

  /** Processes for attempts, for free runs too. */
  get standby(): StandbyPool {
    return this.#standby;
  }

  /** Loads ahead of the first grade what it will need. */
  async warm(): Promise<void> {
    await this.#start();
    await loadTokenizer();
  }

  /** Grades each task and returns the verdicts in the tasks' order. */
  grade(tasks: readonly GradeTask[], options: GradeOptions): Promise<readonly ExerciseResult[]> {
    const result = this.#last.then(() => this.#grade(tasks, options));
    this.#last = result.catch(() => undefined);
    return result;
  }

  async close(): Promise<void> {
    this.#standby.close();
    const vitest = await this.#vitest?.catch(() => undefined);
    this.#vitest = undefined;
    await vitest?.close();
    this.#paths?.close();
    this.#paths = undefined;
  }

  #start(): Promise<Vitest> {
    this.#paths ??= plainPaths(this.#workshop.root, this.#kit);
    this.#vitest ??= startVitest(this.#paths);
    return this.#vitest;
  }

  async #grade(tasks: readonly GradeTask[], options: GradeOptions): Promise<readonly ExerciseResult[]> {
    if (options.signal?.aborted) throw new GradeStopped('The grade was stopped.');
    // They start up while Vitest does.
    const limits = tasks.map(({ exercise }) => exercise.limits);
    this.#standby.prepare(limits, options.sandbox);
    const vitest = await this.#start();
    const channel = `agentlings-${randomUUID()}`;
    const attempts = new Attempts(channel, tasks, options, this.#workshop.knowledge, this.#standby);
    const stop = () => void vitest.cancelCurrentRun('keyboard-input');
    // Every attempt listens, and there are many at once.
    if (options.signal !== undefined) setMaxListeners(0, options.signal);
    options.signal?.addEventListener('abort', stop);
    try {
      const project = vitest.getRootProject();
      project.provide('agentlings', {
        channel,
        tasks: await Promise.all(tasks.map((task) => jobTask(task, options))),
      });
      const graderOf = ({ exercise }: GradeTask) => this.#paths?.fileAt(exercise.graderPath) ?? '';
      const graders = new Set(tasks.map(graderOf));
      const specifications = [...graders].map((grader) => project.createSpecification(grader));
      const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specifications, false);
      if (options.signal?.aborted) throw new GradeStopped('The grade was stopped.');
      await attempts.heardAll();
      return tasks.map((task) => {
        const { exercise } = task;
        const id = taskId(task);
        const grader = path.normalize(graderOf(task));
        const module = testModules.find(({ moduleId }) => path.normalize(moduleId) === grader);
        if (module === undefined) return internalVerdict(exercise, 'Its grader did not run.');
        return moduleVerdict(exercise, id, module, unhandledErrors, attempts.durationOf(id) ?? 0);
      });
    } finally {
      options.signal?.removeEventListener('abort', stop);
      attempts.close();
      if (this.#staysOn) this.#standby.prepare(limits, options.sandbox);
      // Vitest notes failed tests in the exit status; failed checks are not a failure of this process.
      process.exitCode = undefined;
    }
  }
}

/** What a grader is told about a task. */
async function jobTask(task: GradeTask, options: GradeOptions): Promise<JobTask> {
  return {
    exerciseId: task.exercise.id,
    id: taskId(task),
    seed: await seedOf(task.seed ?? options.seed, task.file),
    scenarios: task.scenarios,
    eachScenario: task.eachScenario,
  };
}

async function startVitest({ root, kit }: PlainPaths): Promise<Vitest> {
  const { BaseSequencer, createVitest } = await import('vitest/node');
  /** Later exercises take longer, and what takes long has to begin early. */
  class LatestFirst extends BaseSequencer {
    override async sort(files: readonly TestSpecification[]) {
      return files.toSorted((a, b) => b.moduleId.localeCompare(a.moduleId, 'en'));
    }
  }
  return withoutItsSignals(() =>
    createVitest(
      'test',
      {
        config: false,
        root,
        include: ['exercises/*/grader.test.ts'],
        watch: false,
        pool: 'threads',
        isolate: false,
        // Several at a time: while one waits, for a program that retries or the last of its scenarios, others go on.
        // A fourth would find nothing left to do, and costs the half second of CPU time that loading the kit takes.
        fileParallelism: true,
        maxWorkers: 3,
        sequence: { sequencer: LatestFirst },
        // Verdicts come from the results, not from what a reporter prints.
        reporters: [{}],
        silent: true,
        passWithNoTests: true,
        alias: { '#grading': kit },
        server: { deps: { external: [new RegExp(escapePattern(kit))] } },
      },
      // Where there are links, their plain names are the point of them.
      { logLevel: 'silent', clearScreen: false, resolve: { preserveSymlinks: true } },
    ),
  );
}

const signals: readonly (string | symbol)[] = ['SIGINT', 'SIGTERM'];

/**
 * Vitest ends the process at Ctrl-C; here that is for the caller to decide, who has results to keep. Its listeners go the
 * moment they come, because Ctrl-C may too; those that others add meanwhile stay.
 */
async function withoutItsSignals<T>(begin: () => Promise<T>): Promise<T> {
  const remove = (event: string | symbol, listener: (...args: unknown[]) => void) => {
    if (!signals.includes(event) || !isAddedByVitest()) return;
    // It is told just before it is added.
    queueMicrotask(() => process.off(event, listener));
  };
  process.on('newListener', remove);
  try {
    return await begin();
  } finally {
    process.off('newListener', remove);
  }
}

function isAddedByVitest(): boolean {
  return /[\\/]node_modules[\\/](vitest|vite)[\\/]dist[\\/]/.test(new Error().stack ?? '');
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
