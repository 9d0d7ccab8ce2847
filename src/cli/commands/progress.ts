import { ProgressCodeError, progressCode, readProgressCode, withCode } from '../../progress/code.ts';
import { isDone } from '../../progress/progress.ts';
import { allItems } from '../../workshop/lookup.ts';
import { openContext } from '../context.ts';
import { type ExitStatus, exitStatus, UsageError } from '../exit.ts';
import { parseOptions } from '../options.ts';
import { writeOut } from '../output.ts';

/** `progress`: a short code for what is done; with a code: take over what it says, on another machine. */
export async function progressCommand(argv: readonly string[]): Promise<ExitStatus> {
  const { values, positionals } = parseOptions(argv, {});
  const { workshop, progress: store } = openContext(values.workshop);
  const items = allItems(workshop);
  const code = positionals.join('');
  if (values.help === true) throw new UsageError('Usage: npm run workshop -- progress [CODE]');
  const { progress } = store.load();
  if (code === '') {
    await writeOut(
      `${progressCode(items, progress)}\n\nIt says what you have done, where you are, and whether your hand is raised. Give it to whoever leads the workshop, or take it to another machine: npm run workshop -- progress CODE. Your programs are not in it.\n`,
    );
    return exitStatus.passed;
  }
  try {
    const content = readProgressCode(items, code);
    const news = content.done.filter((item) => !isDone(item, progress)).length;
    store.update((before) => withCode(before, content, new Date()));
    await writeOut(
      news === 0
        ? 'All that this code says is done was done here already.\n'
        : `${news} ${news === 1 ? 'lesson or exercise is' : 'lessons and exercises are'} done now that were not before. Your programs are not in a code: copy the folder exercises too, if you want them here.\n`,
    );
    return exitStatus.passed;
  } catch (error) {
    if (error instanceof ProgressCodeError) throw new UsageError(error.message);
    throw error;
  }
}
