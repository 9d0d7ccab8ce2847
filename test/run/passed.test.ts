import { appendFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PassedFiles } from './passed.ts';

/** A small project: a unit test, a story on the small workshop, and a test of the curriculum. */
let project: string;
const tests = ['src/a.test.ts', 'test/story.test.ts', 'test/lessons.test.ts', 'test/docs.test.ts'];
beforeEach(() => {
  project = realpathSync(mkdtempSync(path.join(tmpdir(), 'agentlings-passed-')));
  for (const name of ['package.json', 'package-lock.json', 'tsconfig.json', 'vitest.config.ts', 'README.md'])
    put(name, 'x\n');
  put('src/a.ts', "export { b } from './b.ts';\n");
  put('src/b.ts', 'export const b = 1;\n');
  put('src/other.ts', 'export const c = 1;\n');
  put('src/a.test.ts', "import { b } from './a.ts';\n");
  put('test/project.ts', "export const root = 'here';\nexport const launcher = 'there';\n");
  put('test/helper.ts', "import { launcher } from './project.ts';\nrun(launcher, '--workshop');\n");
  put('test/workshop/lesson.md', 'small\n');
  put('test/story.test.ts', "import './helper.ts';\n");
  put('test/lessons.test.ts', "import { root } from './project.ts';\nread(root);\n");
  put(
    'test/docs.test.ts',
    "import { root } from './project.ts';\nread(path.join(root, 'docs', 'a.md'), 'README.md');\n",
  );
  put('lessons/one.md', 'real\n');
  new PassedFiles(project, project).add(
    Object.fromEntries(
      tests.map((file) => [file, { key: new PassedFiles(project, project).keyOf(file), tests: 2 }]),
    ),
  );
});
afterEach(() => rmSync(project, { recursive: true, force: true }));

function put(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(project, file)), { recursive: true });
  writeFileSync(path.join(project, file), text);
}

/** Files of tests that are run again after a line more in a file. */
function runAgain(file: string): readonly string[] {
  appendFileSync(path.join(project, file), '\n');
  const unchanged = new PassedFiles(project, project).unchanged(tests);
  return tests.filter((each) => !unchanged.has(each));
}

test('what has passed is known, with the number of its tests', () => {
  expect([...new PassedFiles(project, project).unchanged(tests)]).toEqual(tests.map((file) => [file, 2]));
});

test.each([
  ['src/b.ts', ['src/a.test.ts', 'test/story.test.ts', 'test/lessons.test.ts', 'test/docs.test.ts']],
  ['src/other.ts', ['test/story.test.ts', 'test/lessons.test.ts', 'test/docs.test.ts']],
  ['src/a.test.ts', ['src/a.test.ts']],
  ['test/helper.ts', ['test/story.test.ts', 'test/lessons.test.ts', 'test/docs.test.ts']],
  ['test/workshop/lesson.md', ['test/story.test.ts', 'test/lessons.test.ts', 'test/docs.test.ts']],
  ['lessons/one.md', ['test/lessons.test.ts']],
  ['README.md', ['test/docs.test.ts']],
  ['package-lock.json', tests],
  ['vitest.config.ts', tests],
])('after a change of %s what depends on it runs again', (file, again) => {
  expect(runAgain(file)).toEqual(again);
});

test('a test that starts the program on no workshop of its own depends on the curriculum', () => {
  put('test/helper.ts', "import { launcher } from './project.ts';\nrun(launcher);\n");
  const passed = new PassedFiles(project, project);
  passed.add({ 'test/story.test.ts': { key: passed.keyOf('test/story.test.ts'), tests: 1 } });
  expect(runAgain('lessons/one.md')).toContain('test/story.test.ts');
});

test('a memory that is broken knows nothing', () => {
  put('passed.json', '{');
  expect(new PassedFiles(project, project).unchanged(tests).size).toBe(0);
});
