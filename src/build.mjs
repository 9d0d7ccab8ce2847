// Bundles src/ into .build/ so that commands start fast. Run by `npm ci` (the prepare script) and by the launcher
// whenever the sources have changed since. Plain JavaScript, because it runs before anything is compiled.
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { withLock } from './build-lock.mjs';

const source = path.dirname(fileURLToPath(import.meta.url));
const root = path.dirname(source);
const output = path.join(root, '.build');
const stampFile = path.join(output, 'stamp');
const buildLock = path.join(root, '.build.lock');
const keepPiecesMs = 24 * 3_600_000;

/** What a build is made of: names, sizes and times of the sources, and the installed versions. */
function fingerprint() {
  const hash = createHash('sha256');
  hash.update(sourceStates(source));
  const lock = path.join(root, 'package-lock.json');
  if (existsSync(lock)) hash.update(readFileSync(lock));
  return hash.digest('hex');
}

/** Every start waits for this: read folder by folder, which takes half the time of a recursive `readdir`. */
function sourceStates(folder) {
  let states = '';
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = `${folder}/${entry.name}`;
    if (entry.isDirectory()) states += sourceStates(file);
    else if (!entry.name.endsWith('.test.ts')) {
      const { size, mtimeMs } = statSync(file);
      states += `${file}\0${size}\0${mtimeMs}\n`;
    }
  }
  return states;
}

function isFresh(wanted) {
  try {
    return readFileSync(stampFile, 'utf8') === wanted;
  } catch {
    return false;
  }
}

/** Builds when the sources have changed; several processes may ask at the same time. */
export async function ensureBuilt() {
  const wanted = fingerprint();
  if (isFresh(wanted)) return;
  const work = async () => {
    if (isFresh(wanted)) return;
    await build();
    writeFileSync(stampFile, wanted);
  };
  await withLock(buildLock, work, (text) => console.error(text));
}

/** Pieces of earlier builds go, but not at once: a program that still runs may load another of its pieces. */
function removeLeftovers() {
  for (const name of readdirSync(output)) {
    const file = path.join(output, name);
    if (/\.js(\.map)?$/.test(name) && Date.now() - statSync(file).mtimeMs > keepPiecesMs) rmSync(file);
  }
}

async function build() {
  const { build: bundle, stop } = await import('esbuild');
  const { buildVendor } = await import('./runner/vendor.mjs');
  const { buildPage } = await import('./classroom/gradebook/page/build-page.mjs');
  rmSync(stampFile, { force: true });
  // What the launcher has Node keep of the build before.
  rmSync(path.join(output, 'compiled'), { recursive: true, force: true });
  await bundle({
    absWorkingDir: root,
    entryPoints: {
      main: 'src/cli/main.ts',
      workbench: 'src/cli/workbench/process.ts',
      kit: 'src/grading/kit.ts',
    },
    outdir: output,
    bundle: true,
    splitting: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    sourcemap: true,
    // These find files of their own beside their code, or must be the very instance that others load.
    external: [
      'blessed',
      'esbuild',
      'string-width',
      'openai',
      'vitest',
      'vitest/*',
      'fsevents',
      // Loaded only when there is something to parse.
      'yaml',
    ],
    alias: { 'cli-highlight': './src/render/highlight.ts' },
    banner: {
      // CommonJS packages inside an ES module need a `require`.
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
    minifyWhitespace: true,
    minifySyntax: true,
    logLevel: 'warning',
  });
  removeLeftovers();
  await buildVendor(path.join(output, 'vendor'));
  await buildPage(output);
  for (const name of ['standby.mjs', 'locks.mjs'])
    copyFileSync(path.join(source, 'runner', name), path.join(output, name));
  // Its own process would stay beside the screen, with all the memory that the build took.
  await stop();
}

const isProgram =
  process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url);
if (isProgram) await ensureBuilt();
