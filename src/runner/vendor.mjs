// Bundles the packages that submissions import, so that a program starts in half the time. Plain JavaScript, because
// the build script runs it before anything is compiled.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** Module names a submission may import from the vendor bundle; each becomes `<outdir>/<name>.js`. */
export const vendored = [
  'openai',
  // Its classes must be those that the bundled library throws, or `instanceof` is false for every one of them.
  'openai/error',
  'openai/core/error',
  'openai/helpers/zod',
  'zod',
  'zod/v4',
  'zod/v3',
];

/** One bundle with shared parts, so that `zod` is the same module for a submission and for `openai/helpers/zod`. */
export async function buildVendor(outdir) {
  await build({
    absWorkingDir: path.dirname(fileURLToPath(import.meta.url)),
    entryPoints: Object.fromEntries(vendored.map((name) => [name, name])),
    outdir,
    bundle: true,
    splitting: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    keepNames: true,
    legalComments: 'eof',
    chunkNames: 'shared-[hash]',
    logLevel: 'warning',
  });
}
