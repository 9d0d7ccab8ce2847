import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { shownPath } from '../../files/shown-path.ts';
import type { PlaygroundRequest } from '../../model/playground/request.ts';
import { programOf } from './program.ts';

/** Folder of the workshop's root for conversations that were saved; git doesn't look at it. */
const folderName = 'playground';

/** A conversation that was saved as a program. */
export interface SavedProgram {
  /** Absolute path. */
  readonly file: string;
  /** What to type to run it. */
  readonly command: string;
}

/**
 * Writes a conversation as a program into the workshop's folder `playground`. A file that is there already stays: the
 * new one gets a number.
 * @param root absolute path of the workshop
 * @param name of the file, with or without `.ts`
 */
export function saveProgram(root: string, name: string, request: PlaygroundRequest): SavedProgram {
  const folder = path.join(root, folderName);
  mkdirSync(folder, { recursive: true });
  const base = path.basename(name).replace(/\.ts$/, '');
  for (let number = 1; ; number += 1) {
    const file = path.join(folder, `${base}${number === 1 ? '' : `-${number}`}.ts`);
    if (existsSync(file)) continue;
    const command = runCommandFor(file);
    const text = programOf(request, 'A conversation from the playground of Agentlings.', command);
    writeFileSync(file, text, { flag: 'wx' });
    return { file, command };
  }
}

/** How a saved program is run. npm starts it in the project's folder, whatever folder the shell is in. */
function runCommandFor(file: string): string {
  const shown = shownPath(file);
  const safe = /^[\w./-]+$/.test(shown) ? shown : JSON.stringify(shown);
  return `npm run workshop -- run --file ${safe}`;
}
