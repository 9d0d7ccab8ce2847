import { readFileSync } from 'node:fs';
import { shownPath } from '../../files/shown-path.ts';
import { findExercise } from '../../workshop/lookup.ts';
import { contextAndName, openContext } from '../context.ts';
import { type ExitStatus, exitStatus } from '../exit.ts';
import { parseOptions } from '../options.ts';
import { writeOut } from '../output.ts';

/** `reset EXERCISE`: the starter again, after a copy of the learner's file has been kept. */
export async function resetCommand(argv: readonly string[]): Promise<ExitStatus> {
  const { context, name } = contextAndName(argv, 'npm run workshop -- reset EXERCISE');
  const exercise = findExercise(context.workshop, name);
  const starter = readFileSync(exercise.starterPath, 'utf8');
  context.undo.replace(exercise.submissionPath, starter, `reset ${exercise.id}`);
  const file = shownPath(exercise.submissionPath);
  await writeOut(
    `${file} is the starter again. Your text is kept: \`npm run workshop -- undo\` brings it back.\n`,
  );
  return exitStatus.passed;
}

/** `undo`: brings back what the last reset replaced. */
export async function undoCommand(argv: readonly string[]): Promise<ExitStatus> {
  const { values } = parseOptions(argv, {});
  const { undo } = openContext(values.workshop);
  const entry = undo.undo();
  await writeOut(
    entry === undefined
      ? 'There is nothing to undo.\n'
      : `Undone: ${entry.action}. ${shownPath(entry.file)} is as it was.\n`,
  );
  return exitStatus.passed;
}
