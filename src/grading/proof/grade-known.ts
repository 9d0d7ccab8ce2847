import type { Sandbox } from '../../runner/levels.ts';
import type { GradingEngine } from '../engine.ts';
import type { ExerciseResult } from '../types.ts';
import { objectionTo } from './judgement.ts';
import type { KeptVerdict, KeptVerdicts } from './kept.ts';
import { type Heard, Listener } from './leaks.ts';
import type { ProofTask } from './tasks.ts';

/** A graded submission, and what was in its attempts. */
export interface GradedTask {
  readonly task: ProofTask;
  readonly result: ExerciseResult;
  readonly heard: Heard;
}

export interface GradeKnownOptions {
  readonly sandbox: Sandbox;
  readonly kept?: KeptVerdicts;
  /** How many attempts run side by side; some for each core when left out. */
  readonly attemptsAtOnce?: number;
  /** Told how many of how many submissions have been graded. */
  readonly onProgress?: (graded: number, all: number) => void;
}

/** So many are graded in one run: what is graded is kept, should the proof be stopped, and the rest needs no memory yet. */
const inOneRun = 250;

/**
 * Grades known submissions of any exercises side by side; what has been graded before is taken from there. Only verdicts
 * that are as they should be are kept: all others are made again each time.
 */
export async function gradeKnown(
  engine: GradingEngine,
  tasks: readonly ProofTask[],
  { sandbox, kept, onProgress, attemptsAtOnce }: GradeKnownOptions,
): Promise<readonly GradedTask[]> {
  const verdicts = new Map<string, KeptVerdict>();
  for (const task of tasks) {
    const known = kept?.read(task);
    if (known !== undefined) verdicts.set(task.id, known);
  }
  const open = tasks.filter(({ id }) => !verdicts.has(id));
  for (let from = 0; from < open.length; from += inOneRun) {
    const before = verdicts.size;
    const tell = (begun: number) => onProgress?.(before + begun, tasks.length);
    for (const { task, ...verdict } of await gradeOpen(
      engine,
      open.slice(from, from + inOneRun),
      { sandbox, attemptsAtOnce },
      tell,
    )) {
      verdicts.set(task.id, verdict);
      if (objectionTo(task, verdict.result) === undefined) kept?.keep(task, verdict);
    }
  }
  return tasks.flatMap((task) => {
    const verdict = verdicts.get(task.id);
    return verdict === undefined ? [] : [{ task, ...verdict }];
  });
}

async function gradeOpen(
  engine: GradingEngine,
  tasks: readonly ProofTask[],
  options: Pick<GradeKnownOptions, 'sandbox' | 'attemptsAtOnce'>,
  onBegun: (begun: number) => void,
): Promise<readonly GradedTask[]> {
  const listeners = new Map(tasks.map(({ id }) => [id, new Listener()]));
  const begun = new Set<string>();
  const results = await engine.grade(tasks, {
    // Each task has its own.
    seed: '',
    ...options,
    revealHidden: true,
    onEvent: (id, event) => {
      listeners.get(id)?.hear(event);
      if (event.type !== 'check' || begun.has(id)) return;
      begun.add(id);
      onBegun(begun.size);
    },
  });
  return tasks.flatMap((task, index) => {
    const result = results[index];
    const { hidden = [], visible = [] } = listeners.get(task.id) ?? {};
    return result === undefined ? [] : [{ task, result, heard: { hidden, visible } }];
  });
}
