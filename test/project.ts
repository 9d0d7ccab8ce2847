import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of the project. */
export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** The grading kit as graders get it: built by `test/build.ts` before the tests. */
export const kit = path.join(root, '.build', 'kit.js');

/** The launcher that every command goes through. */
export const launcher = path.join(root, 'src', 'agentlings.mjs');
