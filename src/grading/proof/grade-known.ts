import type { Sandbox } from '../../runner/levels.ts';
import type { GradingEngine } from '../engine.ts';
import type { ExerciseResult } from '../types.ts';
import { objectionTo } from './judgement.ts';
import type { KeptVerdicts } from './kept.ts';
import { type Heard, Listener } from './leaks.ts';
import type { ProofTask } from './tasks.ts';

/** A graded submission, and what was in its attempts. */
export interface GradedTask {
  readonly task: ProofTask;
  readonly result: ExerciseResult;
  readonly heard: Heard;
}

/**
 * Grades known submissions of any exercises in one run; what has been graded before is taken from there. Only verdicts
 * that are as they should be are kept: all others are made again each time.
 */
export async function gradeKnown(
  engine: GradingEngine,
  tasks: readonly ProofTask[],
  options: {
    readonly sandbox: Sandbox;
    readonly kept?: KeptVerdicts;
    readonly onProgress?: (graded: number, all: number) => void;
  },
): Promise<readonly GradedTask[]> {
  const { kept, sandbox, onProgress } = options;
  const known = new Map(tasks.map((task) => [task.id, kept?.read(task)]));
  const open = tasks.filter(({ id }) => known.get(id) === undefined);
  const listeners = new Map(open.map(({ id }) => [id, new Listener()]));
  const begun = new Set<string>();
  const results =
    open.length === 0
      ? []
      : await engine.grade(open, {
          seed: '',
          sandbox,
          revealHidden: true,
          onEvent: (id, event) => {
            listeners.get(id)?.hear(event);
            if (event.type !== 'check' || begun.has(id)) return;
            begun.add(id);
            onProgress?.(tasks.length - open.length + begun.size, tasks.length);
          },
        });
  for (const [index, task] of open.entries()) {
    const result = results[index];
    if (result === undefined) continue;
    const { hidden = [], visible = [] } = listeners.get(task.id) ?? {};
    const verdict = { result, heard: { hidden, visible } };
    known.set(task.id, verdict);
    if (objectionTo(task, result) === undefined) kept?.keep(task, verdict);
  }
  return tasks.flatMap((task) => {
    const verdict = known.get(task.id);
    return verdict === undefined ? [] : [{ task, ...verdict }];
  });
}
