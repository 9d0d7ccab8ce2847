import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { writeAtomically } from '../../files/atomic.ts';
import { resultSchema } from '../../grading/result-schema.ts';
import type { GradebookResult } from '../gradebook/types.ts';

const sentSchema = z.object({
  attempt: z.number(),
  title: z.string(),
  args: z.array(z.string()),
  stdout: z.string(),
  exchanges: z.array(
    z.object({
      model: z.string(),
      messages: z.array(z.object({ role: z.string(), text: z.string() })),
      tools: z.array(z.string()),
      parameters: z.record(z.string(), z.string()),
      status: z.number(),
      reply: z.string(),
      promptTokens: z.number().optional(),
      completionTokens: z.number().optional(),
    }),
  ),
});

const gradedSchema = resultSchema.safeExtend({ sent: z.array(sentSchema) });

const fileSchema = z.object({
  schema: z.literal(1),
  /** Whose submission it is. */
  id: z.string(),
  path: z.string(),
  problems: z.array(z.string()),
  results: z.array(z.object({ key: z.string(), result: gradedSchema })),
});

/** What is kept of one submission: verdicts, each with the key of everything that decided it. */
export interface KeptSubmission {
  readonly id: string;
  readonly path: string;
  readonly problems: readonly string[];
  readonly results: readonly { readonly key: string; readonly result: GradebookResult }[];
}

/** One file for each submission, each replaced in one step: whatever happens, what was graded stays graded. */
export class ResultFolder {
  readonly #folder: string;

  /** @param folder absolute path; it is created when something is kept */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** What is kept of a submission. A file that can't be read, or is another's, counts as none: it is graded again. */
  read(id: string): KeptSubmission | undefined {
    const kept = this.#parse(this.#fileOf(id));
    return kept?.id === id ? kept : undefined;
  }

  /** @throws the file system's error */
  keep(submission: KeptSubmission): void {
    writeAtomically(
      this.#fileOf(submission.id),
      `${JSON.stringify({ schema: 1, ...submission }, null, 1)}\n`,
    );
  }

  #parse(file: string): KeptSubmission | undefined {
    try {
      return fileSchema.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data;
    } catch {
      return undefined;
    }
  }

  /** Readable, and unlike that of any other id on any file system. */
  #fileOf(id: string): string {
    const readable = id.replace(/[^\w.-]+/g, '_').slice(0, 60);
    const hash = createHash('sha256').update(id).digest('hex').slice(0, 10);
    return path.join(this.#folder, `${readable}-${hash}.json`);
  }
}
