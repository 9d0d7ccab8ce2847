import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { writeAtomically } from '../../files/atomic.ts';
import { relativeImports } from '../../files/imports.ts';
import type { Sandbox } from '../../runner/levels.ts';
import type { Exercise, Workshop } from '../../workshop/types.ts';
import { resultSchema } from '../result-schema.ts';
import type { GradeTask } from '../task.ts';
import type { ExerciseResult } from '../types.ts';
import { type GradingVersion, gradingVersion, verdictKey } from '../version.ts';
import type { Heard } from './leaks.ts';

/** What nobody has asked for so long goes. */
const keptDays = 14;
const dayMs = 24 * 3_600_000;

const keptSchema = z.object({
  schema: z.literal(1),
  result: resultSchema,
  heard: z.object({ hidden: z.array(z.string()), visible: z.array(z.string()) }),
});

/** A verdict, and what the attempts behind it had in them. */
export interface KeptVerdict {
  readonly result: ExerciseResult;
  readonly heard: Heard;
}

/**
 * Verdicts of known submissions from earlier proofs, a file for each. A verdict follows from the program, the grader,
 * and what runs and judges them; all of that is in its key, so an old one is found only where nothing has changed.
 */
export class KeptVerdicts {
  readonly #folder: string;
  readonly #version: GradingVersion;
  readonly #rest: readonly string[];

  /** @param folder absolute path; it is created when something is kept */
  constructor(folder: string, workshop: Workshop, exercises: readonly Exercise[], sandbox: Sandbox) {
    this.#folder = folder;
    // Each task says its own seed.
    this.#version = gradingVersion(workshop, exercises, { seed: '', sandbox });
    this.#rest = [process.version, process.platform, process.arch];
  }

  read(task: GradeTask): KeptVerdict | undefined {
    const file = this.#fileOf(task);
    if (file === undefined) return undefined;
    try {
      const { result, heard } = keptSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
      utimesSync(file, new Date(), new Date());
      return { result, heard };
    } catch {
      return undefined;
    }
  }

  /** Without a place for it nothing is kept, and the next proof takes its time. */
  keep(task: GradeTask, verdict: KeptVerdict): void {
    const file = this.#fileOf(task);
    if (file === undefined) return;
    try {
      writeAtomically(file, JSON.stringify({ schema: 1, ...verdict }));
    } catch {}
  }

  /** Removes what has not been asked for in a while. */
  prune(): void {
    try {
      for (const name of readdirSync(this.#folder)) {
        const file = path.join(this.#folder, name);
        if (Date.now() - statSync(file).mtimeMs > keptDays * dayMs) rmSync(file);
      }
    } catch {}
  }

  /** A submission of several files has no key: what they are is found out only when it is compiled. */
  #fileOf({ exercise, file, seed, scenarios, eachScenario }: GradeTask): string | undefined {
    const source = readFileSync(file, 'utf8');
    if (relativeImports(source).length > 0) return undefined;
    const decided = [source, seed, scenarios ?? null, eachScenario ?? false, exercise.limits, this.#rest];
    const digest = createHash('sha256').update(JSON.stringify(decided)).digest('hex');
    return path.join(this.#folder, `${verdictKey(this.#version, exercise.id, digest)}.json`);
  }
}
