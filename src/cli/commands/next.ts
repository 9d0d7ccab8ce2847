import { isDone } from '../../progress/progress.ts';
import { allItems } from '../../workshop/lookup.ts';
import { openContext } from '../context.ts';
import { type ExitStatus, exitStatus } from '../exit.ts';
import { parseOptions } from '../options.ts';
import { writeOut } from '../output.ts';

/** `next`: what comes next, the first in reading order that isn't done. */
export async function nextCommand(argv: readonly string[]): Promise<ExitStatus> {
  const { values } = parseOptions(argv, {});
  const { workshop, progress } = openContext(values.workshop);
  const { progress: done } = progress.load();
  const next = allItems(workshop).find((item) => !isDone(item, done));
  if (next === undefined) {
    await writeOut('Everything is done: all lessons are read, and all exercises have passed.\n');
    return exitStatus.passed;
  }
  const chapter = workshop.chapters.find(({ items }) => items.includes(next));
  const how = next.kind === 'lesson' ? `lesson ${next.id}` : `task ${next.id}`;
  await writeOut(`Next in "${chapter?.title ?? ''}": ${next.title}. Read it with: ${how}\n`);
  return exitStatus.passed;
}
