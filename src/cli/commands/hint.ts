import { withHints } from '../../progress/progress.ts';
import { wrapText } from '../../render/text.ts';
import { findExercise } from '../../workshop/lookup.ts';
import { contextAndName } from '../context.ts';
import { type ExitStatus, exitStatus } from '../exit.ts';
import { outputColumns, writeOut } from '../output.ts';

/** `hint EXERCISE`: the hints seen so far and the next one. */
export async function hintCommand(argv: readonly string[]): Promise<ExitStatus> {
  const { context, name } = contextAndName(argv, 'npm run workshop -- hint EXERCISE');
  const exercise = findExercise(context.workshop, name);
  const seen = context.progress.load().progress.exercises[exercise.id]?.hintsShown ?? 0;
  const shown = Math.min(seen + 1, exercise.hints.length);
  const blocks = exercise.hints
    .slice(0, shown)
    .map((hint, index) =>
      wrapText(`Hint ${index + 1} of ${exercise.hints.length}: ${hint}`, outputColumns()).join('\n'),
    );
  const left = exercise.hints.length - shown;
  const more =
    left > 0
      ? `${left} more: run this command again.`
      : `These are all the hints there are. \`npm run grade -- ${exercise.id}\` says why a check failed, \`npm run workshop -- diff ${exercise.id} --solution\` how your file differs from the solution, and \`npm run workshop -- solution ${exercise.id}\` shows that.`;
  await writeOut(`${blocks.join('\n\n')}\n\n${wrapText(more, outputColumns()).join('\n')}\n`);
  context.progress.update((progress) => withHints(progress, exercise.id, shown, exercise.points));
  return exitStatus.passed;
}
