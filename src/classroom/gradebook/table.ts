import { exerciseStatuses, statusLooks } from '../../grading/statuses.ts';
import { toHarmless } from '../../render/sanitize.ts';
import { lineWidth, plain, span, truncate, wrapText } from '../../render/text.ts';
import { figuresOf, type ListedGradebook } from './entries.ts';
import { packPeople } from './page/pack.ts';
import type { PageData } from './page/page-data.ts';
import { checkFigures, mean, median } from './page/statistics.ts';
import { totalOf } from './totals.ts';
import type { Gradebook, GradebookEntry, GradebookResult } from './types.ts';

const legend = exerciseStatuses
  .map((status) => `${statusLooks[status].letter} ${statusLooks[status].word}`)
  .join(', ');
const widestName = 28;
const cellWidth = 5;
const totalWidth = 9;

export interface TableOptions {
  /** Cells of the terminal. */
  readonly columns: number;
}

/** The gradebook for a terminal: who has what, what to explain again, and everything that needs a person's eye. */
export function gradebookTable(whole: Gradebook, { columns }: TableOptions): string {
  const gradebook = figuresOf(whole);
  const parts = [
    ...tables(gradebook, columns),
    wrapped(legend, columns),
    summary(gradebook, columns),
    explainAgain(packPeople(whole), gradebook, columns),
    attention(gradebook, columns),
    wrapped(
      `Graded with the simulated model, seed ${toHarmless(gradebook.seed)}, sandbox ${gradebook.sandbox}.`,
      columns,
    ),
  ];
  return parts
    .filter((part) => part !== '')
    .map((part) => `${part}\n`)
    .join('\n');
}

/** As many tables as it takes for all exercises to stand in the width. */
function tables(gradebook: ListedGradebook, columns: number): readonly string[] {
  const names = gradebook.entries.map((entry) => toHarmless(entry.id));
  const nameWidth = Math.min(
    widestName,
    names.reduce((most, name) => Math.max(most, lineWidth([span(name)])), 6),
  );
  const fit = Math.max(1, Math.floor((columns - nameWidth - totalWidth) / cellWidth));
  const groups: number[][] = [];
  for (let from = 0; from < gradebook.exercises.length; from += fit) {
    groups.push(gradebook.exercises.map((_, index) => index).slice(from, from + fit));
  }
  return groups.map((group) => {
    const numbers = group.map((index) => String(index + 1).padStart(cellWidth)).join('');
    const head = `${''.padEnd(nameWidth)}${'total'.padStart(totalWidth)}${numbers}`;
    const rows = gradebook.entries.map((entry) => {
      const cells = group.map((index) => cell(entry, gradebook.exercises[index]?.id ?? '')).join('');
      return `${fitted(toHarmless(entry.id), nameWidth)}${total(entry, gradebook)}${cells}`;
    });
    const titles = group.map((index) => `${index + 1} ${gradebook.exercises[index]?.id ?? ''}`).join(', ');
    return [head, ...rows, '', wrapped(titles, columns)].join('\n');
  });
}

function fitted(name: string, width: number): string {
  const line = truncate([span(name)], width);
  return plain(line) + ' '.repeat(Math.max(0, width - lineWidth(line)));
}

function total(entry: GradebookEntry, gradebook: Gradebook): string {
  const { points, maxPoints, complete } = totalOf(entry, gradebook);
  const text = complete ? `${points}/${maxPoints}` : entry.state === 'graded' ? 'open' : entry.state;
  return text.padStart(totalWidth);
}

function cell({ results }: GradebookEntry, exercise: string): string {
  const result: GradebookResult | undefined = results.find(({ id }) => id === exercise);
  if (result === undefined) return ' '.repeat(cellWidth);
  const points = result.status === 'internal' ? '' : String(result.points);
  return `${points}${statusLooks[result.status].letter}`.padStart(cellWidth);
}

function summary(gradebook: ListedGradebook, columns: number): string {
  const complete = gradebook.entries
    .map((entry) => totalOf(entry, gradebook))
    .filter((each) => each.complete)
    .map(({ points }) => points);
  const found = `${gradebook.entries.length} ${gradebook.entries.length === 1 ? 'person' : 'people'}, ${complete.length} graded in full`;
  const numbers =
    complete.length === 0
      ? ''
      : `; mean ${mean(complete)?.toFixed(1)}, median ${median(complete)?.toFixed(1)} points`;
  return wrapped(`${found}${numbers}.`, columns);
}

function explainAgain(data: PageData, gradebook: ListedGradebook, columns: number): string {
  const most = checkFigures(data)
    .filter(({ failed }) => failed > 0)
    .slice(0, 5);
  if (most.length === 0) return '';
  const lines = most.map(({ exercise, check, failed }) => {
    const about = gradebook.exercises[exercise];
    const title = toHarmless(about?.checks[check]?.title ?? '');
    return wrapped(`${String(failed).padStart(4)} failed: ${about?.id}, ${title}`, columns);
  });
  return ['What to explain again:', ...lines].join('\n');
}

/** Who and what a person has to look at, each by name. */
function attention(gradebook: ListedGradebook, columns: number): string {
  const { entries, notes } = gradebook;
  const ids = (some: readonly GradebookEntry[]) => some.map(({ id }) => toHarmless(id)).join(', ');
  const absent = entries.filter(({ state }) => state === 'absent');
  const unknown = entries.filter(({ expected }) => !expected);
  const internal = entries.flatMap((entry) =>
    entry.results
      .filter(({ status }) => status === 'internal')
      .map(({ id, message }) => `${toHarmless(entry.id)}, ${id}: ${toHarmless(message)}`),
  );
  const lines = [
    ...(absent.length > 0 ? [`Handed in nothing: ${ids(absent)}`] : []),
    ...(unknown.length > 0 ? [`Not on the roster: ${ids(unknown)}`] : []),
    ...entries.flatMap(({ id, problems }) =>
      problems.map((each) => `${toHarmless(id)}: ${toHarmless(each)}`),
    ),
    ...internal.map((each) => `Could not be graded: ${each}`),
    ...notes.map(toHarmless),
  ];
  return lines.map((line) => wrapped(line, columns)).join('\n');
}

function wrapped(text: string, columns: number): string {
  return wrapText(text, Math.max(20, columns)).join('\n');
}
