import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/** The file that is meant, or, when there is none, the one whose name differs in upper and lower case only. */
type OwnFile = { readonly path: string } | { readonly alike: string | undefined };

/**
 * What a relative import means: the file itself, or with an ending that may be left out, or a folder's index. A name
 * means the same on every system: `./Helper.js` is not `helper.ts`, also where the disk doesn't tell them apart.
 * @param target absolute path, as it was written
 * @param folder absolute path of the submission's folder, above the target
 */
export function ownFile(target: string, folder: string): OwnFile {
  const typescript = target.replace(/\.([cm]?)js$/, '.$1ts');
  const endings = ['.ts', '.mts', '.js', '.mjs', '.json', `${path.sep}index.ts`, `${path.sep}index.js`];
  const candidates = [target, typescript, ...endings.map((ending) => target + ending)];
  const exact = (a: string, b: string) => a.normalize() === b.normalize();
  const found = firstFile(candidates, folder, exact);
  if (found !== undefined) return { path: found };
  const alike = firstFile(candidates, folder, (a, b) => exact(a.toLowerCase(), b.toLowerCase()));
  return { alike: alike && path.relative(folder, alike) };
}

type SameName = (a: string, b: string) => boolean;

function firstFile(candidates: readonly string[], folder: string, same: SameName): string | undefined {
  for (const candidate of candidates) {
    const found = namedLike(path.relative(folder, candidate).split(path.sep), folder, same);
    if (found !== undefined && statSync(found, { throwIfNoEntry: false })?.isDirectory() === false)
      return found;
  }
  return undefined;
}

/** Follows names from a folder on, as they are on the disk. */
function namedLike(names: readonly string[], folder: string, same: SameName): string | undefined {
  let place = folder;
  for (const name of names) {
    const found = namesIn(place).find((each) => same(each, name));
    if (found === undefined) return undefined;
    place = path.join(place, found);
  }
  return place;
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
