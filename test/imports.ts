import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { relativeImports } from '../src/files/imports.ts';
import { root } from './project.ts';

/** A file of `src` and what it imports from there; paths are relative to `src`, with `/` on every system. */
export interface SourceFile {
  readonly file: string;
  readonly text: string;
  readonly imports: readonly { readonly file: string; readonly typeOnly: boolean }[];
}

const source = path.join(root, 'src');

/** The program itself, without tests and what only they use. */
export function sourceFiles(): readonly SourceFile[] {
  return readdirSync(source, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll(path.sep, '/'))
    .filter((file) => /\.(ts|mjs)$/.test(file) && !/\.(test|fixture|d)\.m?ts$/.test(file))
    .map((file) => {
      const text = readFileSync(path.join(source, file), 'utf8');
      return { file, text, imports: importsOf(file, text) };
    });
}

function importsOf(file: string, text: string): SourceFile['imports'] {
  return relativeImports(text).map(({ path: target, typeOnly }) => ({
    file: path.posix.join(path.posix.dirname(file), target),
    typeOnly,
  }));
}

/** Circles of files that import each other: each list is a way that ends where it begins. Types count too. */
export function circles(files: readonly SourceFile[]): readonly (readonly string[])[] {
  const imports = new Map(files.map(({ file, imports: all }) => [file, all.map((each) => each.file)]));
  const found: string[][] = [];
  const done = new Set<string>();
  const visit = (file: string, way: readonly string[]): void => {
    const at = way.indexOf(file);
    if (at !== -1) found.push([...way.slice(at), file]);
    if (at !== -1 || done.has(file)) return;
    for (const next of imports.get(file) ?? []) visit(next, [...way, file]);
    done.add(file);
  };
  for (const file of imports.keys()) visit(file, []);
  return found;
}
