import { type Cell, cellsOf } from './csv-cells.ts';
import { figuresOf } from './entries.ts';
import { totalOf } from './totals.ts';
import type { Gradebook, GradebookEntry } from './types.ts';

/** Whose export it is: they differ in which column takes the grade. */
export type Service = 'canvas' | 'moodle';

export interface FilledIn {
  /** The export with grades in it. */
  readonly text: string;
  /** Who could not be filled in, and why, one sentence each. */
  readonly notes: readonly string[];
}

/** The export can't be used; the text says what is missing in it. */
export class ExportError extends Error {
  override readonly name = 'ExportError';
}

/** Columns that tell who a row is, the surest first, in lower case. */
const who = [
  'sis user id',
  'sis login id',
  'id number',
  'username',
  'login id',
  'email address',
  'email',
  'id',
];

interface Layout {
  readonly who: readonly number[];
  /** Columns that take points, and what of. */
  readonly targets: readonly { readonly column: number; readonly exercise?: string }[];
  /** Moodle: the column with the most that a row can have. */
  readonly maximum: number;
}

/**
 * Puts grades into the file that an instructor has exported from Canvas or Moodle, for importing it again: the total
 * into the column of the workshop (Canvas) or `Grade` (Moodle), and points of single exercises into columns named after
 * them. Every other byte stays as it was. What could not be graded in full stays empty and is told.
 * @throws ExportError
 */
export function fillIn(exported: string, whole: Gradebook, service: Service): FilledIn {
  const gradebook = figuresOf(whole);
  const [head = [], ...rows] = cellsOf(exported);
  const layout = layoutOf(head, gradebook, service);
  const byKey = entriesByKey(gradebook);
  const filled = new Set<GradebookEntry>();
  const notes: string[] = [];
  const changes: { readonly cell: Cell; readonly value: string }[] = [];
  for (const row of rows) {
    const entry = entryOf(row, layout, byKey);
    if (entry === undefined) continue;
    if (filled.has(entry)) {
      notes.push(`${entry.id} has more than one row; the first was filled in.`);
      continue;
    }
    filled.add(entry);
    for (const { column, exercise } of layout.targets) {
      const cell = row[column];
      const value = gradeOf(entry, gradebook, exercise, row[layout.maximum]?.value);
      if (cell === undefined) notes.push(`The row of ${entry.id} is too short.`);
      else if (value !== undefined) changes.push({ cell, value });
    }
    if (entry.state === 'graded' && !totalOf(entry, gradebook).complete)
      notes.push(`${entry.id} could not be graded in full, so the total was left as it is.`);
  }
  for (const entry of gradebook.entries) {
    if (entry.state === 'graded' && !filled.has(entry)) notes.push(`${entry.id} has no row in the export.`);
  }
  return { text: replaced(exported, changes), notes };
}

function layoutOf(head: readonly Cell[], gradebook: Gradebook, service: Service): Layout {
  const names = head.map(({ value }) => value.trim().toLowerCase());
  const title = gradebook.workshop.toLowerCase();
  const isTotal = (name: string) =>
    service === 'moodle'
      ? name === 'grade'
      : name.includes('agentlings') || (title !== '' && name.includes(title));
  const total = names.findIndex(isTotal);
  const single = gradebook.exercises.flatMap(({ id, title: exerciseTitle }) => {
    // Canvas puts its own number in brackets behind a name.
    const column = names.findIndex((name) =>
      [id, exerciseTitle.toLowerCase()].includes(name.replace(/ \(\d+\)$/, '')),
    );
    return column === -1 || column === total ? [] : [{ column, exercise: id }];
  });
  const found = who.map((name) => names.indexOf(name)).filter((column) => column !== -1);
  if (found.length === 0)
    throw new ExportError(
      `The export has no column that tells who a row is, such as ${who.slice(0, 3).join(', ')}.`,
    );
  if (total === -1 && single.length === 0) {
    throw new ExportError(
      service === 'moodle'
        ? 'The export has no column "Grade". Export the grading worksheet of the assignment.'
        : 'The export has no column for this workshop. Make an assignment with "Agentlings" in its name, and export again.',
    );
  }
  return {
    who: found,
    targets: [...(total === -1 ? [] : [{ column: total }]), ...single],
    maximum: names.indexOf('maximum grade'),
  };
}

function entriesByKey({ entries }: Gradebook): ReadonlyMap<string, GradebookEntry> {
  const all = new Map<string, GradebookEntry>();
  // An id counts before somebody else's address.
  for (const entry of entries) if (entry.email) all.set(entry.email.toLowerCase(), entry);
  for (const entry of entries) all.set(entry.id.toLowerCase(), entry);
  return all;
}

function entryOf(
  row: readonly Cell[],
  layout: Layout,
  byKey: ReadonlyMap<string, GradebookEntry>,
): GradebookEntry | undefined {
  for (const column of layout.who) {
    const entry = byKey.get(row[column]?.value.trim().toLowerCase() ?? '');
    if (entry !== undefined) return entry;
  }
  return undefined;
}

/** The text of a grade; `undefined` where there is none, which is no zero. */
function gradeOf(
  entry: GradebookEntry,
  gradebook: Gradebook,
  exercise: string | undefined,
  maximum: string | undefined,
): string | undefined {
  if (exercise !== undefined) {
    const result = entry.results.find(({ id }) => id === exercise);
    return result === undefined || result.status === 'internal' ? undefined : String(result.points);
  }
  const { points, maxPoints, complete } = totalOf(entry, gradebook);
  if (!complete) return undefined;
  const most = Number(maximum?.replace(',', '.'));
  if (maximum === undefined || !Number.isFinite(most) || most <= 0 || maxPoints === 0) return String(points);
  return String(Math.round((points / maxPoints) * most * 100) / 100);
}

function replaced(text: string, changes: readonly { readonly cell: Cell; readonly value: string }[]): string {
  let done = '';
  let at = 0;
  for (const { cell, value } of [...changes].sort((a, b) => a.cell.from - b.cell.from)) {
    done += text.slice(at, cell.from) + value;
    at = cell.to;
  }
  return done + text.slice(at);
}
