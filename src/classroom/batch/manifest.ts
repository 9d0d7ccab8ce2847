import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { writeAtomically } from '../../files/atomic.ts';
import { sandboxes } from '../../runner/levels.ts';
import type { Gradebook } from '../gradebook/types.ts';

const text = z.string();

const manifestSchema = z.object({
  schema: z.literal(1),
  seed: text,
  sandbox: z.enum(sandboxes),
  provider: z.literal('simulated'),
  workshop: text,
  exercises: z.array(
    z.object({
      id: text,
      title: text,
      chapter: text,
      points: z.number(),
      checks: z.array(z.object({ id: text, title: text, points: z.number() })),
    }),
  ),
  version: z.object({ common: text, exercises: z.record(text, text) }),
  shard: z.object({ index: z.number().int(), count: z.number().int() }).optional(),
  /** Whether the batch came to its end; until then some submissions may have no results. */
  finished: z.boolean(),
  people: z.array(
    z.object({
      id: text,
      name: text.optional(),
      email: text.optional(),
      /** Id of the submission in the results; a roster may call the person otherwise. */
      submission: text.optional(),
      path: text,
      state: z.enum(['graded', 'absent', 'refused']),
      expected: z.boolean(),
      problems: z.array(text),
    }),
  ),
  notes: z.array(text),
});

/** What a batch was about: everything of its gradebook but the verdicts, which have a file for each submission. */
export type Manifest = z.infer<typeof manifestSchema>;

export type ManifestPerson = Manifest['people'][number];

/** Under which id the results of a person are kept. */
export function submissionOf({ submission, id }: ManifestPerson): string {
  return submission ?? id;
}

/** What is in a folder of grades can't be used; the text names it and says what to do. */
export class GradesError extends Error {
  override readonly name = 'GradesError';
}

const fileName = 'batch.json';

export function resultsFolder(out: string): string {
  return path.join(out, 'results');
}

/** @throws the file system's error */
export function writeManifest(out: string, manifest: Manifest): void {
  writeAtomically(path.join(out, fileName), `${JSON.stringify(manifest, null, 1)}\n`);
}

/**
 * The manifest in a folder of grades; `undefined` when there is none.
 * @throws GradesError when it is there and can't be read
 */
export function readManifest(out: string): Manifest | undefined {
  const file = path.join(out, fileName);
  let content: string;
  try {
    content = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new GradesError(`${file} can't be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  const parsed = manifestSchema.safeParse(jsonOf(content));
  if (parsed.success) return parsed.data;
  throw new GradesError(
    `${file} is not what this version of Agentlings writes. Use another --out folder, or remove this one and grade again.`,
  );
}

function jsonOf(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}

/** The parts of a gradebook that don't depend on verdicts. */
export function headOf(manifest: Manifest): Omit<Gradebook, 'entries'> {
  const { schema, seed, sandbox, provider, workshop, exercises, notes } = manifest;
  return { schema, seed, sandbox, provider, workshop, exercises, notes };
}
