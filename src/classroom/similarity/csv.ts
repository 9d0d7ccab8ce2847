import { stringify } from 'csv-stringify/sync';
import { percent } from './percent.ts';
import type { SimilarityReport } from './types.ts';

/** A row for each pair (RFC 4180, UTF-8). Cells that a spreadsheet would take for a formula begin with an apostrophe. */
export function similarityCsv({ exercises }: SimilarityReport): string {
  const head = ['exercise', 'one', 'other', 'similarity', 'one like the solution', 'other like the solution'];
  const rows = exercises.flatMap(({ exerciseId, pairs }) =>
    pairs.map(({ left, right, similarity }) => [
      exerciseId,
      left.id,
      right.id,
      percent(similarity),
      percent(left.likeSolution),
      percent(right.likeSolution),
    ]),
  );
  return stringify([head, ...rows], { record_delimiter: '\r\n', escape_formulas: true });
}
