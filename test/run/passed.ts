import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { importClosure } from '../../src/files/imports.ts';
import { root } from '../project.ts';
import { recordFolder } from './record.ts';

/** What every test depends on. */
const settings = ['package.json', 'package-lock.json', 'tsconfig.json', 'vitest.config.ts'];
/** Who imports one of these gets at the project's files, or starts the program. */
const gates = ['test/project.ts', 'src/runner/project.ts', 'src/build.mjs'];
/** Folders of the curriculum, which most tests of the program don't look at: they have a small workshop of their own. */
const curriculum = ['exercises', 'lessons', 'solutions'];
/** Uses of the project's folder that lead to something else than the curriculum. */
const harmless =
  /path\.join\(\s*root,\s*'(?:test'(?!,\s*'submissions)|node_modules'|src'|docs'|\.build')|import \{[^}]*\} from '[^']*project\.ts'/g;
/** Files that only tests read that name them. */
const documents = /\b(README|ARCHITECTURE|AUTHORING|CONTRIBUTING|CHANGELOG)\.md\b|\bdocs\b|\.github\b/;

const passedSchema = z.record(z.string(), z.object({ key: z.string(), tests: z.number() }));

/** A file of tests as it passed. */
export type Passed = z.infer<typeof passedSchema>[string];

/**
 * Which files of tests have passed with all that they depend on as it is now. A file of tests depends on what it imports,
 * and on what that imports. One that can start the program depends on all of it, and on the curriculum too, unless all
 * that it does with the project's folder is known to lead elsewhere.
 */
export class PassedFiles {
  readonly #project: string;
  readonly #file: string;
  readonly #digests = new Map<string, string>();
  readonly #common: string;
  readonly #program: string;
  readonly #curriculum: string;
  readonly #documents: string;

  /**
   * @param project absolute path of its folder
   * @param records absolute path of the folder where what has passed is remembered
   */
  constructor(project = root, records = recordFolder) {
    this.#project = project;
    this.#file = path.join(records, 'passed.json');
    const filesIn = (folder: string) => filesBelow(project, folder);
    const all = (files: readonly string[]) => digest(files.map((file) => this.#of(file)));
    const isTest = (file: string) => file.endsWith('.test.ts') && !file.startsWith('test/workshop/');
    this.#common = digest([process.version, process.platform, process.arch, all(settings)]);
    this.#program = all(
      [...filesIn('src'), ...filesIn('test')].filter(
        (file) => !isTest(file) && !file.startsWith('test/submissions/'),
      ),
    );
    this.#curriculum = all([...curriculum, 'test/submissions'].flatMap(filesIn));
    this.#documents = all([
      ...readdirSync(project).filter((name) => name.endsWith('.md')),
      ...['docs', '.github'].flatMap(filesIn),
    ]);
  }

  /** Changes whenever anything changes that the tests of a file depend on. */
  keyOf(file: string): string {
    const imported = importClosure([path.join(this.#project, file)]).map((each) =>
      path.relative(this.#project, each).split(path.sep).join('/'),
    );
    const reaches = imported.some((each) => gates.includes(each) || this.#looksAround(each));
    const ofTests = imported.filter((each) => isOfTests(each) && !gates.includes(each));
    const learns = reaches && ofTests.some((each) => this.#mayReadCurriculum(each));
    const reads = reaches && ofTests.some((each) => documents.test(this.#text(each)));
    return digest([
      this.#common,
      ...imported.map((each) => this.#of(each)),
      reaches ? this.#program : '',
      learns ? this.#curriculum : '',
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
    mkdirSync(path.dirname(this.#file), { recursive: true });
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
    return isOfTests(file) && this.#text(file).includes('import.meta');
  }

  #mayReadCurriculum(file: string): boolean {
    const text = this.#text(file).replaceAll(harmless, '');
    // Without a workshop named, the program takes the project's own.
    const startsHere = /\blauncher\b/.test(text) && !text.includes('--workshop');
    return startsHere || /\broot\b|\bprojectRoot\b|import\.meta/.test(text);
  }

  #of(file: string): string {
    const known = this.#digests.get(file) ?? digest([file, this.#text(file)]);
    this.#digests.set(file, known);
    return known;
  }

  #text(file: string): string {
    return readFileSync(path.join(this.#project, file), 'utf8');
  }
}

function isOfTests(file: string): boolean {
  return file.startsWith('test/') || /\.(test|fixture)\.ts$/.test(file);
}

function digest(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/** Relative to the project, with `/`; none where there is no such folder. */
function filesBelow(project: string, folder: string): readonly string[] {
  const absolute = path.join(project, folder);
  if (!existsSync(absolute)) return [];
  return readdirSync(absolute, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(project, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();
}
