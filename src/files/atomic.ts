import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Replaces a file's content in one step: a reader, or a crash at any moment, sees the old content or the new, never a part.
 * Creates the folder when it doesn't exist.
 * @param content a text, bytes, or a long text in parts, written one after the other
 * @throws the file system's error (disk full, no permission); the old file is then untouched
 */
export function writeAtomically(file: string, content: string | Uint8Array | Iterable<string>): void {
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
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
