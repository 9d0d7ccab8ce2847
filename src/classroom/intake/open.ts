import { constants, type Dirent, existsSync, type Stats } from 'node:fs';
import { type FileHandle, lstat, open } from 'node:fs/promises';
import path from 'node:path';
import { asNotTaken, NotTaken, notTaken } from './errors.ts';

/** An open folder. */
export interface OpenFolder {
  /** Path for listing it. */
  readonly path: string;
  /** Path of something in it, which can't lead through a link that has taken the folder's place. */
  at(name: string): string;
  close(): Promise<void>;
}

/** An open regular file. */
export interface OpenFile {
  readonly handle: FileHandle;
  /** In bytes. */
  readonly size: number;
}

/** Windows has none of these, and Node then leaves them undefined. */
const { O_NOFOLLOW = 0, O_NONBLOCK = 0, O_DIRECTORY = 0, O_RDONLY } = constants;

/**
 * Node can't open a name relative to an open folder; Linux can by this path. Elsewhere, who can change the folders
 * while they are read could put a link in the place of a folder between a look at it and its use.
 */
const descriptors = process.platform === 'linux' && existsSync('/proc/self/fd') ? '/proc/self/fd' : undefined;

/**
 * Opens a folder without following a link to it.
 * @throws NotTaken when it is something else, or can't be read
 */
export async function openFolder(file: string): Promise<OpenFolder> {
  try {
    const kind = kindOf(await lstat(file));
    if (kind !== 'folder') throw new NotTaken(reasonFor(kind));
    if (descriptors === undefined)
      return { path: file, at: (name) => path.join(file, name), close: async () => {} };
    const handle = await open(file, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_NONBLOCK);
    const held = `${descriptors}/${handle.fd}`;
    return { path: held, at: (name) => `${held}/${name}`, close: () => handle.close() };
  } catch (error) {
    throw asNotTaken(error);
  }
}

/**
 * Opens a regular file for reading: follows no link, and never waits for who writes to a pipe.
 * @throws NotTaken when it is something else, or can't be read
 */
export async function openFile(file: string): Promise<OpenFile> {
  try {
    const before = await lstat(file);
    if (kindOf(before) !== 'file') throw new NotTaken(reasonFor(kindOf(before)));
    const handle = await open(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    try {
      const stats = await handle.stat();
      if (!stats.isFile()) throw new NotTaken(reasonFor(kindOf(stats)));
      // Where links can't be refused while opening, this is what notices that one took the file's place.
      if (stats.ino !== before.ino || stats.dev !== before.dev)
        throw new NotTaken('was changed while it was read');
      return { handle, size: stats.size };
    } catch (error) {
      await handle.close();
      throw error;
    }
  } catch (error) {
    throw asNotTaken(error);
  }
}

/**
 * Opens a regular file below an open folder, one folder after the other.
 * @throws NotTaken as `openFolder` and `openFile` do
 */
export async function openBelow(folder: OpenFolder, parts: readonly string[]): Promise<OpenFile> {
  const [name = '', ...rest] = parts;
  if (rest.length === 0) return openFile(folder.at(name));
  const inner = await openFolder(folder.at(name));
  try {
    return await openBelow(inner, rest);
  } finally {
    await inner.close();
  }
}

/** Reads a file from its beginning, one byte more than `most` at most, which tells that it is larger. */
export function readUpTo(file: OpenFile, most: number): Promise<Buffer> {
  return readAt(file, 0, most + 1);
}

/** Reads `length` bytes from `start`, or as many as there are. */
export async function readAt({ handle }: OpenFile, start: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(bytes, filled, length - filled, start + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}

export type Kind = 'file' | 'folder' | 'link' | 'pipe' | 'socket' | 'device' | 'unknownKind';

export function kindOf(thing: Stats | Dirent): Kind {
  if (thing.isFile()) return 'file';
  if (thing.isDirectory()) return 'folder';
  if (thing.isSymbolicLink()) return 'link';
  if (thing.isFIFO()) return 'pipe';
  if (thing.isSocket()) return 'socket';
  return thing.isBlockDevice() || thing.isCharacterDevice() ? 'device' : 'unknownKind';
}

/** Why something of this kind is not taken. */
export function reasonFor(kind: Kind): string {
  if (kind === 'file') return 'is a file, not a folder';
  return kind === 'folder' ? 'is a folder, not a file' : notTaken[kind];
}
