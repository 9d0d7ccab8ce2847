import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Absolute path of the Agentlings project: the nearest folder above this module, or above the bundle that it became a
 * part of, that has a `package.json`.
 */
export function projectRoot(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  while (!existsSync(path.join(folder, 'package.json'))) {
    const parent = path.dirname(folder);
    if (parent === folder)
      throw new Error('The package.json of Agentlings is gone. Clone the project again.');
    folder = parent;
  }
  return folder;
}

/** Where the bundled code and the vendor bundle are. */
export function buildFolder(): string {
  return path.join(projectRoot(), '.build');
}
