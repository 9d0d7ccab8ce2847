import { rmSync } from 'node:fs';

/** Folders that could not be removed when they were done with. */
const left = new Set<string>();
let hooked = false;

/**
 * Removes a folder with all that is in it. One that can't be removed yet, because a virus scanner or a dying process
 * holds a file in it, is tried again with the next one and when this process ends. Never throws: what is left in the
 * temporary folder has nothing to do with what a program has shown.
 */
export function removeFolder(folder: string, remove: (folder: string) => void = removeNow): void {
  for (const each of [folder, ...left]) {
    try {
      remove(each);
      left.delete(each);
    } catch {
      left.add(each);
    }
  }
  if (left.size === 0 || hooked) return;
  hooked = true;
  process.once('exit', () => {
    for (const each of left) removeQuietly(each);
  });
}

function removeNow(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}

function removeQuietly(folder: string): void {
  try {
    removeNow(folder);
  } catch {
    // It stays in the temporary folder, which the system empties.
  }
}
