import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { UnknownItemError, WorkshopError } from './errors.ts';
import { splitFrontMatter } from './front-matter.ts';
import { loadWorkshop } from './load.ts';
import { findExercise, findLesson, selectExercises } from './lookup.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'agentlings-workshop-'));
  put('lessons/workshop.yaml', workshopYaml);
  put('lessons/first/start.md', '---\ntitle: Start\nminutes: 3\nexercises: [one]\n---\n# Hello\n');
  for (const name of ['01-one', '02-one-more', '10-ten'])
    put(`exercises/${name}/exercise.yaml`, exerciseYaml);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const workshopYaml = `title: A workshop
summary: For tests
chapters:
  - id: first
    title: First
    items:
      - lesson: start
      - exercise: one
      - exercise: one-more
  - id: second
    title: Second
    items:
      - exercise: ten
`;
const exerciseYaml = `title: An exercise
summary: Do it
points: 5
hints: [a, b, c]
lessons: ["start#there"]
limits: { seconds: 2 }
`;

function put(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
}

function problems(): readonly string[] {
  try {
    loadWorkshop(root);
    return [];
  } catch (error) {
    if (!(error instanceof WorkshopError)) throw error;
    return error.message.split('\n');
  }
}

describe('loadWorkshop', () => {
  test('reads chapters, lessons and exercises in order, with defaults filled in', () => {
    const workshop = loadWorkshop(root);
    expect(workshop.chapters.map((chapter) => chapter.items.map((item) => item.id))).toEqual([
      ['start', 'one', 'one-more'],
      ['ten'],
    ]);
    expect(findExercise(workshop, 'one')).toMatchObject({
      number: '01',
      points: 5,
      limits: { seconds: 2, memoryMiB: 512, outputKiB: 1024, requests: 200 },
      submissionPath: path.join(root, 'exercises/01-one/exercise.ts'),
      solutionPath: path.join(root, 'solutions/01-one.ts'),
    });
  });

  test.each([
    [
      'a wrong type',
      'exercises/01-one/exercise.yaml',
      exerciseYaml.replace('5', 'five'),
      'exercises/01-one/exercise.yaml:3: "points": expected a number of points',
    ],
    [
      'an unknown key',
      'exercises/01-one/exercise.yaml',
      `${exerciseYaml}colour: red\n`,
      'exercises/01-one/exercise.yaml:7: the file: Unrecognized key: "colour"',
    ],
    [
      'a key twice',
      'exercises/01-one/exercise.yaml',
      `${exerciseYaml}points: 6\n`,
      'exercises/01-one/exercise.yaml:7: not valid YAML: Map keys must be unique',
    ],
    [
      'a nested value',
      'exercises/01-one/exercise.yaml',
      exerciseYaml.replace('seconds: 2', 'seconds: -2'),
      'exercises/01-one/exercise.yaml:6: "limits.seconds": expected more than 0 (seconds)',
    ],
    [
      'an unknown item',
      'lessons/workshop.yaml',
      workshopYaml.replace('lesson: start', 'lesion: start'),
      'lessons/workshop.yaml:7: "chapters[0].items[0]": expected "lesson: some-id" or "exercise: some-id"',
    ],
    [
      'front matter without a title',
      'lessons/first/start.md',
      '---\nminutes: 3\n---\n',
      'lessons/first/start.md:2: "title": expected text',
    ],
    [
      'no front matter',
      'lessons/first/start.md',
      '# Hello\n',
      'lessons/first/start.md:1: expected front matter: a block of YAML between two lines of "---" at the top',
    ],
    [
      'a link to no lesson',
      'exercises/10-ten/exercise.yaml',
      exerciseYaml.replace('start#', 'end#'),
      'exercises/10-ten/exercise.yaml: "lessons" names "end", which is no lesson of this workshop',
    ],
    [
      'an item twice',
      'lessons/workshop.yaml',
      workshopYaml.replace('one-more', 'one'),
      'lessons/workshop.yaml: expected the exercise "one" once, but it is listed twice',
    ],
    [
      'a missing knowledge file',
      'lessons/workshop.yaml',
      `${workshopYaml}knowledge: [none.yaml]\n`,
      'lessons/none.yaml: expected this knowledge file, named in workshop.yaml',
    ],
  ])('%s is told with file, line and what was expected', (_what, file, text, told) => {
    put(file, text);
    expect(problems()).toContain(told);
  });

  test('all mistakes are told at once', () => {
    put('exercises/01-one/exercise.yaml', 'title: 5\n');
    put('exercises/10-ten/exercise.yaml', 'title: [x\n');
    const files = new Set(problems().map((line) => line.split(':')[0]));
    expect(files).toEqual(new Set(['exercises/01-one/exercise.yaml', 'exercises/10-ten/exercise.yaml']));
  });
});

describe('finding items', () => {
  test.each([
    ['one', 'one'],
    ['01', 'one'],
    ['1', 'one'],
    ['01-one', 'one'],
    ['exercises/01-one/', 'one'],
    ['one-m', 'one-more'],
    ['TEN', 'ten'],
  ])('%s is %s', (name, id) => {
    expect(findExercise(loadWorkshop(root), name).id).toBe(id);
  });

  test('an ambiguous prefix names the choices, an unknown name the nearest', () => {
    const workshop = loadWorkshop(root);
    expect(() => findExercise(workshop, 'o')).toThrow('"o" could be one or one-more');
    expect(() => findExercise(workshop, 'tne')).toThrow(UnknownItemError);
    expect(() => findExercise(workshop, 'tne')).toThrow('Did you mean one or ten?');
    expect(() => findLesson(workshop, 'strat')).toThrow('Did you mean start');
  });

  test('chapters select their exercises, in order and each once', () => {
    const workshop = loadWorkshop(root);
    const ids = (names: readonly string[]) => selectExercises(workshop, names).map(({ id }) => id);
    expect(ids([])).toEqual(['one', 'one-more', 'ten']);
    expect(ids(['second', 'first', '1'])).toEqual(['one', 'one-more', 'ten']);
    expect(ids(['second'])).toEqual(['ten']);
  });
});

describe('splitFrontMatter', () => {
  test('splits at the fences, and counts lines', () => {
    expect(splitFrontMatter('---\r\na: 1\r\n---\r\nbody\r\n---\r\n')).toEqual({
      yaml: 'a: 1',
      body: 'body\n---\n',
      yamlLinesBefore: 1,
      bodyLinesBefore: 3,
    });
  });

  test('is nothing without a closing fence', () => {
    expect(splitFrontMatter('---\na: 1\n')).toBeUndefined();
  });
});
