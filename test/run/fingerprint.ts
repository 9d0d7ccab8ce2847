import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../project.ts';

const folders = ['exercises', 'lessons', 'solutions', 'src', 'test'];
const files = ['package.json', 'package-lock.json', 'tsconfig.json', 'vitest.config.ts'];

/** Of all that a proof is made of; the same on every machine with the same sources. */
export function fingerprint(): string {
  const hash = createHash('sha256');
  const found = folders.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name)),
  );
  for (const file of [...found, ...files.map((name) => path.join(root, name))].sort()) {
    const text = readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
    hash.update(JSON.stringify([path.relative(root, file).split(path.sep).join('/'), text]));
  }
  return hash.digest('hex');
}
