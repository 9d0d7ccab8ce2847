import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { writeAtomically } from '../files/atomic.ts';

const versionSchema = z.object({
  version: z.literal(1),
  /** ISO time of its latest grade. */
  at: z.string(),
  points: z.number(),
  maxPoints: z.number(),
  passed: z.boolean(),
  /** The learner's file as it was graded. */
  text: z.string(),
});

/** A state of the learner's file that was graded, with its verdict. */
export interface Version extends Omit<z.infer<typeof versionSchema>, 'version'> {
  /** Counted from 1, in order of time; numbers are never used again. */
  readonly number: number;
}

/** So many versions of an exercise are kept; the latest that passed is kept beyond that. */
const mostVersions = 30;

/** What the learner's files were when they were graded, so that a solution that worked can be found again. */
export class HistoryStore {
  readonly #folder: string;

  constructor(stateFolder: string) {
    this.#folder = path.join(stateFolder, 'history');
  }

  /**
   * Keeps a graded text; the same text as the latest one only gets its new verdict.
   * @throws the file system's error
   */
  add(
    exerciseId: string,
    text: string,
    grade: Pick<Version, 'points' | 'maxPoints' | 'passed'>,
    now: Date,
  ): void {
    const [latest] = this.list(exerciseId);
    const number = latest?.text === text ? latest.number : (this.#numbers(exerciseId)[0] ?? 0) + 1;
    const { points, maxPoints, passed } = grade;
    const entry = { version: 1, at: now.toISOString(), points, maxPoints, passed, text };
    writeAtomically(this.#file(exerciseId, number), `${JSON.stringify(entry, null, 2)}\n`);
    this.#forget(exerciseId);
  }

  /** Newest first. Files that can't be read are left out, and left alone. */
  list(exerciseId: string): readonly Version[] {
    return this.#numbers(exerciseId).flatMap((number) => this.#read(exerciseId, number));
  }

  /** Newest first. */
  #numbers(exerciseId: string): readonly number[] {
    const folder = path.join(this.#folder, exerciseId);
    if (!existsSync(folder)) return [];
    return readdirSync(folder)
      .flatMap((name) => (/^\d{4,}\.json$/.test(name) ? [Number.parseInt(name, 10)] : []))
      .sort((one, other) => other - one);
  }

  #read(exerciseId: string, number: number): Version[] {
    try {
      const { version: _, ...entry } = versionSchema.parse(
        JSON.parse(readFileSync(this.#file(exerciseId, number), 'utf8')),
      );
      return [{ ...entry, number }];
    } catch {
      return [];
    }
  }

  #forget(exerciseId: string): void {
    const versions = this.list(exerciseId);
    const passing = versions.find(({ passed }) => passed);
    for (const { number } of versions.slice(mostVersions)) {
      if (number !== passing?.number) rmSync(this.#file(exerciseId, number), { force: true });
    }
  }

  #file(exerciseId: string, number: number): string {
    return path.join(this.#folder, exerciseId, `${String(number).padStart(4, '0')}.json`);
  }
}
