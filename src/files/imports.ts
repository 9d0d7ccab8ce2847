import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** What a module imports by a relative path, as written: `./words.ts`. Comments and texts that look like it count too. */
export function relativeImports(
  text: string,
): readonly { readonly path: string; readonly typeOnly: boolean }[] {
  const found = text.matchAll(
    /(?:^(?:import|export)\b( type)?(?:[^;'"]*?\bfrom)? *|\bimport\(\s*|\bnew URL\(\s*)['"](\.[^'"]+)['"]/gm,
  );
  return [...found].map(([, typeOnly, written = '']) => ({
    path: written,
    typeOnly: typeOnly !== undefined,
  }));
}

/**
 * The files, all that they import by relative paths, and all that those import; each once, sorted. A path that leads to
 * no file is left out: it may stand in a text.
 * @param entries absolute paths
 */
export function importClosure(entries: readonly string[]): readonly string[] {
  const found = new Set<string>();
  const waiting = [...entries];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (found.has(file)) continue;
    found.add(file);
    for (const imported of relativeImports(readFileSync(file, 'utf8'))) {
      const target = path.resolve(path.dirname(file), imported.path);
      if (/\.([cm]?[jt]s|json)$/.test(target) && existsSync(target)) waiting.push(target);
    }
  }
  return [...found].sort();
}
