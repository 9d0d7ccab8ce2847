import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import type { FSWatcher } from 'chokidar';

/** Editors write a file in several steps; one save is over when nothing has happened for this long. */
const settleMs = 30;

/** Tells of each save of one file: also of editors that replace the file, and not of mere reads or touched folders. */
export class SaveWatcher {
  readonly #file: string;
  readonly #onSave: () => void;
  #watcher: FSWatcher | undefined;
  #timer: NodeJS.Timeout | undefined;
  #last: string;
  #closed = false;

  /** @param file absolute path */
  constructor(file: string, onSave: () => void) {
    this.#file = file;
    this.#onSave = onSave;
    this.#last = state(file);
  }

  async start(): Promise<void> {
    const { watch } = await import('chokidar');
    if (this.#closed) return;
    this.#watcher = watch(path.dirname(this.#file), { ignoreInitial: true, depth: 0 });
    this.#watcher.on('all', (_event, changed) => {
      if (path.resolve(changed) === this.#file) this.#look();
    });
    await new Promise<void>((resolve) => this.#watcher?.once('ready', () => resolve()));
    // A save between the question and the answer must not be lost.
    this.#look();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    void this.#watcher?.close();
  }

  #look(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const now = state(this.#file);
      if (this.#closed || now === this.#last || now === '') return;
      this.#last = now;
      this.#onSave();
    }, settleMs);
  }
}

/** What differs after a save. Empty while an editor has moved the file away. */
function state(file: string): string {
  if (!existsSync(file)) return '';
  const { mtimeMs, size, ino } = statSync(file);
  return `${mtimeMs} ${size} ${ino}`;
}
