import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { writeAtomically } from '../files/atomic.ts';

const entrySchema = z.object({
  version: z.literal(1),
  /** Absolute path of the file that was replaced. */
  file: z.string(),
  /** The learner's text; `null` when there was no file. */
  content: z.string().nullable(),
  /** What was done, for example `reset single-turn`. */
  action: z.string(),
  /** ISO time. */
  at: z.string(),
});

export type UndoEntry = z.infer<typeof entrySchema>;

/** Copies of the learner's files from before they were replaced, newest last. Nothing is replaced without one. */
export class UndoStore {
  readonly #folder: string;

  constructor(stateFolder: string) {
    this.#folder = path.join(stateFolder, 'undo');
  }

  /**
   * Replaces a file of the learner's, after a copy of it has been written.
   * @throws the file system's error; the learner's file is then as it was
   */
  replace(file: string, content: string, action: string): void {
    const entry: UndoEntry = {
      version: 1,
      file,
      content: existsSync(file) ? readFileSync(file, 'utf8') : null,
      action,
      at: new Date().toISOString(),
    };
    const number = String((this.#numbers().at(-1) ?? 0) + 1).padStart(6, '0');
    mkdirSync(this.#folder, { recursive: true });
    writeAtomically(path.join(this.#folder, `${number}.json`), `${JSON.stringify(entry, null, 2)}\n`);
    writeAtomically(file, content);
  }

  /** Brings back what the latest {@link replace} took away; `undefined` when there is nothing to undo. */
  undo(): UndoEntry | undefined {
    const latest = this.#numbers().at(-1);
    if (latest === undefined) return undefined;
    const name = path.join(this.#folder, `${String(latest).padStart(6, '0')}.json`);
    const entry = entrySchema.parse(JSON.parse(readFileSync(name, 'utf8')));
    if (entry.content === null) rmSync(entry.file, { force: true });
    else writeAtomically(entry.file, entry.content);
    rmSync(name);
    return entry;
  }

  #numbers(): readonly number[] {
    if (!existsSync(this.#folder)) return [];
    return readdirSync(this.#folder)
      .flatMap((name) => (/^\d{6}\.json$/.test(name) ? [Number(name.slice(0, 6))] : []))
      .sort((a, b) => a - b);
  }
}
