import { GradingEngine } from '../../grading/engine.ts';
import { defaultSettings } from '../../model/playground/request.ts';
import { PlaygroundSession } from '../../model/playground/session.ts';
import { defaultSandbox } from '../../runner/sandbox.ts';
import { surroundingsText } from '../../runner/surroundings.ts';
import { selectExercises } from '../../workshop/lookup.ts';
import type { Workshop } from '../../workshop/types.ts';
import { gradingKit } from '../root.ts';
import { type Finding, ok, problem } from './finding.ts';
import { homeAsTilde } from './machine.ts';

/** One grade, of the first exercise's reference solution: what `npm run grade` and every save do. */
export async function gradeFinding(workshop: Workshop): Promise<Finding> {
  const [exercise] = selectExercises(workshop, []);
  if (exercise === undefined) return ok('grade', 'not tried: there is no exercise');
  const engine = new GradingEngine(workshop, gradingKit());
  try {
    const began = performance.now();
    const task = { exercise, file: exercise.solutionPath };
    const [result] = await engine.grade([task], { seed: 'doctor', sandbox: defaultSandbox() });
    if (result?.status === 'passed') {
      return ok('grade', `${exercise.id} was graded in ${Math.round(performance.now() - began)} ms`);
    }
    return problem('grade', seenIn(result?.message), 'Nothing can be graded like this. Report this block.');
  } catch (error) {
    return problem('grade', seenIn(error), 'Nothing can be graded like this. Report this block.');
  } finally {
    await engine.close();
  }
}

/** One question in the playground, over the same way as there. */
export async function playgroundFinding(knowledge: readonly string[]): Promise<Finding> {
  const session = new PlaygroundSession({ seed: 'doctor', knowledge });
  const advice = 'The playground will not answer. Report this block.';
  try {
    const {
      problem: refused,
      durationMs,
      stopped,
    } = await session.ask(
      { settings: defaultSettings, messages: [{ role: 'user', content: 'Hello!' }] },
      { signal: AbortSignal.timeout(10_000), onText: () => undefined },
    );
    if (stopped) return problem('playground', 'no answer came', advice);
    if (refused === undefined) return ok('playground', `answered in ${durationMs} ms`);
    return problem('playground', seenIn(refused.message), advice);
  } catch (error) {
    return problem('playground', seenIn(error), advice);
  } finally {
    await session.close();
  }
}

function seenIn(error: unknown): string {
  const text =
    surroundingsText(error) ?? (error instanceof Error ? error.message : String(error ?? 'no verdict'));
  return homeAsTilde(text.replaceAll(/\s+/g, ' '));
}
