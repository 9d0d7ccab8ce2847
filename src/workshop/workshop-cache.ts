import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { writeAtomically } from '../files/atomic.ts';
import type { Workshop } from './types.ts';

/**
 * A workshop as it was read last, kept in a file between starts: to read and check it takes longer than all the rest of
 * a start. It counts as long as every file that it was made of has the size and the times that it had then.
 */
interface Kept {
  /** What made it: another build may make something else of the same files. */
  readonly code: string;
  /** Each file by its absolute path, with `stateOf` it. */
  readonly files: Readonly<Record<string, string>>;
  readonly workshop: Workshop;
}

/** The names of bundled pieces change with what is in them. */
const code = import.meta.url;

/**
 * @param cacheFile absolute path; one that is missing, damaged or of another workshop counts as empty
 * @param root absolute path of the workshop
 */
export function knownWorkshop(cacheFile: string, root: string): Workshop | undefined {
  try {
    const text = readFileSync(cacheFile, 'utf8');
    const end = text.indexOf('\n');
    // A file of our own that is whole needs no other check.
    if (text.slice(0, end) !== digest(text.slice(end + 1))) return undefined;
    const kept = JSON.parse(text.slice(end + 1)) as Kept;
    if (kept.code !== code || kept.workshop.root !== root) return undefined;
    const same = Object.entries(kept.files).every(([file, state]) => stateOf(file) === state);
    return same ? kept.workshop : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Keeps a workshop for the next start. It is only a cache: failing is no error.
 * @param files absolute paths of all files and folders that it was made of
 */
export function keepWorkshop(cacheFile: string, workshop: Workshop, files: readonly string[]): void {
  try {
    const states = Object.fromEntries(files.map((file) => [file, stateOf(file)]));
    const kept: Kept = { code, files: states, workshop };
    const text = JSON.stringify(kept);
    mkdirSync(path.dirname(cacheFile), { recursive: true });
    writeAtomically(cacheFile, `${digest(text)}\n${text}`);
  } catch {
    // The next start reads everything again.
  }
}

/** The time of the last change of any kind can't be set back, as that of the contents can. */
function stateOf(file: string): string {
  const { size, mtimeMs, ctimeMs } = statSync(file);
  return `${size} ${mtimeMs} ${ctimeMs}`;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
