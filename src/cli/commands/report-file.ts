import path from 'node:path';
import { writeAtomically } from '../../files/atomic.ts';
import { UsageError } from '../exit.ts';

/** @throws UsageError when a report's file can't be written */
export function writeReportFile(file: string, text: string | Iterable<string>): void {
  try {
    writeAtomically(path.resolve(file), text);
  } catch (error) {
    throw new UsageError(
      `The report can't be written to ${file}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
