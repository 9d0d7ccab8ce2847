import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Replaces a file's content in one step: a reader, or a crash at any moment, sees the old content or the new, never a part.
 * Creates the folder when it doesn't exist.
 * @param content a text, bytes, or a long text in parts, written one after the other
 * @param rename for tests
 * @throws the file system's error (disk full, no permission); the old file is then untouched
 */
export function writeAtomically(
  file: string,
  content: string | Uint8Array | Iterable<string>,
  rename: (from: string, to: string) => void = renameSync,
): void {
  mkdirSync(path.dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    const handle = openSync(temporary, 'w');
    try {
      if (typeof content === 'string' || content instanceof Uint8Array) writeFileSync(handle, content);
      else for (const part of content) writeFileSync(handle, part);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    replace(() => rename(temporary, file));
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Windows replaces no file that somebody holds open, such as a virus scanner; most let go soon. */
const held = ['EPERM', 'EACCES', 'EBUSY'];
const tries = 6;
const firstPauseMs = 5;

function replace(rename: () => void): void {
  for (let attempt = 1; ; attempt += 1) {
    try {
      rename();
      return;
    } catch (error) {
      if (attempt === tries || !held.includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
      pause(firstPauseMs * 2 ** attempt);
    }
  }
}

/** Whoever writes this way waits for it: a promise would let others see the old file meanwhile. */
function pause(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
