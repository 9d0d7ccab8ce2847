// Bundles the gradebook page's script and style, so that a page can carry them inline. Plain JavaScript, because the
// build script runs it before anything is compiled.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const browser = path.join(path.dirname(fileURLToPath(import.meta.url)), 'browser');

/** Writes `gradebook-page.js` and `gradebook-page.css`. */
export async function buildPage(outdir) {
  await build({
    // A whole path would be a pattern where a folder has a `*` in its name.
    absWorkingDir: browser,
    entryPoints: { 'gradebook-page': './main.ts' },
    outdir,
    bundle: true,
    platform: 'browser',
    // The first ones with light-dark(), all of spring 2024 or earlier.
    target: ['chrome123', 'firefox120', 'safari17.5'],
    format: 'iife',
    minify: true,
    logLevel: 'warning',
  });
}
