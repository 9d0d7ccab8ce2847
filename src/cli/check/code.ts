import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { buildFolder, projectRoot } from '../../runner/project.ts';
import type { Document } from './documents.ts';

/**
 * What the compiler says of the documents' TypeScript blocks, each compiled by itself under the project's strict rules.
 * The blocks are written into a folder inside the project, because that is where their imports are found.
 */
export async function codeFindings(documents: readonly Document[]): Promise<readonly string[]> {
  const compiler = path.join(projectRoot(), 'node_modules', 'typescript', 'bin', 'tsc');
  const blocks = documents.flatMap(({ name, code }) => code.map((text, index) => ({ name, text, index })));
  if (blocks.length === 0) return [];
  if (!existsSync(compiler))
    return ['The code blocks were not compiled: run `npm ci` with development packages.'];
  mkdirSync(buildFolder(), { recursive: true });
  const folder = mkdtempSync(path.join(buildFolder(), 'snippets-'));
  try {
    for (const [index, { text }] of blocks.entries())
      writeFileSync(path.join(folder, `block-${index}.ts`), `${text}\nexport {};\n`);
    const config = { extends: '../../tsconfig.json', include: ['*.ts'] };
    writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify(config));
    const { stdout } = await execa(
      process.execPath,
      [compiler, '--noEmit', '--pretty', 'false', '-p', folder],
      {
        cwd: folder,
        reject: false,
      },
    );
    return stdout.split('\n').flatMap((line) => {
      const match = /^block-(\d+)\.ts\((\d+),\d+\): error \w+: (.*)$/.exec(line.trim());
      const block = blocks[Number(match?.[1])];
      if (match === null) return line.includes('error') ? [line] : [];
      return [`${block?.name}: code block ${(block?.index ?? 0) + 1}, line ${match[2]}: ${match[3]}`];
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
