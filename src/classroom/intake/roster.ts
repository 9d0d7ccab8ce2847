import { CsvError, parse } from 'csv-parse/sync';
import * as z from 'zod';
import { IntakeError } from './errors.ts';
import { hasControlCharacters, showName } from './names.ts';
import { readRosterText } from './roster-text.ts';
import type { RosterPerson } from './types.ts';

/** What columns of a roster are called, in the order in which they are preferred. */
const columnNames = {
  id: ['id', 'login', 'username', 'user', 'student id', 'user name', 'user id', 'id number', 'sis login id'],
  name: ['name', 'full name', 'student'],
  firstName: ['first name', 'firstname', 'given name'],
  lastName: ['last name', 'lastname', 'surname', 'family name'],
  email: ['email', 'e mail', 'mail', 'email address', 'e mail address'],
} as const;

type Columns = Partial<Record<keyof typeof columnNames, number>>;

const personSchema = z.object({
  id: z
    .string()
    .min(1, 'has no id. Give every person one')
    .refine((id) => !hasControlCharacters(id), 'has control characters in its id'),
  name: z.string().optional(),
  email: z.string().optional(),
});

/** A record of the file, and the line it ends on. */
interface Row {
  readonly cells: readonly string[];
  readonly line: number;
}

const rowsSchema = z.array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) }));

/**
 * Reads who is expected to hand in, from CSV (RFC 4180) in UTF-8, separated by `,`, `;` or tabs. A first row with
 * known names of columns is a header, in any order and case; without one the first column is the ids.
 * @returns in the file's order; ids are unique and NFC-normalised
 * @throws IntakeError with file and line, when something in it can't be used
 */
export async function readRoster(file: string): Promise<readonly RosterPerson[]> {
  const text = await readRosterText(file);
  const rows = parseRows(file, text);
  const [first] = rows;
  if (first === undefined)
    throw new IntakeError(`${showName(file)} has no rows. Put one line for each person in it.`);
  const header = columnsOf(first.cells);
  const columns = header === undefined ? { id: 0 } : withIds(file, first, header);
  const people = peopleOf(file, header === undefined ? rows : rows.slice(1), columns);
  if (people.length === 0)
    throw new IntakeError(
      `${at(file, first.line)}: nobody follows the header. Put one line for each person below it.`,
    );
  return people;
}

function parseRows(file: string, text: string): readonly Row[] {
  try {
    const parsed: unknown = parse(text, {
      delimiter: separatorOf(text),
      info: true,
      trim: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
    });
    return rowsSchema.parse(parsed).map(({ record, info }) => ({ cells: record, line: info.lines }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error.lines === 'number' ? error.lines : 1;
    throw new IntakeError(`${at(file, line)}: ${explain(error.code)}.`);
  }
}

function explain(code: string): string {
  switch (code) {
    case 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH':
    case 'CSV_RECORD_INCONSISTENT_COLUMNS':
      return 'this line has more or fewer columns than the first one. Put quotes around values with separators in them';
    case 'CSV_QUOTE_NOT_CLOSED':
      return 'a quote is opened and never closed. Close it, or write two quotes for one';
    default:
      return 'quotes may only stand around a whole value. Write two quotes for one within it';
  }
}

/** The separator that the first line has most of, outside quotes. */
function separatorOf(text: string): string {
  const line = (/^(?:"(?:[^"]|"")*"|[^"\r\n])*/.exec(text.trimStart())?.[0] ?? '').replace(
    /"(?:[^"]|"")*"/g,
    '',
  );
  const counts = [',', ';', '\t'].map((separator) => ({ separator, count: line.split(separator).length }));
  return counts.reduce((most, next) => (next.count > most.count ? next : most)).separator;
}

/** Which column is what, when the row is a header. */
function columnsOf(cells: readonly string[]): Columns | undefined {
  const titles = cells.map((cell) =>
    cell
      .toLowerCase()
      .replace(/[\s_-]+/g, ' ')
      .trim(),
  );
  const columns: Columns = {};
  for (const key of ['id', 'name', 'firstName', 'lastName', 'email'] as const) {
    const title = columnNames[key].find((candidate) => titles.includes(candidate));
    if (title !== undefined) columns[key] = titles.indexOf(title);
  }
  return Object.keys(columns).length === 0 ? undefined : columns;
}

/** Rosters without ids have addresses, which are as good. */
function withIds(file: string, header: Row, columns: Columns): Columns & { readonly id: number } {
  const id = columns.id ?? columns.email;
  if (id === undefined)
    throw new IntakeError(`${at(file, header.line)}: no column has the ids. Call one of them “id”.`);
  return { ...columns, id };
}

function peopleOf(
  file: string,
  rows: readonly Row[],
  columns: Columns & { readonly id: number },
): RosterPerson[] {
  const lines = new Map<string, number>();
  return rows.map(({ cells, line }) => {
    const cell = (column: number | undefined) =>
      column === undefined ? '' : (cells[column] ?? '').normalize('NFC').trim();
    const whole = cell(columns.name) || `${cell(columns.firstName)} ${cell(columns.lastName)}`.trim();
    const parsed = personSchema.safeParse({
      id: cell(columns.id),
      name: whole || undefined,
      email: cell(columns.email) || undefined,
    });
    if (!parsed.success)
      throw new IntakeError(
        `${at(file, line)}: this line ${parsed.error.issues[0]?.message ?? 'can’t be used'}.`,
      );
    const { id } = parsed.data;
    const earlier = lines.get(id);
    if (earlier !== undefined)
      throw new IntakeError(
        `${at(file, line)}: ${showName(id)} is on line ${earlier} too. Remove one of them.`,
      );
    lines.set(id, line);
    return parsed.data;
  });
}

function at(file: string, line: number): string {
  return `${showName(file)}:${line}`;
}
