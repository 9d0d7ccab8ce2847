import { opendir, stat } from 'node:fs/promises';
import { IntakeError } from './errors.ts';
import {
  type ArchiveKind,
  byCodeUnits,
  hasControlCharacters,
  isPassedOver,
  showName,
  splitEnding,
} from './names.ts';
import { kindOf, type OpenFolder } from './open.ts';

/** What a folder of submissions has of one person. */
export interface Child {
  readonly id: string;
  /** More than one when it was handed in more than once. */
  readonly names: readonly string[];
  readonly kind: 'folder' | 'other' | ArchiveKind | 'foreign';
}

/**
 * The people of a folder of submissions, sorted by id, and what of it belongs to nobody.
 * @throws IntakeError when nothing is in it
 */
export async function listChildren(
  folder: OpenFolder,
  shown: string,
): Promise<{ readonly children: readonly Child[]; readonly notes: readonly string[] }> {
  const found = new Map<string, Child>();
  const notes: string[] = [];
  for await (const entry of await opendir(folder.path)) {
    if (isPassedOver(entry.name)) continue;
    const kind = kindOf(entry);
    const child = identify(entry.name, kind === 'folder' ? 'folder' : kind === 'file' ? 'file' : 'other');
    if (typeof child === 'string') notes.push(child);
    else {
      const names = [...(found.get(child.id)?.names ?? []), ...child.names].sort(byCodeUnits);
      found.set(child.id, { ...child, names });
    }
  }
  if (found.size === 0 && notes.length === 0)
    throw new IntakeError(
      `${shown} is empty. Put one folder, .zip, .tar.gz or .tgz for each attendee in it, named by the attendee.`,
    );
  const children = [...found.values()].sort((a, b) => byCodeUnits(a.id, b.id));
  return { children, notes: [...notes.sort(byCodeUnits), ...alike(children)] };
}

/** A child, or why it is nobody's. */
function identify(name: string, kind: 'folder' | 'file' | 'other'): Child | string {
  const ending = kind === 'folder' ? { stem: name } : splitEnding(name);
  if (kind === 'file' && ending.kind === undefined)
    return `${showName(name)} is neither a folder nor an archive, and was left out.`;
  const id = ending.stem.normalize('NFC');
  if (hasControlCharacters(id)) return `${showName(name)} has control characters in its name. Rename it.`;
  if (id.trim() === '') return `“${showName(name)}” has no name but spaces. Rename it.`;
  return { id, names: [name], kind: kind === 'file' ? (ending.kind ?? 'other') : kind };
}

function alike(children: readonly Child[]): string[] {
  const groups = new Map<string, Child[]>();
  for (const child of children) {
    const key = child.id.toLowerCase();
    groups.set(key, [...(groups.get(key) ?? []), child]);
  }
  return [...groups.values()]
    .filter((group) => group.length > 1)
    .map((group) => {
      const names = group.map(({ id }) => showName(id)).join(' and ');
      return `${names} differ only in case. If they are one person’s, remove all but one.`;
    });
}

/** Says in the words of the person who named the folder what is wrong with it. */
export async function requireFolder(folder: string): Promise<void> {
  const shown = showName(folder);
  try {
    if ((await stat(folder)).isDirectory()) return;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw new IntakeError(
      code === 'ENOENT' || code === 'ENOTDIR'
        ? `There is no folder ${shown}. Name the folder that holds the submissions.`
        : `${shown} could not be read (${code}). Check that you may open it.`,
    );
  }
  const advice = splitEnding(folder).kind === undefined ? 'Name' : 'Unpack it, and name';
  throw new IntakeError(`${shown} is not a folder. ${advice} the folder that holds the submissions.`);
}
