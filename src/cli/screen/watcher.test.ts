import { EventEmitter } from 'node:events';
import { mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SaveWatcher, type SaveWatcherOptions } from './watcher.ts';

let folder: string;
let file: string;
let saves: number;
let unreported: number;
let watcher: SaveWatcher;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'watcher-'));
  file = path.join(folder, 'exercise.ts');
  writeFileSync(file, 'one');
  saves = 0;
  unreported = 0;
});
afterEach(() => {
  watcher.close();
  rmSync(folder, { recursive: true, force: true });
});

async function watch(options: Pick<SaveWatcherOptions, 'watchFolder'> = {}): Promise<void> {
  watcher = new SaveWatcher(file, {
    onSave: () => {
      saves += 1;
    },
    onUnreported: () => {
      unreported += 1;
    },
    ...options,
  });
  await watcher.start();
}

/** A disk that never reports anything, as network disks do. */
class Silence extends EventEmitter {
  constructor() {
    super();
    setImmediate(() => this.emit('ready'));
  }

  close(): void {
    this.removeAllListeners();
  }
}

test('a save is told of once, also when an editor replaces the file', async () => {
  await watch();
  writeFileSync(file, 'two');
  await expect.poll(() => saves).toBe(1);
  writeFileSync(path.join(folder, 'exercise.ts~'), 'three');
  renameSync(path.join(folder, 'exercise.ts~'), file);
  await expect.poll(() => saves).toBe(2);
});

test("other files in the folder are nobody's save", async () => {
  await watch();
  writeFileSync(path.join(folder, 'notes.md'), 'notes');
  writeFileSync(file, 'two');
  await expect.poll(() => saves).toBe(1);
});

test('where nothing is reported saves are found by looking, and that is said once', async () => {
  await watch({ watchFolder: async () => new Silence() });
  // What is saved while it starts is found by the look at its end.
  writeFileSync(file, 'two');
  await expect.poll(() => saves).toBe(1);
  writeFileSync(file, 'three');
  await expect.poll(() => saves).toBe(2);
  expect(unreported).toBe(1);
  writeFileSync(file, 'four');
  await expect.poll(() => saves).toBe(3);
  expect(unreported).toBe(1);
});

test('a watcher that breaks is told of, and saves are found without it', async () => {
  const broken = new Silence();
  await watch({ watchFolder: async () => broken });
  broken.emit('error', new Error('ENOSPC: no space left for watchers'));
  expect(unreported).toBe(1);
  utimesSync(file, new Date(), new Date(Date.now() + 5_000));
  await expect.poll(() => saves).toBe(1);
});
