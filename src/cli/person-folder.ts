import { realpathSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../runner/project.ts';

/**
 * Goes to the folder that the person is in. `npm run` starts every script in the project's own folder, so `--file my.ts`
 * typed in another one would mean a file that isn't there.
 */
export function goToPersonFolder(): void {
  const folder = personFolder(process.env, process.cwd(), projectRoot());
  if (folder === undefined) return;
  try {
    process.chdir(folder);
  } catch {
    // It is gone, or may not be entered: the project's folder has to do.
  }
}

/**
 * Where npm was started, when npm has moved to the project since.
 * @returns `undefined` when the current folder is the person's: what npm says is inherited by every process below it
 */
export function personFolder(
  env: Readonly<Record<string, string | undefined>>,
  current: string,
  root: string,
): string | undefined {
  const { INIT_CWD: started, npm_package_json: manifest } = env;
  if (started === undefined || started === '' || manifest === undefined) return undefined;
  const isOurs = real(path.dirname(manifest)) === real(root) && real(current) === real(root);
  return isOurs ? started : undefined;
}

function real(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}
