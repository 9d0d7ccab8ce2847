import { writeAtomically } from '../../files/atomic.ts';
import type { Exercise, Workshop } from '../../workshop/types.ts';
import type { GradingEngine } from '../engine.ts';
import { corpusOf, tellingFile } from './corpus.ts';
import { gradeKnown } from './grade-known.ts';
import type { ProofOptions } from './prove.ts';
import { tasksFor } from './tasks.ts';
import { tellingOf, tellingText } from './telling.ts';

/** Runs the corpus of exercises in every scenario, and writes down which of them shows what. */
export async function renewTelling(
  engine: GradingEngine,
  workshop: Workshop,
  exercises: readonly Exercise[],
  { seeds: [seed], sandbox, kept, onProgress }: ProofOptions,
): Promise<void> {
  const tasks = exercises.flatMap((exercise) => {
    const submissions = corpusOf(workshop, exercise).filter(
      ({ kind }) => kind === 'solution' || kind === 'wrong',
    );
    const everything = { extent: 'every-scenario', seeds: [seed] } as const;
    return tasksFor(exercise, submissions, { checks: {}, wrong: {} }, everything);
  });
  const graded = await gradeKnown(engine, tasks, { sandbox, kept, onProgress });
  for (const exercise of exercises) {
    const own = graded.filter(({ task }) => task.exercise.id === exercise.id);
    const solution = own.find(({ task }) => task.submission.kind === 'solution')?.result.checks ?? [];
    const wrong = own
      .filter(({ task }) => task.submission.kind === 'wrong')
      .map(({ task, result }) => ({ submission: task.submission, checks: result.checks }));
    writeAtomically(tellingFile(workshop, exercise), tellingText(tellingOf(solution, wrong)));
  }
}
