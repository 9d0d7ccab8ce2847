import path from 'node:path';
import { writeAtomically } from '../../files/atomic.ts';
import { gradebookCsv } from '../../grading/gradebook/csv.ts';
import { gradescopeJson } from '../../grading/gradebook/gradescope.ts';
import { gradebookJson } from '../../grading/gradebook/json.ts';
import { gradebookJunit } from '../../grading/gradebook/junit.ts';
import { gradebookPage } from '../../grading/gradebook/page.ts';
import { gradebookTable } from '../../grading/gradebook/table.ts';
import type { Gradebook } from '../../grading/gradebook/types.ts';
import { UsageError } from '../exit.ts';
import { outputColumns, writeOut } from '../output.ts';
import type { ReporterTarget } from './grade-reporters.ts';

/**
 * Writes the reports of a batch.
 * @throws UsageError when a file can't be written, or a report can't go where it should
 */
export async function writeGradebook(
  gradebook: Gradebook,
  targets: readonly ReporterTarget[],
): Promise<void> {
  for (const { name, file } of targets) {
    if (name === 'gradescope') {
      writeGradescope(gradebook, file);
      continue;
    }
    const text = render(name, gradebook, file === undefined ? outputColumns() : 100);
    if (file === undefined) await writeOut(text);
    else write(file, text);
  }
}

function render(
  name: Exclude<ReporterTarget['name'], 'gradescope'>,
  gradebook: Gradebook,
  columns: number,
): string {
  switch (name) {
    case 'json':
      return gradebookJson(gradebook);
    case 'junit':
      return gradebookJunit(gradebook);
    case 'csv':
      return gradebookCsv(gradebook);
    case 'html':
      return gradebookPage(gradebook);
    case 'pretty':
      return gradebookTable(gradebook, { columns });
  }
}

/** Gradescope reads one file for each submission. */
function writeGradescope(gradebook: Gradebook, file: string | undefined): void {
  if (file === undefined) {
    throw new UsageError(
      'Gradescope reads a file for each submission: name a folder for them, as in gradescope=DIR.',
    );
  }
  for (const entry of gradebook.entries) {
    if (entry.state === 'absent') continue;
    write(path.join(file, entry.path, 'results.json'), gradescopeJson(gradebook, entry));
  }
}

function write(file: string, text: string): void {
  try {
    writeAtomically(path.resolve(file), text);
  } catch (error) {
    throw new UsageError(
      `The report can't be written to ${file}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
