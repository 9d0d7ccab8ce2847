import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { buildFolder } from '../../../runner/project.ts';

/** The page's script and style, as `src/build.mjs` bundles them from `browser/`. */
export interface Assets {
  readonly script: string;
  readonly style: string;
  /** `sha256-…` of the script: the only one that the page's policy lets run. */
  readonly scriptHash: string;
}

let cached: Assets | undefined;

/** Read once. Throws when the build is incomplete, which commands rule out by building first. */
export function pageAssets(): Assets {
  cached ??= readAssets();
  return cached;
}

function readAssets(): Assets {
  const read = (name: string) => readFileSync(path.join(buildFolder(), name), 'utf8');
  // Browsers read every line break as \n before they take the hash.
  const script = read('gradebook-page.js').replace(/\r\n?/g, '\n').trim();
  const style = read('gradebook-page.css').trim();
  if (/<\/script|<!--/i.test(script) || /<\/style/i.test(style))
    throw new Error('The script or style of the gradebook page would end its own element.');
  return { script, style, scriptHash: `sha256-${createHash('sha256').update(script).digest('base64')}` };
}
