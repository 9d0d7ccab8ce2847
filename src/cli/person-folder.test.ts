import path from 'node:path';
import { expect, test } from 'vitest';
import { personFolder } from './person-folder.ts';

const root = path.resolve('/home/robin/course');
const npm = { INIT_CWD: path.join(root, 'exercises'), npm_package_json: path.join(root, 'package.json') };

test('it is where npm was started, if npm has moved to the project', () => {
  expect(personFolder(npm, root, root)).toBe(path.join(root, 'exercises'));
});

test('without npm, or where another program has gone on, it is the current folder', () => {
  expect(personFolder({}, root, root)).toBeUndefined();
  expect(personFolder({ ...npm, INIT_CWD: '' }, root, root)).toBeUndefined();
  expect(personFolder(npm, path.resolve('/elsewhere'), root)).toBeUndefined();
});

test('what npm says to the scripts of another project is not about this one', () => {
  const other = { ...npm, npm_package_json: path.resolve('/home/robin/other/package.json') };
  expect(personFolder(other, root, root)).toBeUndefined();
});
