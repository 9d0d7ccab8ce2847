import path from 'node:path';
import type { Exercise } from '../../workshop/types.ts';

/** Folders around `exercises`: unpacking a download from GitHub with some tools makes two. */
const mostWrappers = 3;

/**
 * Which file of a submission belongs to which exercise. Files count in the submission's root or in its `exercises`
 * folder, by the name of the exercise or of its folder: `01-single-turn.ts`, `single-turn.ts`,
 * `01-single-turn/exercise.ts`, `single-turn/exercise.ts`.
 */
export class Layout {
  readonly #loose = new Map<string, string>();
  readonly #folders = new Map<string, { readonly id: string; readonly file: string }>();

  constructor(exercises: readonly Exercise[]) {
    for (const { id, folder, submissionPath } of exercises) {
      const file = path.basename(submissionPath);
      for (const name of [path.basename(folder), id]) {
        this.#folders.set(name, { id, file });
        this.#loose.set(name + path.extname(file), id);
      }
    }
  }

  /** Id of the exercise whose submission a file would be. */
  exerciseOf(parts: readonly string[]): string | undefined {
    const file = parts.at(-1) ?? '';
    const folder = this.#folders.get(parts.at(-2) ?? '');
    if (folder?.file === file && isHome(parts.slice(0, -2))) return folder.id;
    const loose = this.#loose.get(file);
    return loose !== undefined && isHome(parts.slice(0, -1)) ? loose : undefined;
  }
}

/** Whether exercises may lie in a folder. A clone has the reference solutions too, and they are nobody's submission. */
function isHome(folders: readonly string[]): boolean {
  if (folders.includes('solutions')) return false;
  return folders.at(-1) === 'exercises' ? folders.length <= mostWrappers + 1 : folders.length <= 1;
}
