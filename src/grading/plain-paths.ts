import { mkdtempSync, realpathSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { removeFolderNow } from '../runner/remove-folder.ts';
import { SurroundingsError } from '../runner/surroundings.ts';

/** Where Vitest finds the workshop and the kit. */
export interface PlainPaths {
  readonly root: string;
  /** With forward slashes on every system, as Vite's own ids have them. */
  readonly kit: string;
  /** Another name for a file below the workshop's root. */
  fileAt(file: string): string;
  close(): void;
}

/**
 * Vite takes a module's path for an address: it cuts it at `?` and `#`, decodes `%`, and knows patterns. Below a folder
 * with such a name it finds nothing, so it is given links to the workshop and the kit that have plain names. Folders
 * with ordinary names are used as they are.
 */
export function plainPaths(root: string, kit: string): PlainPaths {
  if (isPlain(root) && isPlain(kit)) {
    return { root, kit: slashed(kit), fileAt: (file) => file, close: () => undefined };
  }
  const links = mkdtempSync(path.join(plainTemporaryFolder(), 'agentlings-links-'));
  const link = (name: string, folder: string) => {
    const made = path.join(links, name);
    // A junction needs no rights on Windows; elsewhere the word means nothing.
    symlinkSync(folder, made, 'junction');
    return made;
  };
  const linkedRoot = link('workshop', root);
  const linkedKit = path.join(link('kit', path.dirname(kit)), path.basename(kit));
  return {
    root: linkedRoot,
    kit: slashed(linkedKit),
    fileAt: (file) => path.join(linkedRoot, path.relative(root, file)),
    close: () => removeFolderNow(links),
  };
}

/** Whether neither Vite nor a pattern sees anything but a name in it. */
export function isPlain(file: string): boolean {
  return /^[\p{L}\p{M}\p{N} ._\-+@~:/\\]*$/u.test(file);
}

function plainTemporaryFolder(): string {
  const folders = [tmpdir(), ...(process.platform === 'win32' ? [] : ['/tmp', '/var/tmp'])];
  const found = folders.flatMap((folder) => {
    try {
      return [realpathSync(folder)];
    } catch {
      return [];
    }
  });
  const plain = found.find(isPlain);
  if (plain !== undefined) return plain;
  throw new SurroundingsError(
    `Nothing can be graded here: neither the project's path nor the temporary folder's has only letters, digits, spaces and -._+@~ in it (${tmpdir()}). Set TMPDIR to such a folder.`,
  );
}

/** A path as Vite's ids have it: with forward slashes on every system. */
export function slashed(file: string, separator: string = path.sep): string {
  return separator === '\\' ? file.replaceAll('\\', '/') : file;
}
