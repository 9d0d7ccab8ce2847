import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type * as z from 'zod';
import { type Problem, WorkshopError } from './errors.ts';
import { splitFrontMatter } from './front-matter.ts';
import { questionsOf } from './questions.ts';
import { exerciseSchema, lessonSchema, workshopSchema } from './schema.ts';
import type { Chapter, Exercise, Item, Lesson, Workshop } from './types.ts';
import { keepWorkshop, knownWorkshop } from './workshop-cache.ts';
import { parseYaml } from './yaml.ts';

/**
 * Reads and validates the whole workshop: `lessons/workshop.yaml`, each lesson's front matter and each `exercise.yaml`.
 * Synchronous, because nothing can be shown before it.
 * @param root absolute path of the folder that holds `lessons/`, `exercises/` and `solutions/`
 * @param cacheFile absolute path of a file that makes the next load faster; none when left out
 * @throws WorkshopError with every mistake found, each with file, line and what was expected
 */
export function loadWorkshop(root: string, cacheFile?: string): Workshop {
  const known = cacheFile === undefined ? undefined : knownWorkshop(cacheFile, root);
  if (known !== undefined) return known;
  const reader = new Reader(root);
  const file = path.join(root, 'lessons', 'workshop.yaml');
  const text = reader.read(file);
  if (text === undefined) throw new WorkshopError(reader.problems);
  const data = parseYaml({ file: reader.show(file), text }, workshopSchema);
  const folders = exerciseFolders(root);
  const chapters = data.chapters.map((chapter): Chapter => {
    const items = chapter.items.map((item) =>
      'lesson' in item
        ? loadLesson(reader, chapter.id, item.lesson)
        : loadExercise(reader, chapter.id, item.exercise, folders),
    );
    return { id: chapter.id, title: chapter.title, items: items.filter((item) => item !== undefined) };
  });
  const knowledge = data.knowledge.map((name) => path.join(root, 'lessons', name));
  for (const name of knowledge)
    if (!existsSync(name)) reader.report(name, 'expected this knowledge file, named in workshop.yaml');
  reportDuplicates(reader, file, chapters);
  // An item that could not be read would only be missed a second time.
  if (reader.problems.length === 0) reportBrokenLinks(reader, chapters);
  if (reader.problems.length > 0) throw new WorkshopError(reader.problems);
  const workshop = { title: data.title, summary: data.summary, root, chapters, knowledge };
  if (cacheFile !== undefined) {
    const files = [...reader.files, ...knowledge, path.join(root, 'exercises')];
    keepWorkshop(cacheFile, workshop, files);
  }
  return workshop;
}

/** Reads files below a root and gathers what is wrong with them. */
class Reader {
  readonly problems: Problem[] = [];
  readonly #root: string;
  /** Absolute paths of all that was read. */
  readonly files: string[] = [];

  constructor(root: string) {
    this.#root = root;
  }

  get root(): string {
    return this.#root;
  }

  show(file: string): string {
    return path.relative(this.#root, file) || file;
  }

  report(file: string, message: string, line?: number): void {
    this.problems.push({ file: this.show(file), message, line });
  }

  read(file: string): string | undefined {
    this.files.push(file);
    try {
      return readFileSync(file, 'utf8');
    } catch (error) {
      const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
      this.report(
        file,
        missing ? 'expected this file, but it does not exist' : `can't be read: ${String(error)}`,
      );
      return undefined;
    }
  }

  yaml<S extends z.ZodType>(file: string, text: string, schema: S, linesBefore = 0): z.infer<S> | undefined {
    try {
      return parseYaml({ file: this.show(file), text, linesBefore }, schema);
    } catch (error) {
      if (!(error instanceof WorkshopError)) throw error;
      this.problems.push(...error.problems);
      return undefined;
    }
  }
}

function loadLesson(reader: Reader, chapterId: string, id: string): Lesson | undefined {
  const file = path.join(reader.root, 'lessons', chapterId, `${id}.md`);
  const source = reader.read(file);
  if (source === undefined) return undefined;
  const parts = splitFrontMatter(source);
  if (parts === undefined) {
    reader.report(file, 'expected front matter: a block of YAML between two lines of "---" at the top', 1);
    return undefined;
  }
  const data = reader.yaml(file, parts.yaml, lessonSchema, parts.yamlLinesBefore);
  if (data === undefined) return undefined;
  return {
    kind: 'lesson',
    id,
    chapterId,
    title: data.title,
    minutes: data.minutes,
    exercises: data.exercises,
    questions: questionsOf(data.questions),
    playground: data.playground,
    path: file,
  };
}

function loadExercise(
  reader: Reader,
  chapterId: string,
  id: string,
  folders: ReadonlyMap<string, string>,
): Exercise | undefined {
  const name = folders.get(id);
  if (name === undefined) {
    reader.report(
      path.join(reader.root, 'exercises'),
      `expected a folder for the exercise "${id}", for example 01-${id}`,
    );
    return undefined;
  }
  const folder = path.join(reader.root, 'exercises', name);
  const file = path.join(folder, 'exercise.yaml');
  const text = reader.read(file);
  const data = text === undefined ? undefined : reader.yaml(file, text, exerciseSchema);
  if (data === undefined) return undefined;
  return {
    kind: 'exercise',
    id,
    number: /^(\d+)-/.exec(name)?.[1] ?? '',
    chapterId,
    ...data,
    folder,
    readmePath: path.join(folder, 'README.md'),
    submissionPath: path.join(folder, 'exercise.ts'),
    starterPath: path.join(folder, '.starter.ts'),
    graderPath: path.join(folder, 'grader.test.ts'),
    solutionPath: path.join(reader.root, 'solutions', `${name}.ts`),
  };
}

/** Exercise id → folder name; the id is the name without a leading number. */
function exerciseFolders(root: string): ReadonlyMap<string, string> {
  const parent = path.join(root, 'exercises');
  if (!existsSync(parent)) return new Map();
  const names = readdirSync(parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return new Map(names.map((name) => [name.replace(/^\d+-/, ''), name]));
}

function reportDuplicates(reader: Reader, file: string, chapters: readonly Chapter[]): void {
  const seen = new Set<string>();
  for (const { kind, id } of chapters.flatMap((chapter) => chapter.items)) {
    const key = `${kind} "${id}"`;
    if (seen.has(key)) reader.report(file, `expected the ${key} once, but it is listed twice`);
    seen.add(key);
  }
}

function reportBrokenLinks(reader: Reader, chapters: readonly Chapter[]): void {
  const items: readonly Item[] = chapters.flatMap((chapter) => chapter.items);
  const has = (kind: Item['kind'], id: string) => items.some((item) => item.kind === kind && item.id === id);
  for (const item of items) {
    if (item.kind === 'lesson') {
      for (const id of item.exercises) {
        if (!has('exercise', id))
          reader.report(item.path, `"exercises" names "${id}", which is no exercise of this workshop`);
      }
    } else {
      for (const link of item.lessons) {
        const id = link.split('#')[0] ?? '';
        if (!has('lesson', id)) {
          reader.report(
            path.join(item.folder, 'exercise.yaml'),
            `"lessons" names "${id}", which is no lesson of this workshop`,
          );
        }
      }
    }
  }
}
