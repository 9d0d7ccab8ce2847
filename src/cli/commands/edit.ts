import { findExercise } from '../../workshop/lookup.ts';
import { openContext } from '../context.ts';
import { type ExitStatus, exitStatus, UsageError } from '../exit.ts';
import { parseOptions } from '../options.ts';
import { writeOut } from '../output.ts';
import { openInEditor } from '../screen/editor.ts';

/** `edit EXERCISE [LINE]`: the learner's file in the editor that EDITOR names. */
export async function editCommand(argv: readonly string[]): Promise<ExitStatus> {
  const { values, positionals } = parseOptions(argv, {});
  const [name, line, ...more] = positionals;
  const unclear = more.length > 0 || (line !== undefined && !/^[1-9]\d*$/.test(line));
  if (values.help === true || name === undefined || unclear)
    throw new UsageError('Usage: npm run workshop -- edit EXERCISE [LINE]');
  const { workshop } = openContext(values.workshop);
  const { submissionPath } = findExercise(workshop, name);
  const { kind, text } = await openInEditor(
    submissionPath,
    line === undefined ? undefined : Number(line),
    (work) => work(new AbortController().signal),
  );
  await writeOut(`${text}\n`);
  return kind === 'bad' ? exitStatus.failed : exitStatus.passed;
}
