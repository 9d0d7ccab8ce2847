import { readFileSync } from 'node:fs';
import { isSameText } from '../../files/same-text.ts';
import { toAnsi } from '../../render/ansi.ts';
import { renderDiff } from '../../render/diff.ts';
import { findExercise } from '../../workshop/lookup.ts';
import { openContext } from '../context.ts';
import { type ExitStatus, exitStatus, UsageError } from '../exit.ts';
import { parseOptions } from '../options.ts';
import { colorsOf, outputColumns, writeOut } from '../output.ts';
import { plainTheme } from '../plain-theme.ts';

/** `diff EXERCISE`: what the learner has changed in the starter, or what is different in the reference solution. */
export async function diffCommand(argv: readonly string[]): Promise<ExitStatus> {
  const { values, positionals } = parseOptions(argv, { solution: { type: 'boolean' } });
  const [name, ...more] = positionals;
  if (name === undefined || more.length > 0)
    throw new UsageError('Usage: npm run workshop -- diff EXERCISE [--solution]');
  const { workshop } = openContext(values.workshop);
  const exercise = findExercise(workshop, name);
  const mine = readFileSync(exercise.submissionPath, 'utf8');
  const solution = values.solution === true;
  const before = solution ? mine : readFileSync(exercise.starterPath, 'utf8');
  const after = solution ? readFileSync(exercise.solutionPath, 'utf8') : mine;
  const color = colorsOf(process.stdout);
  if (isSameText(before, after)) {
    await writeOut(
      solution
        ? 'Your file is the reference solution.\n'
        : 'Your file is the starter: nothing changed yet.\n',
    );
    return exitStatus.passed;
  }
  const names: [string, string] = solution
    ? ['your file', 'the reference solution']
    : ['the starter', 'your file'];
  const lines = renderDiff(before, after, { width: outputColumns(), names, ...plainTheme(color) });
  await writeOut(`${lines.map((line) => toAnsi(line, { color })).join('\n')}\n`);
  return exitStatus.passed;
}
