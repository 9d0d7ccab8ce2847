import { readFileSync } from 'node:fs';
import { shownPath } from '../../files/shown-path.ts';
import { withHints, withSolutionSeen } from '../../progress/progress.ts';
import { toAnsi } from '../../render/ansi.ts';
import { renderSource } from '../../render/source.ts';
import { findExercise } from '../../workshop/lookup.ts';
import { openContext } from '../context.ts';
import { type ExitStatus, exitStatus, UsageError } from '../exit.ts';
import { parseOptions } from '../options.ts';
import { colorsOf, outputColumns, writeOut } from '../output.ts';
import { plainTheme } from '../plain-theme.ts';

/**
 * `solution EXERCISE --yes`: the reference solution. Without `--yes` it is only told how to see it, so that nobody
 * sees it by mistake. `--apply` puts it into the learner's file, after a copy of that has been kept.
 */
export async function solutionCommand(argv: readonly string[]): Promise<ExitStatus> {
  const { values, positionals } = parseOptions(argv, {
    yes: { type: 'boolean' },
    apply: { type: 'boolean' },
  });
  const [name, ...more] = positionals;
  if (values.help === true || name === undefined || more.length > 0)
    throw new UsageError('Usage: npm run workshop -- solution EXERCISE --yes [--apply]');
  const { workshop, progress, undo } = openContext(values.workshop);
  const exercise = findExercise(workshop, name);
  if (values.yes !== true) {
    await writeOut(
      `What you find yourself stays with you longer: \`npm run workshop -- hint ${exercise.id}\` gives a hint.\nTo see the solution: \`npm run workshop -- solution ${exercise.id} --yes\`\n`,
    );
    return exitStatus.passed;
  }
  const solution = readFileSync(exercise.solutionPath, 'utf8');
  const color = colorsOf(process.stdout);
  const lines = renderSource(solution, 'ts', { width: outputColumns(), ...plainTheme(color) });
  await writeOut(`${lines.map((line) => toAnsi(line, { color })).join('\n')}\n`);
  progress.update((before) => {
    const climbed = withHints(before, exercise.id, exercise.hints.length, exercise.points);
    return withSolutionSeen(climbed, exercise.id, exercise.points, new Date());
  });
  if (values.apply !== true) return exitStatus.passed;
  undo.replace(exercise.submissionPath, solution, `the solution of ${exercise.id}`);
  const file = shownPath(exercise.submissionPath);
  await writeOut(`\n${file} is the solution now. \`npm run workshop -- undo\` brings your text back.\n`);
  return exitStatus.passed;
}
