import { type Dir, lstatSync } from 'node:fs';
import { opendir } from 'node:fs/promises';
import path from 'node:path';

/** What a submission may write to files: each of them, and all together. No exercise needs a hundredth of it. */
export const writtenMiB = 64;
/** Files and folders that it may have at a time. */
const mostEntries = 1_000;
/** Between two looks. With the limit on each file, little is written meanwhile. */
const lookMs = 200;

const mostBytes = writtenMiB * 1024 * 1024;

/**
 * Whether more is in a folder than a submission may have written. The look ends at that point, so it takes no longer
 * however much there is.
 */
export async function isOverfull(folder: string): Promise<boolean> {
  const count = { bytes: 0, entries: 0 };
  const folders = [folder];
  for (let next = folders.pop(); next !== undefined; next = folders.pop()) {
    const listing = await opendir(next).catch((error: NodeJS.ErrnoException) => error);
    if (listing instanceof Error) {
      // So deep that it has no path any more.
      if (listing.code === 'ENAMETOOLONG') return true;
      continue;
    }
    if (await isFilled(listing, count, folders)) return true;
  }
  return false;
}

/** Counts what is in one folder, and puts the folders in it on the list. */
async function isFilled(
  listing: Dir,
  count: { bytes: number; entries: number },
  folders: string[],
): Promise<boolean> {
  try {
    for await (const entry of listing) {
      const file = path.join(listing.path, entry.name);
      count.entries += 1;
      if (entry.isDirectory()) folders.push(file);
      else count.bytes += sizeOf(file);
      if (count.entries > mostEntries || count.bytes > mostBytes) return true;
    }
  } catch {
    // It is gone meanwhile.
  }
  return false;
}

function sizeOf(file: string): number {
  try {
    return lstatSync(file).size;
  } catch {
    return 0;
  }
}

/**
 * Looks at a folder again and again, and calls `onEnd` when more is in it than may be.
 * @returns cancels it
 */
export function limitFolder(folder: string, onEnd: () => void): () => void {
  let cancelled = false;
  const look = async () => {
    if (await isOverfull(folder)) onEnd();
    else if (!cancelled) timer = setTimeout(() => void look(), lookMs);
  };
  let timer = setTimeout(() => void look(), lookMs);
  return () => {
    cancelled = true;
    clearTimeout(timer);
  };
}
