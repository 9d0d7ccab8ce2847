import { readdirSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { keepDocument } from './document.ts';
import { circles, sourceFiles } from './imports.ts';
import { parts, partsTable } from './parts.ts';
import { root } from './project.ts';

const files = sourceFiles();
const partOf = (file: string) => file.split('/')[0] ?? '';

test('dependencies point one way', () => {
  const wrong = files.flatMap(({ file, imports }) => {
    const part = parts[partOf(file)];
    if (part === undefined) return file.includes('/') ? [`${file} is in no known part`] : [];
    return imports
      .filter(({ file: target, typeOnly }) => {
        const imported = partOf(target);
        const known = [...part.imports, ...(typeOnly ? (part.types ?? []) : [])];
        return imported !== partOf(file) && !known.includes(imported);
      })
      .map(({ file: target }) => `${file} imports ${target}`);
  });
  expect(wrong).toEqual([]);
});

test('no two files import each other, by however many others', () => {
  expect(circles(files)).toEqual([]);
});

test('a circle is found', () => {
  const file = (name: string, ...imported: string[]) => ({
    file: name,
    text: '',
    imports: imported.map((each) => ({ file: each, typeOnly: true })),
  });
  const loop = [file('a.ts', 'b.ts'), file('b.ts', 'c.ts', 'd.ts'), file('c.ts', 'a.ts'), file('d.ts')];
  expect(circles(loop)).toEqual([['a.ts', 'b.ts', 'c.ts', 'a.ts']]);
});

test('the map shows these parts, and begins where there is a file', async () => {
  const names = new Set(files.map(({ file }) => file));
  const missing = Object.entries(parts).flatMap(([name, { begin }]) =>
    begin.map((file) => `${name}/${file}`).filter((file) => !names.has(file)),
  );
  expect(missing).toEqual([]);
  await keepDocument('ARCHITECTURE.md', { parts: partsTable() });
});

test('the screen reads no files and starts no processes, and blessed is known to one file', () => {
  const offenders = files.filter(
    ({ file, text }) => partOf(file) === 'tui' && /from 'node:(fs|child_process|process|net|http)/.test(text),
  );
  expect(offenders.map(({ file }) => file)).toEqual([]);
  const blessed = files.filter(({ text }) => /(?:from|import\() ?'blessed'/.test(text));
  expect(blessed.map(({ file }) => file)).toEqual(['tui/screen.ts']);
});

test('only the command line prints or exits', () => {
  const offenders = files.filter(
    ({ file, text }) =>
      // What runs inside a submission's process, and the launcher, are no part of the program.
      partOf(file) !== 'cli' &&
      file.endsWith('.ts') &&
      /\bconsole\.(log|info|warn)\(|process\.exit\(/.test(text),
  );
  expect(offenders.map(({ file }) => file)).toEqual([]);
});

test('a learner’s clone begins with the starters', async (context) => {
  const committed = async (file: string) =>
    execa('git', ['show', `HEAD:./${file}`], { cwd: root, reject: false });
  // Outside of a clone there is nothing to compare with; what a learner has written since is theirs.
  if ((await committed('package.json')).exitCode !== 0) context.skip('not in a git clone');
  const different: string[] = [];
  for (const entry of readdirSync(path.join(root, 'exercises'), { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const [exercise, starter] = await Promise.all(
      ['exercise.ts', '.starter.ts'].map((name) => committed(`exercises/${entry.name}/${name}`)),
    );
    if (exercise?.stdout !== starter?.stdout) different.push(entry.name);
  }
  expect(different).toEqual([]);
});
