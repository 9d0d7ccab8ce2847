import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gradebookCsv } from '../../classroom/gradebook/csv.ts';
import { fileNameOf } from '../../classroom/gradebook/feedback/file-names.ts';
import { feedbackFiles } from '../../classroom/gradebook/feedback.ts';
import { fillIn, type Service } from '../../classroom/gradebook/fill-in.ts';
import { gradescopeJson } from '../../classroom/gradebook/gradescope.ts';
import { gradebookJson } from '../../classroom/gradebook/json.ts';
import { gradebookJunit } from '../../classroom/gradebook/junit.ts';
import { gradebookPage } from '../../classroom/gradebook/page.ts';
import { pseudonymise } from '../../classroom/gradebook/pseudonyms.ts';
import { gradebookTable } from '../../classroom/gradebook/table.ts';
import type { Gradebook } from '../../classroom/gradebook/types.ts';
import { toHarmless } from '../../render/sanitize.ts';
import { type ExitStatus, exitStatus, UsageError } from '../exit.ts';
import { outputColumns, writeOut } from '../output.ts';
import type { ReporterTarget } from './grade-reporters.ts';
import { writeReportFile } from './report-file.ts';

export interface GradebookOptions {
  /** The instructor's own export from Canvas or Moodle, to be filled in. */
  readonly exported?: string;
  /** File for the key of ids and pseudonyms; with it all other reports have pseudonyms. */
  readonly pseudonyms?: string;
}

/** The exit status that a batch ends with: what could not be graded is a failure of ours. */
export function statusOfGradebook({ entries }: Gradebook): ExitStatus {
  for (const { results } of entries)
    if (results.some(({ status }) => status === 'internal')) return exitStatus.internal;
  return exitStatus.passed;
}

/**
 * Writes the reports of a batch.
 * @throws UsageError when a file can't be written, or a report can't go where it should
 */
export async function writeGradebook(
  named: Gradebook,
  targets: readonly ReporterTarget[],
  { exported, pseudonyms }: GradebookOptions = {},
): Promise<void> {
  const gradebook = pseudonyms === undefined ? named : withPseudonyms(named, pseudonyms);
  for (const { name, file } of targets) {
    if (name === 'canvas' || name === 'moodle') {
      // An export is for the real people, whoever else sees other reports.
      writeFilledIn(named, name, file, exported);
      continue;
    }
    if (name === 'gradescope') {
      writeGradescope(gradebook, file);
      continue;
    }
    if (name === 'feedback') {
      writeFeedback(gradebook, file);
      continue;
    }
    const text = render(name, gradebook, file === undefined ? outputColumns() : 100);
    if (file === undefined) await writeOut(text);
    else writeReportFile(file, text);
  }
}

function render(
  name: Exclude<ReporterTarget['name'], 'feedback' | 'gradescope' | Service>,
  gradebook: Gradebook,
  columns: number,
): string | Iterable<string> {
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

/** Gradescope reads one file for each submission, in a folder that no other has on any file system. */
function writeGradescope(gradebook: Gradebook, file: string | undefined): void {
  if (file === undefined) {
    throw new UsageError(
      'Gradescope reads a file for each submission: name a folder for them, as in gradescope=DIR.',
    );
  }
  for (const entry of gradebook.entries) {
    if (entry.state === 'absent') continue;
    writeReportFile(
      path.join(file, fileNameOf(entry.path), 'results.json'),
      gradescopeJson(gradebook, entry),
    );
  }
}

/** Files to hand to each attendee. */
function writeFeedback(gradebook: Gradebook, folder: string | undefined): void {
  if (folder === undefined) {
    throw new UsageError('Everybody gets files of their own: name a folder for them, as in feedback=DIR.');
  }
  for (const { name, text } of feedbackFiles(gradebook)) writeReportFile(path.join(folder, name), text);
}

function writeFilledIn(
  gradebook: Gradebook,
  service: Service,
  file: string | undefined,
  exported: string | undefined,
): void {
  if (exported === undefined || file === undefined) {
    throw new UsageError(
      `Say which export is to be filled in, and into what: --gradebook EXPORT.csv --reporter ${service}=FILLED.csv`,
    );
  }
  try {
    const { text, notes } = fillIn(readFileSync(path.resolve(exported), 'utf8'), gradebook, service);
    writeReportFile(file, text);
    for (const note of notes) process.stderr.write(`${toHarmless(note)}\n`);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${exported}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The salt is kept with the key, so that the next batch has the same pseudonyms. */
function withPseudonyms(gradebook: Gradebook, file: string): Gradebook {
  const saltFile = path.resolve(`${file}.salt`);
  const salt = existsSync(saltFile) ? readFileSync(saltFile, 'utf8') : randomUUID();
  const { gradebook: without, key } = pseudonymise(gradebook, salt);
  writeReportFile(saltFile, salt);
  writeReportFile(file, key);
  return without;
}
