import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { root } from './project.ts';

/**
 * Compares the generated parts of a document with what they should be. Vitest's `-u` writes them, which `npm run docs`
 * does. A part stands between `<!-- NAME -->` and `<!-- /NAME -->`.
 * @param parts lines by the part's name
 */
export async function keepDocument(
  file: string,
  parts: Readonly<Record<string, readonly string[]>>,
): Promise<void> {
  const absolute = path.join(root, file);
  let text = readFileSync(absolute, 'utf8');
  for (const [name, lines] of Object.entries(parts)) {
    const [begin, end] = [`<!-- ${name} -->\n`, `<!-- /${name} -->`];
    const [from, to] = [text.indexOf(begin), text.indexOf(end)];
    if (from === -1 || to === -1) throw new Error(`${file} has no part "${name}".`);
    text = `${text.slice(0, from + begin.length)}${lines.join('\n')}\n${text.slice(to)}`;
  }
  await expect(text, `${file} is out of date: run \`npm run docs\``).toMatchFileSnapshot(absolute);
}
