import { statusLooks } from '../../../grading/statuses.ts';
import { resultOfEach } from '../results.ts';
import { totalOf } from '../totals.ts';
import type { Gradebook, GradebookEntry, GradebookResult } from '../types.ts';
import { checkItem } from './checks.ts';
import { inline, prose } from './escape.ts';

/**
 * One person's feedback as Markdown, to be handed to them: what each exercise gave, each check with the words that the
 * learner's own screen has for it, and what to do next. Nothing of anybody else is in it, and no seed: with it, what
 * hidden scenarios ask could be drawn again before the next try. Texts of programs are shown and never markup.
 */
export function feedbackMarkdown(gradebook: Gradebook, entry: GradebookEntry): string {
  const blocks = [`# ${titleOf(entry)}`, summary(gradebook, entry), ...problems(entry)];
  if (entry.state === 'graded') {
    const results = resultOfEach(gradebook.exercises, entry.results);
    const titled = results.map((result, index) => ({
      result,
      title: gradebook.exercises[index]?.title ?? result.id,
    }));
    blocks.push(overview(titled), ...titled.flatMap(exercise));
  }
  return `${blocks.join('\n\n')}\n`;
}

function titleOf({ id, name }: Pick<GradebookEntry, 'id' | 'name'>): string {
  return `Feedback for ${inline(name ?? '') || inline(id)}`;
}

interface Titled {
  readonly title: string;
  readonly result: GradebookResult;
}

function summary(gradebook: Gradebook, entry: GradebookEntry): string {
  const workshop = inline(gradebook.workshop);
  if (entry.state === 'absent')
    return `${workshop}\n\nNothing of yours was handed in. If you did hand in, tell your instructor.`;
  if (entry.state === 'refused')
    return `${workshop}\n\nNothing of what you handed in could be taken, so there is no grade. Hand in again.`;
  const { points, maxPoints, complete } = totalOf(entry, gradebook);
  const passed = entry.results.filter(({ status }) => status === 'passed').length;
  const text = `${workshop}\n\n${points} of ${pointsOf(maxPoints)}, ${passed} of ${gradebook.exercises.length} exercises passed.`;
  if (complete) return text;
  return `${text}\n\nNot everything could be graded. That is not your fault, and it is no zero: ask your instructor.`;
}

function problems({ problems: all }: GradebookEntry): readonly string[] {
  if (all.length === 0) return [];
  return ['Of what you handed in:', all.map((each) => `- ${inline(each)}`).join('\n')];
}

function overview(all: readonly Titled[]): string {
  const rows = all.map(({ title, result }) => {
    const { symbol, word } = statusLooks[result.status];
    return `| ${inline(title)} | ${points(result)} | ${symbol} ${word} |`;
  });
  return ['| Exercise | Points | |', '|---|---|---|', ...rows].join('\n');
}

function exercise({ title, result }: Titled): readonly string[] {
  const { word } = statusLooks[result.status];
  const line = result.status === 'internal' ? `Status: ${word}.` : `${points(result)} points: ${word}.`;
  const message = result.status === 'passed' ? [] : result.message.split('\n').map(prose);
  return [
    `## ${inline(title)}`,
    line,
    ...message.filter((each) => each !== ''),
    ...(result.checks.length > 0 ? [result.checks.map((each) => checkItem(each, result)).join('\n')] : []),
    ...next(result),
  ];
}

/** Commands to go on with. Ids of lessons and exercises are plain words. */
function next({ id, status, checks }: GradebookResult): readonly string[] {
  if (status === 'passed' || status === 'internal') return [];
  const lesson = checks.find((check) => check.status === 'failed' && check.lesson !== undefined)?.lesson;
  const ran = status !== 'missing' && status !== 'invalid';
  const read = lesson === undefined || !ran ? 'task' : 'lesson';
  const what = read === 'task' ? id : (lesson?.split('#')[0] ?? '');
  return [
    `What to do next: read \`npm run workshop -- ${read} ${plain(what)}\`, change your program, then try \`npm run grade -- ${plain(id)}\`.`,
  ];
}

/** A result may come from a file: nothing in it ends a span of code. */
function plain(id: string): string {
  return id.replace(/[^\w.-]/g, '');
}

function points({ status, points: got, maxPoints }: GradebookResult): string {
  return status === 'internal' ? `– of ${maxPoints}` : `${got} of ${maxPoints}`;
}

function pointsOf(count: number): string {
  return count === 1 ? '1 point' : `${count} points`;
}
