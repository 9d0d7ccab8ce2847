import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { root } from '../project.ts';

const countsSchema = z.object({
  passed: z.number(),
  failed: z.number(),
  skipped: z.number(),
});

const fileSchema = countsSchema.extend({
  /** Relative to the project, with `/`. */
  file: z.string(),
  seconds: z.number(),
  /** Its slowest tests. */
  slowest: z.array(z.object({ name: z.string(), seconds: z.number() })),
});

const recordSchema = z.object({
  schema: z.literal(1),
  /** From the first file to the last, in wall-clock time. */
  seconds: z.number(),
  files: z.array(fileSchema),
  /** Errors outside of tests. */
  errors: z.number(),
});

/** What a run of Vitest came to, for whoever adds runs up and looks where the time goes. */
export type RunRecord = z.infer<typeof recordSchema>;
export type FileRecord = z.infer<typeof fileSchema>;
export type Counts = z.infer<typeof countsSchema>;

/** Where records are. Git ignores it. */
export const recordFolder = path.join(root, '.tests');

export function writeRecord(name: string, record: RunRecord): void {
  mkdirSync(recordFolder, { recursive: true });
  writeFileSync(path.join(recordFolder, `${name}.json`), `${JSON.stringify(record, null, 1)}\n`);
}

/** @throws when there is no such record */
export function readRecord(name: string): RunRecord {
  return recordSchema.parse(JSON.parse(readFileSync(path.join(recordFolder, `${name}.json`), 'utf8')));
}

export function sumOf(counts: readonly Counts[], errors = 0): Counts {
  const sum = (which: keyof Counts) => counts.reduce((total, each) => total + each[which], 0);
  return { passed: sum('passed'), failed: sum('failed') + errors, skipped: sum('skipped') };
}

/** The closing line that CI reads. */
export function tallyText({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
