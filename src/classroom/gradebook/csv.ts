import { stringify } from 'csv-stringify/sync';
import { totalOf } from './totals.ts';
import type { Gradebook } from './types.ts';

/**
 * The gradebook as CSV (RFC 4180, UTF-8): a row for each person, points and status for each exercise. Cells that a
 * spreadsheet would take for a formula begin with an apostrophe. What could not be graded has empty points and an empty
 * total, and so has who handed in nothing.
 */
export function gradebookCsv(gradebook: Gradebook): string {
  const head = [
    'id',
    'name',
    'email',
    'state',
    'points',
    'max points',
    ...gradebook.exercises.flatMap(({ id }) => [id, `${id} status`]),
  ];
  const rows = Array.from(gradebook.entries, (entry) => {
    const { points, maxPoints, complete } = totalOf(entry, gradebook);
    const cells = gradebook.exercises.flatMap(({ id }) => {
      const result = entry.results.find((each) => each.id === id);
      return [
        result === undefined || result.status === 'internal' ? '' : result.points,
        result?.status ?? '',
      ];
    });
    const { id, name = '', email = '' } = entry;
    return [id, name, email, entry.state, complete ? points : '', maxPoints, ...cells];
  });
  return stringify([head, ...rows], {
    record_delimiter: '\r\n',
    escape_formulas: true,
    quoted: false,
  });
}
