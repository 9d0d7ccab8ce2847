import { lstat, opendir } from 'node:fs/promises';
import { readArchive } from './archive.ts';
import { asNotTaken, NotTaken, notTaken } from './errors.ts';
import type { Gathering } from './gathering.ts';
import { type ArchiveKind, byCodeUnits, splitEnding } from './names.ts';
import { kindOf, type OpenFolder, openBelow, openFile, openFolder, readUpTo, reasonFor } from './open.ts';

/** Archives that were met in a folder. */
interface Met {
  readonly parts: readonly string[];
  readonly kind: ArchiveKind | 'foreign';
}

/**
 * Reads a submission that is a folder. A folder with nothing in it but one archive is read as that archive: Moodle
 * makes such folders of uploads.
 * @throws NotTaken when nothing of it can be taken
 */
export async function readFolder(file: string, gathering: Gathering): Promise<void> {
  const folder = await openFolder(file);
  try {
    const archives: Met[] = [];
    await walk(folder, [], gathering, archives);
    const [only] = archives;
    if (only !== undefined && archives.length === 1 && only.parts.length === 1 && !gathering.foundAny) {
      if (only.kind === 'foreign') throw new NotTaken(`has only ${only.parts[0]} in it, ${foreign}`);
      await readInner(folder, only.parts[0] ?? '', only.kind, gathering);
      return;
    }
    for (const { parts } of archives) gathering.problem(parts, notTaken.nested);
    for (const [exercise, parts] of gathering.wanted()) await readSource(folder, exercise, parts, gathering);
  } finally {
    await folder.close();
  }
}

export const foreign = 'which is not opened. Hand in a folder, or pack it as .zip, .tar.gz or .tgz';

async function readInner(folder: OpenFolder, name: string, kind: ArchiveKind, gathering: Gathering) {
  const file = await openFile(folder.at(name));
  try {
    await readArchive(file, kind, gathering);
  } finally {
    await file.handle.close();
  }
}

async function walk(folder: OpenFolder, above: readonly string[], gathering: Gathering, archives: Met[]) {
  const inner: string[] = [];
  for await (const entry of await opendir(folder.path)) {
    const parts = [...above, entry.name];
    if (!gathering.enter(parts)) continue;
    // Some file systems don't say in a listing what they list.
    const listed = kindOf(entry);
    const kind =
      listed === 'unknownKind' ? await lstat(folder.at(entry.name)).then(kindOf, () => listed) : listed;
    if (kind === 'folder') inner.push(entry.name);
    else if (kind !== 'file') gathering.problem(parts, reasonFor(kind));
    else if (gathering.offer(parts) === undefined) {
      const archive = splitEnding(entry.name).kind;
      if (archive !== undefined) archives.push({ parts, kind: archive });
    }
  }
  for (const name of inner.sort(byCodeUnits)) await walkInto(folder, [...above, name], gathering, archives);
}

async function walkInto(
  folder: OpenFolder,
  parts: readonly string[],
  gathering: Gathering,
  archives: Met[],
): Promise<void> {
  let inner: OpenFolder;
  try {
    inner = await openFolder(folder.at(parts.at(-1) ?? ''));
  } catch (error) {
    gathering.problem(parts, asNotTaken(error).message);
    return;
  }
  try {
    await walk(inner, parts, gathering, archives);
  } catch (error) {
    // A limit of the whole submission.
    if (error instanceof NotTaken) throw error;
    gathering.problem(parts, asNotTaken(error).message);
  } finally {
    await inner.close();
  }
}

async function readSource(
  folder: OpenFolder,
  exercise: string,
  parts: readonly string[],
  gathering: Gathering,
): Promise<void> {
  try {
    const file = await openBelow(folder, parts);
    try {
      if (file.size > gathering.limits.sourceBytes) gathering.spoil(exercise, gathering.tooLarge());
      else gathering.take(exercise, await readUpTo(file, gathering.limits.sourceBytes));
    } finally {
      await file.handle.close();
    }
  } catch (error) {
    gathering.spoil(exercise, asNotTaken(error).message);
  }
}
