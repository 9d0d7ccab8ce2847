import { countRight } from '../../progress/answers.ts';
import { exerciseState, isDone, type Progress } from '../../progress/progress.ts';
import type { Chapter, Item } from '../../workshop/types.ts';
import { openContext } from '../context.ts';
import { type ExitStatus, exitStatus } from '../exit.ts';
import { parseOptions } from '../options.ts';
import { writeOut } from '../output.ts';

/** `list`: the curriculum with what the learner has done, in words. */
export async function listCommand(argv: readonly string[]): Promise<ExitStatus> {
  const { values } = parseOptions(argv, {});
  const { workshop, progress: store } = openContext(values.workshop);
  const { progress, notice } = store.load();
  if (notice !== undefined) console.error(notice);
  await writeOut(`${overview(workshop.title, workshop.chapters, progress)}\n`);
  return exitStatus.passed;
}

/** The curriculum as plain lines: each chapter with `done/total`, each item with its status in words. */
export function overview(title: string, chapters: readonly Chapter[], progress: Progress): string {
  const blocks = chapters.map((chapter) => {
    const done = chapter.items.filter((item) => isDone(item, progress)).length;
    const lines = chapter.items.map((item) => `  ${describeItem(item, progress)}`);
    return [`${chapter.title} (${done}/${chapter.items.length})`, ...lines].join('\n');
  });
  return [title, '', blocks.join('\n\n')].join('\n');
}

function describeItem(item: Item, progress: Progress): string {
  if (item.kind === 'lesson') {
    const read = progress.lessonsRead[item.id] === undefined ? 'unread' : 'read';
    const right = countRight(progress, item);
    const questions = right === 0 ? '' : `, ${right} of ${item.questions.length} questions right`;
    return `lesson    ${item.id.padEnd(20)}  ${item.title}: ${item.minutes} minutes, ${read}${questions}`;
  }
  const points = progress.exercises[item.id]?.points;
  const score = points === undefined ? `${item.points} points` : `${points} of ${item.points} points`;
  return `exercise  ${item.id.padEnd(20)}  ${item.title}: ${score}, ${exerciseState(progress, item.id)}`;
}
