import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { importClosure } from '../../src/files/imports.ts';
import { root } from '../project.ts';
import { recordFolder } from './record.ts';

/** What every test depends on. */
const settings = ['package.json', 'package-lock.json', 'tsconfig.json', 'vitest.config.ts'];
/** What a test depends on that starts the program, or reads files of the project. */
const program = ['src', 'exercises', 'lessons', 'solutions'];
/** Who imports one of these gets at the project's files. */
const gates = ['test/project.ts', 'src/runner/project.ts', 'src/build.mjs'];
/** Files that only tests read that name them. */
const documents = /\b(README|ARCHITECTURE|AUTHORING|CONTRIBUTING|CHANGELOG)\.md\b|\bdocs\b|\.github\b/;

const passedSchema = z.record(z.string(), z.object({ key: z.string(), tests: z.number() }));

/** A file of tests as it passed. */
export type Passed = z.infer<typeof passedSchema>[string];

/**
 * Which files of tests have passed with all that they depend on as it is now. A file of tests depends on what it imports,
 * and on what that imports; one that can get at the project's files depends on all of them.
 */
export class PassedFiles {
  readonly #file = path.join(recordFolder, 'passed.json');
  readonly #digests = new Map<string, string>();
  readonly #common: string;
  readonly #program: string;
  readonly #documents: string;

  constructor() {
    this.#common = digest([
      process.version,
      process.platform,
      process.arch,
      ...settings.map((name) => this.#of(name)),
    ]);
    this.#program = digest(
      [
        ...program.flatMap((folder) =>
          filesIn(folder).filter((file) => !/\.test\.ts$/.test(file) || file.startsWith('exercises/')),
        ),
        ...filesIn('test').filter(
          (file) => !/\.test\.ts$/.test(file) && !file.startsWith('test/submissions/'),
        ),
      ].map((file) => this.#of(file)),
    );
    this.#documents = digest(
      [
        ...readdirSync(root).filter((name) => name.endsWith('.md')),
        ...filesIn('docs'),
        ...filesIn('.github'),
      ].map((file) => this.#of(file)),
    );
  }

  /** Changes whenever anything changes that the tests of a file depend on. */
  keyOf(file: string): string {
    const imported = importClosure([path.join(root, file)]).map((each) =>
      path.relative(root, each).split(path.sep).join('/'),
    );
    const reaches = imported.some((each) => gates.includes(each) || this.#looksAround(each));
    const reads =
      reaches && imported.some((each) => each.startsWith('test/') && documents.test(this.#text(each)));
    return digest([
      this.#common,
      ...imported.map((each) => this.#of(each)),
      reaches ? this.#program : '',
      reads ? this.#documents : '',
    ]);
  }

  /** Of files of which nothing has changed since they passed: how many tests they have. */
  unchanged(files: readonly string[]): ReadonlyMap<string, number> {
    const passed = this.#read();
    return new Map(
      files.flatMap((file) => {
        const known = passed[file];
        return known !== undefined && known.key === this.keyOf(file) ? [[file, known.tests] as const] : [];
      }),
    );
  }

  /** Remembers files that have passed, each with its key from before it ran. */
  add(files: Readonly<Record<string, Passed>>): void {
    mkdirSync(recordFolder, { recursive: true });
    writeFileSync(this.#file, `${JSON.stringify({ ...this.#read(), ...files }, null, 1)}\n`);
  }

  #read(): Readonly<Record<string, Passed>> {
    try {
      return passedSchema.parse(JSON.parse(readFileSync(this.#file, 'utf8')));
    } catch {
      return {};
    }
  }

  /** A test, or what only tests use, that finds files beside its own. */
  #looksAround(file: string): boolean {
    return (
      (/\.(test|fixture)\.ts$/.test(file) || file.startsWith('test/')) &&
      this.#text(file).includes('import.meta')
    );
  }

  #of(file: string): string {
    const known = this.#digests.get(file) ?? digest([file, this.#text(file)]);
    this.#digests.set(file, known);
    return known;
  }

  #text(file: string): string {
    return readFileSync(path.join(root, file), 'utf8');
  }
}

function digest(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();
}
