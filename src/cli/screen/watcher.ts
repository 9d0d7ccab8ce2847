import { existsSync, statSync } from 'node:fs';
import path from 'node:path';

/** Editors write a file in several steps; one save is over when nothing has happened for this long. */
const settleMs = 30;

/** How often the file is looked at besides: network disks and some containers never report a save. */
const lookMs = 500;

export interface SaveWatcherOptions {
  readonly onSave: () => void;
  /** Called once, when a save was found that nobody had reported: from then on only looking helps. */
  readonly onUnreported?: () => void;
  /** Reports what changes in a folder; the system's events through chokidar when left out. */
  readonly watchFolder?: (folder: string) => Promise<FolderWatcher>;
}

/** The part of chokidar's watcher that is used here. */
export interface FolderWatcher {
  on(event: 'all', listener: (event: string, changed: string) => void): unknown;
  on(event: 'error', listener: (error: unknown) => void): unknown;
  once(event: 'ready', listener: () => void): unknown;
  close(): unknown;
}

async function systemEvents(folder: string): Promise<FolderWatcher> {
  const { watch } = await import('chokidar');
  return watch(folder, { ignoreInitial: true, depth: 0 });
}

/** Tells of each save of one file: also of editors that replace the file, and not of mere reads or touched folders. */
export class SaveWatcher {
  readonly #file: string;
  readonly #options: SaveWatcherOptions;
  #watcher: FolderWatcher | undefined;
  #timer: NodeJS.Timeout | undefined;
  #looking: NodeJS.Timeout | undefined;
  #last: string;
  /** A state that was seen at the last look, and that no event had told of by then. */
  #unreported = '';
  #fellBack = false;
  #closed = false;

  /** @param file absolute path */
  constructor(file: string, options: SaveWatcherOptions) {
    this.#file = file;
    this.#options = options;
    this.#last = state(file);
  }

  async start(): Promise<void> {
    const { watchFolder = systemEvents } = this.#options;
    const watcher = await watchFolder(path.dirname(this.#file));
    if (this.#closed) return void watcher.close();
    this.#watcher = watcher;
    this.#looking = setInterval(() => this.#compare(), lookMs);
    // Too many watchers, for example. Looking goes on without it.
    this.#watcher.on('error', () => this.#fallBack());
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
    clearInterval(this.#looking);
    void this.#watcher?.close();
  }

  #look(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const now = state(this.#file);
      if (this.#closed || now === this.#last || now === '') return;
      this.#last = now;
      this.#options.onSave();
    }, settleMs);
  }

  /** A change that is still unreported at the second look never will be. */
  #compare(): void {
    const now = state(this.#file);
    if (now === this.#last || now === '') {
      this.#unreported = '';
      return;
    }
    if (now !== this.#unreported && !this.#fellBack) {
      this.#unreported = now;
      return;
    }
    this.#fallBack();
    this.#look();
  }

  #fallBack(): void {
    if (this.#fellBack || this.#closed) return;
    this.#fellBack = true;
    this.#options.onUnreported?.();
  }
}

/** What differs after a save. Empty while an editor has moved the file away. */
function state(file: string): string {
  if (!existsSync(file)) return '';
  const { mtimeMs, size, ino } = statSync(file);
  return `${mtimeMs} ${size} ${ino}`;
}
