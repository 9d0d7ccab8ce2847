import { existsSync } from 'node:fs';
import path from 'node:path';
import { buildFolder, projectRoot } from '../runner/project.ts';
import { UsageError } from './exit.ts';

/** The module that graders import as `#grading`. */
export function gradingKit(): string {
  return path.join(buildFolder(), 'kit.js');
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
