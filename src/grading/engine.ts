import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { BroadcastChannel } from 'node:worker_threads';
import type { Vitest } from 'vitest/node';
import type { Sandbox } from '../runner/types.ts';
import type { Exercise, Workshop } from '../workshop/types.ts';
import type { EngineMessage, GraderMessage, Job } from './job.ts';
import type { ExerciseResult, WorkEvent } from './types.ts';
import { internalVerdict, moduleVerdict } from './verdict.ts';

/** One submission to grade. */
export interface GradeTask {
  readonly exercise: Exercise;
  /** Absolute path of the submission. */
  readonly file: string;
}

export interface GradeOptions {
  readonly seed: string;
  readonly sandbox: Sandbox;
  /** Aborting kills the running attempts; the grade then rejects with {@link GradeStopped}. */
  readonly signal?: AbortSignal;
  readonly onEvent?: (exerciseId: string, event: WorkEvent) => void;
  /** Folder for full output logs. */
  readonly logFolder?: string;
}

/** The grade was stopped by its signal: there is no verdict. */
export class GradeStopped extends Error {
  override readonly name = 'GradeStopped';
}

/** How long the engine waits for the last messages of a grader that Vitest says has ended. */
const lastMessagesMs = 2_000;

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
  #vitest: Promise<Vitest> | undefined;
  #last: Promise<unknown> = Promise.resolve();

  /** @param kit absolute path of the module that graders import as `#grading` */
  constructor(workshop: Workshop, kit: string) {
    this.#workshop = workshop;
    this.#kit = kit;
  }

  /** Loads Vitest ahead of the first grade. */
  async warm(): Promise<void> {
    await this.#start();
  }

  /** Grades each task and returns the verdicts in the tasks' order. An exercise may be in it once. */
  grade(tasks: readonly GradeTask[], options: GradeOptions): Promise<readonly ExerciseResult[]> {
    const result = this.#last.then(() => this.#grade(tasks, options));
    this.#last = result.catch(() => undefined);
    return result;
  }

  async close(): Promise<void> {
    const vitest = await this.#vitest?.catch(() => undefined);
    this.#vitest = undefined;
    await vitest?.close();
  }

  #start(): Promise<Vitest> {
    this.#vitest ??= startVitest(this.#workshop, this.#kit);
    return this.#vitest;
  }

  async #grade(tasks: readonly GradeTask[], options: GradeOptions): Promise<readonly ExerciseResult[]> {
    if (options.signal?.aborted) throw new GradeStopped('The grade was stopped.');
    const vitest = await this.#start();
    const run = new Run(tasks, options);
    const stop = () => {
      run.stop();
      void vitest.cancelCurrentRun('keyboard-input');
    };
    options.signal?.addEventListener('abort', stop);
    try {
      const job = jobOf(this.#workshop, tasks, options, run.channelName);
      vitest.getRootProject().provide('agentlings', job);
      const specifications = tasks.map(({ exercise }) =>
        vitest.getRootProject().createSpecification(exercise.graderPath),
      );
      const startedAt = performance.now();
      const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specifications, false);
      if (options.signal?.aborted) throw new GradeStopped('The grade was stopped.');
      await run.heardAll(lastMessagesMs);
      const elapsed = performance.now() - startedAt;
      return tasks.map(({ exercise }) => {
        const module = testModules.find(
          ({ moduleId }) => path.normalize(moduleId) === path.normalize(exercise.graderPath),
        );
        if (module === undefined) return internalVerdict(exercise, 'Its grader did not run.');
        const duration = run.durationOf(exercise.id) ?? elapsed;
        return moduleVerdict(exercise, module, unhandledErrors, duration);
      });
    } finally {
      options.signal?.removeEventListener('abort', stop);
      run.close();
      // Vitest notes failed tests in the exit status; failed checks are not a failure of this process.
      process.exitCode = undefined;
    }
  }
}

async function startVitest(workshop: Workshop, kit: string): Promise<Vitest> {
  const { createVitest } = await import('vitest/node');
  return createVitest(
    'test',
    {
      config: false,
      root: workshop.root,
      include: ['exercises/*/grader.test.ts'],
      watch: false,
      pool: 'threads',
      isolate: false,
      fileParallelism: false,
      // Verdicts come from the results, not from what a reporter prints.
      reporters: [{}],
      silent: true,
      passWithNoTests: true,
      alias: { '#grading': kit },
      server: { deps: { external: [new RegExp(escapePattern(kit))] } },
    },
    { logLevel: 'silent', clearScreen: false },
  );
}

function jobOf(workshop: Workshop, tasks: readonly GradeTask[], options: GradeOptions, channel: string): Job {
  return {
    channel,
    seed: options.seed,
    sandbox: options.sandbox,
    knowledge: workshop.knowledge,
    submissions: Object.fromEntries(
      tasks.map(({ exercise, file }) => [
        exercise.id,
        { file, limits: exercise.limits, logFolder: options.logFolder },
      ]),
    ),
  };
}

/** One run's line to its graders. */
class Run {
  readonly channelName = `agentlings-${randomUUID()}`;
  readonly #channel = new BroadcastChannel(this.channelName);
  readonly #open: Set<string>;
  readonly #durations = new Map<string, number>();
  readonly #startedAt = performance.now();
  #heardLast: () => void = () => undefined;

  constructor(tasks: readonly GradeTask[], options: GradeOptions) {
    this.#open = new Set(tasks.map(({ exercise }) => exercise.id));
    this.#channel.onmessage = (event: unknown) => {
      const { data } = event as { data: GraderMessage | EngineMessage };
      if (data.type === 'event') options.onEvent?.(data.exerciseId, data.event);
      if (data.type === 'done') this.#done(data.exerciseId);
    };
  }

  durationOf(exerciseId: string): number | undefined {
    return this.#durations.get(exerciseId);
  }

  stop(): void {
    const message: EngineMessage = { type: 'stop' };
    this.#channel.postMessage(message);
  }

  /** Messages between threads may arrive after Vitest has said that it is done; a broken grader never sends its last. */
  async heardAll(patienceMs: number): Promise<void> {
    if (this.#open.size === 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, patienceMs);
      this.#heardLast = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  close(): void {
    this.#channel.close();
  }

  #done(exerciseId: string): void {
    this.#open.delete(exerciseId);
    this.#durations.set(exerciseId, performance.now() - this.#startedAt);
    if (this.#open.size === 0) this.#heardLast();
  }
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
