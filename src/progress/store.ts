import { copyFileSync, existsSync, readFileSync, renameSync } from 'node:fs';
import path from 'node:path';
import { writeAtomically } from '../files/atomic.ts';
import { noProgress, type Progress, progressSchema } from './progress.ts';

/** The progress could not be saved; what was saved before is still there. */
export class ProgressError extends Error {
  override readonly name = 'ProgressError';
}

/** Progress on disk, in a folder of its own beside the learner's files. */
export class ProgressStore {
  readonly folder: string;
  readonly #file: string;
  readonly #backup: string;
  readonly #onSaved: (progress: Progress) => void;

  /**
   * @param folder absolute path of the state folder, for example `<workshop>/.agentlings`
   * @param onSaved is told of each change once it is on disk
   */
  constructor(folder: string, onSaved: (progress: Progress) => void = () => {}) {
    this.folder = folder;
    this.#onSaved = onSaved;
    this.#file = path.join(folder, 'progress.json');
    this.#backup = path.join(folder, 'progress.json.bak');
  }

  /**
   * Reads the progress. A damaged file is set aside, never overwritten, and the copy of the save before it is used.
   * @returns the progress, and a sentence for the learner when something had to be recovered
   */
  load(): { readonly progress: Progress; readonly notice?: string } {
    return this.#load();
  }

  #load(): { readonly progress: Progress; readonly notice?: string } {
    if (!existsSync(this.#file) && !existsSync(this.#backup)) return { progress: noProgress };
    const current = readProgress(this.#file);
    if (current !== undefined) return { progress: current };
    const damaged = this.#setAside();
    const previous = readProgress(this.#backup);
    const kept = damaged === undefined ? '' : ` The damaged file is kept as ${path.basename(damaged)}.`;
    return previous === undefined
      ? { progress: noProgress, notice: `Your progress could not be read, so it starts anew.${kept}` }
      : { progress: previous, notice: `Your progress was recovered from the save before the last.${kept}` };
  }

  /**
   * Applies a change to what is on disk now, so that two programs that run at once don't undo each other.
   * @throws ProgressError when it can't be written
   */
  update(change: (progress: Progress) => Progress): Progress {
    const before = this.#load().progress;
    const after = change(before);
    if (after === before) return before;
    try {
      if (existsSync(this.#file)) copyFileSync(this.#file, this.#backup);
      writeAtomically(this.#file, `${JSON.stringify(after, null, 2)}\n`);
    } catch (error) {
      throw new ProgressError(
        `Your progress could not be saved in ${this.folder}: ${error instanceof Error ? error.message : String(error)}. ` +
          'Check the free space and the permissions of that folder; nothing that was saved before is lost.',
        { cause: error },
      );
    }
    this.#onSaved(after);
    return after;
  }

  #setAside(): string | undefined {
    if (!existsSync(this.#file)) return undefined;
    const damaged = path.join(this.folder, `progress.damaged-${Date.now()}.json`);
    try {
      renameSync(this.#file, damaged);
      return damaged;
    } catch {
      return undefined;
    }
  }
}

function readProgress(file: string): Progress | undefined {
  try {
    const result = progressSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    return result.success ? result.data : undefined;
  } catch {
    return undefined;
  }
}
