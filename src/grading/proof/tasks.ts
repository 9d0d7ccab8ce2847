import type { Exercise } from '../../workshop/types.ts';
import type { GradeTask } from '../task.ts';
import type { KnownSubmission } from './corpus.ts';
import type { Telling } from './telling.ts';

/**
 * How much of the corpus is graded. `needed`: the solution, the starter, and the wrong submissions that show that each
 * check and each scenario is needed. `all`: every submission, wrong ones where they are known to show themselves.
 * `every-scenario`: every submission in every scenario.
 */
export type Extent = 'needed' | 'all' | 'every-scenario';

/** One grade of a known submission. */
export interface ProofTask extends GradeTask {
  readonly id: string;
  readonly seed: string;
  readonly submission: KnownSubmission;
  /** Whether not all scenarios are run. */
  readonly partial: boolean;
}

/** Beside many others an honest program may take longer than alone. One that runs forever is found all the same. */
const patience = 6;

/** The grades that prove an exercise: the solution under every seed, everything else under the first. */
export function tasksFor(
  exercise: Exercise,
  submissions: readonly KnownSubmission[],
  telling: Telling,
  { extent, seeds }: { readonly extent: Extent; readonly seeds: readonly [string, ...string[]] },
): readonly ProofTask[] {
  return submissions.flatMap((submission) => {
    const { kind } = submission;
    const scenarios = extent === 'every-scenario' ? undefined : whereToLook(submission, telling);
    const many = kind === 'solution' || (kind === 'right' && extent === 'every-scenario');
    return (many ? seeds : seeds.slice(0, 1)).map((seed) => ({
      exercise: kind === 'wrong' ? exercise : patient(exercise),
      file: submission.file,
      id: `${exercise.id} ${submission.name} ${seed}`,
      seed,
      submission,
      scenarios,
      partial: scenarios !== undefined,
      eachScenario: kind === 'solution' || extent === 'every-scenario',
    }));
  });
}

/** Titles of the scenarios in which it shows itself; `undefined` for all. */
function whereToLook({ kind, name }: KnownSubmission, telling: Telling): readonly string[] | undefined {
  if (kind === 'wrong') {
    const sign = telling.wrong[name];
    return sign === undefined || sign === null ? undefined : [sign.in];
  }
  if (kind !== 'starter') return undefined;
  const [first] = Object.values(telling.checks)[0] ?? [];
  return first === undefined ? undefined : [first];
}

function patient(exercise: Exercise): Exercise {
  const { limits } = exercise;
  return { ...exercise, limits: { ...limits, seconds: limits.seconds * patience } };
}
