import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isPlain, plainPaths, slashed } from './plain-paths.ts';

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'agentlings-plain-')));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test.each(['a#b', 'a%20b', 'a?b', 'a*b', '{a}', '[a]', 'a(b)', '!a', 'a|b', "a'b", 'a\nb', '$&'])(
  '%j has to be given a plain name',
  (name) => expect(isPlain(path.join('/home', name, 'course'))).toBe(false),
);

test.each(['a b', 'Jörg', '学习', 'a+b', 'a.b_c-d', 'ada@home', 'C:\\Users\\Jo\\course'])(
  '%j is plain',
  (name) => expect(isPlain(name)).toBe(true),
);

test('ordinary folders are used as they are', () => {
  const paths = plainPaths('/home/ada/course', '/home/ada/course/.build/kit.js');
  expect(paths.root).toBe('/home/ada/course');
  expect(paths.fileAt('/home/ada/course/a.ts')).toBe('/home/ada/course/a.ts');
});

test.runIf(isPlain(tmpdir()))('a file is found under its plain name, until that is closed', () => {
  const root = path.join(folder, 'C# 100%');
  mkdirSync(root);
  writeFileSync(path.join(root, 'grader.ts'), 'a grader');
  writeFileSync(path.join(root, 'kit.js'), 'the kit');
  const paths = plainPaths(root, path.join(root, 'kit.js'));
  const grader = paths.fileAt(path.join(root, 'grader.ts'));
  expect([paths.root, paths.kit, grader].every(isPlain)).toBe(true);
  expect(readFileSync(grader, 'utf8')).toBe('a grader');
  expect(readFileSync(paths.kit, 'utf8')).toBe('the kit');
  paths.close();
  expect(existsSync(grader)).toBe(false);
  expect(existsSync(path.join(root, 'grader.ts'))).toBe(true);
});

test("a path of Windows is written as Vite's ids are; elsewhere a backslash is a part of a name", () => {
  expect(slashed('C:\\course\\.build\\kit.js', '\\')).toBe('C:/course/.build/kit.js');
  expect(slashed('/course/a\\b/kit.js', '/')).toBe('/course/a\\b/kit.js');
});
