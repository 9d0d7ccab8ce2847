import { NotTaken, notTaken } from './errors.ts';
import type { Gathering } from './gathering.ts';
import { splitEnding } from './names.ts';
import type { Kind } from './open.ts';
import { reasonFor } from './open.ts';

/** What an archive says of one of its entries. */
export interface ArchiveEntry {
  /** The path as it stands in the archive. */
  readonly name: string;
  readonly kind: Kind | 'hardLink';
}

/**
 * Counts an entry of an archive and notes what is wrong with it.
 * @returns its path and, when it is the file that counts for an exercise so far, that exercise's id; undefined when
 * nothing of it matters, not even its size
 * @throws NotTaken when the archive has too many
 */
export function enterArchiveEntry(
  entry: ArchiveEntry,
  gathering: Gathering,
): { readonly parts: readonly string[]; readonly exercise?: string } | undefined {
  const parts = splitPath(entry.name);
  const misplaced = wrongWithPath(entry.name, parts);
  if (parts.length === 0 || (!gathering.enter(parts) && misplaced === undefined)) return undefined;
  const reason = misplaced ?? wrongWithKind(entry);
  if (reason !== undefined) gathering.problem([entry.name], reason);
  else if (entry.kind === 'file') {
    const exercise = gathering.offer(parts);
    if (exercise !== undefined) return { parts, exercise };
    if (splitEnding(parts.at(-1) ?? '').kind !== undefined) gathering.problem(parts, notTaken.nested);
  }
  return { parts };
}

function wrongWithPath(name: string, parts: readonly string[]): string | undefined {
  if (/^[/\\]|^[a-z]:/i.test(name)) return 'has an absolute path. Pack the folder itself';
  return parts.includes('..') ? 'climbs out of the archive by its path. Pack the folder itself' : undefined;
}

function wrongWithKind({ kind }: ArchiveEntry): string | undefined {
  if (kind === 'hardLink') return notTaken.hardLink;
  return kind === 'file' || kind === 'folder' ? undefined : reasonFor(kind);
}

/** Some tools for Windows write backslashes. */
function splitPath(name: string): string[] {
  return name.split(/[/\\]/).filter((part) => part !== '' && part !== '.');
}

/** The reason for which an archive as a whole can't be read. */
export function asDamaged(error: unknown): NotTaken {
  return error instanceof NotTaken ? error : new NotTaken(notTaken.damaged);
}
