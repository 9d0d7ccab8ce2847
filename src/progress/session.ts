import type { Progress } from './progress.ts';
import { ProgressError, ProgressStore } from './store.ts';

/** Why something can't be written, as far as it matters for what to do about it. */
export type DiskProblem = 'full' | 'read-only' | 'denied' | 'unknown';

const problems: Readonly<Record<string, DiskProblem | undefined>> = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  EFBIG: 'full',
  EROFS: 'read-only',
  EACCES: 'denied',
  EPERM: 'denied',
};

/** What a disk has refused; `undefined` for any other error. */
export function diskProblem(error: unknown): DiskProblem | undefined {
  if (error instanceof ProgressError) return diskProblem(error.cause) ?? 'unknown';
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return problems[code ?? ''];
}

type Change = (progress: Progress) => Progress;

/**
 * The progress of one session. What the disk doesn't take is kept in memory, and is saved with the next change that it
 * does take: a full disk costs nobody what they have passed, as long as they stay.
 */
export class SessionProgress extends ProgressStore {
  #unsaved: readonly Change[] = [];
  #problem: DiskProblem | undefined;

  /** Why the latest changes are only in memory; `undefined` when everything is on disk. */
  get problem(): DiskProblem | undefined {
    return this.#problem;
  }

  override load(): { readonly progress: Progress; readonly notice?: string } {
    const loaded = super.load();
    return { ...loaded, progress: this.#with(loaded.progress, this.#unsaved) };
  }

  override update(change: Change): Progress {
    const all = [...this.#unsaved, change];
    try {
      const saved = super.update((progress) => this.#with(progress, all));
      this.#unsaved = [];
      this.#problem = undefined;
      return saved;
    } catch (error) {
      this.#problem = diskProblem(error);
      if (this.#problem === undefined) throw error;
      this.#unsaved = all;
      return this.load().progress;
    }
  }

  #with(progress: Progress, changes: readonly Change[]): Progress {
    return changes.reduce((before, change) => change(before), progress);
  }
}
