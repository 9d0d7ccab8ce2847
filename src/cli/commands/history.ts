import { existsSync, readFileSync } from 'node:fs';
import { shownPath } from '../../files/shown-path.ts';
import type { Version } from '../../progress/history.ts';
import { toAnsi } from '../../render/ansi.ts';
import { renderDiff } from '../../render/diff.ts';
import { findExercise } from '../../workshop/lookup.ts';
import { openContext } from '../context.ts';
import { type ExitStatus, exitStatus, UsageError } from '../exit.ts';
import { parseOptions } from '../options.ts';
import { colorsOf, outputColumns, writeOut } from '../output.ts';
import { plainTheme } from '../plain-theme.ts';

/**
 * `history EXERCISE`: the graded versions of the learner's file, newest first. With a version's number: what it would
 * change in the file; `--apply` puts it there, after a copy of the file has been kept.
 */
export async function historyCommand(argv: readonly string[]): Promise<ExitStatus> {
  const { values, positionals } = parseOptions(argv, { apply: { type: 'boolean' } });
  const [name, wanted, ...more] = positionals;
  const unclear = more.length > 0 || (values.apply === true && wanted === undefined);
  if (values.help === true || name === undefined || unclear)
    throw new UsageError('Usage: npm run workshop -- history EXERCISE [VERSION [--apply]]');
  const { workshop, history, undo } = openContext(values.workshop);
  const exercise = findExercise(workshop, name);
  const versions = history.list(exercise.id);
  const file = exercise.submissionPath;
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  if (wanted === undefined) {
    await writeOut(`${overview(exercise.id, versions, text)}\n`);
    return exitStatus.passed;
  }
  const version = versions.find(({ number }) => String(number) === wanted);
  if (version === undefined) {
    const known = versions.map(({ number }) => number).join(', ');
    throw new UsageError(
      `There is no version "${wanted}" of ${exercise.id}. There ${known === '' ? 'is none yet' : `are: ${known}`}.`,
    );
  }
  await writeOut(`${difference(text, version)}\n`);
  if (values.apply !== true) return exitStatus.passed;
  undo.replace(file, version.text, `version ${version.number} of ${exercise.id}`);
  await writeOut(
    `\n${shownPath(file)} is version ${version.number} now. \`npm run workshop -- undo\` brings your text back.\n`,
  );
  return exitStatus.passed;
}

function overview(id: string, versions: readonly Version[], text: string): string {
  if (versions.length === 0) return `${id} has not been graded yet: each graded version is kept.`;
  return versions
    .map((version) => {
      const { number, at, points, maxPoints, passed } = version;
      const now = version.text === text ? ', your file now' : '';
      return `version ${String(number).padEnd(4)} ${new Date(at).toLocaleString('sv')}  ${points} of ${maxPoints} points, ${passed ? 'passed' : 'not passed'}${now}`;
    })
    .join('\n');
}

function difference(text: string, version: Version): string {
  const color = colorsOf(process.stdout);
  const names = ['your file', `version ${version.number}`] as const;
  const lines = renderDiff(text, version.text, { width: outputColumns(), names, ...plainTheme(color) });
  if (lines.length === 0) return 'Your file is like this now.';
  return lines.map((line) => toAnsi(line, { color })).join('\n');
}
