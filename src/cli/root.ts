import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { UsageError } from './exit.ts';

/** Absolute path of the project: the nearest folder above this file that has a `package.json`. */
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

/** The module that graders import as `#grading`. */
export function gradingKit(): string {
  return path.join(projectRoot(), '.build', 'kit.js');
}

/**
 * The folder of the workshop in use: `--workshop DIR`, or this project.
 * @throws UsageError when there is no workshop in it
 */
export function workshopRoot(option: string | undefined): string {
  const root = option === undefined ? projectRoot() : path.resolve(option);
  if (!existsSync(path.join(root, 'lessons', 'workshop.yaml'))) {
    throw new UsageError(`There is no workshop in ${root}: it has no lessons/workshop.yaml.`);
  }
  return root;
}
