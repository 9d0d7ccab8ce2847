import { mkdtempSync } from 'node:fs';
import { expect, test } from 'vitest';
import { surroundingsText } from './surroundings.ts';

const failure = (code: string, more: object = {}) =>
  Object.assign(new Error(`${code}: …`), { code, ...more });

test.each([
  ['ENOSPC', { path: '/data/a' }, "The disk is full: /data/a can't be written."],
  ['EDQUOT', {}, 'The disk is full'],
  ['EROFS', { path: '/data/a' }, '/data/a is on a disk that can only be read'],
  ['EACCES', { path: '/data/a', syscall: 'open' }, "/data/a can't be opened"],
  ['EPERM', { path: '/data/a.tmp', dest: '/data/a', syscall: 'rename' }, "/data/a can't be replaced"],
  ['EACCES', { syscall: 'listen' }, "A port of this machine can't be listened on"],
  ['EMFILE', {}, 'ulimit -n'],
  ['ENFILE', {}, 'ulimit -n'],
  ['EAGAIN', { syscall: 'spawn node' }, 'The system starts no more programs'],
])('%s says what is in the way', (code, more, text) => {
  expect(surroundingsText(failure(code, more))).toContain(text);
  expect(surroundingsText(new Error('wrapped', { cause: failure(code, more) }))).toContain(text);
});

test('a temporary folder that is missing is named', () => {
  let thrown: unknown;
  try {
    mkdtempSync('/no/such/folder/agentlings-');
  } catch (error) {
    thrown = error;
  }
  expect(surroundingsText(thrown)).toContain("doesn't exist, and programs run in it");
});

test('an error of ours stays ours', () => {
  expect(surroundingsText(new TypeError('x is not a function'))).toBeUndefined();
  expect(surroundingsText(failure('ENOENT', { path: '/a', syscall: 'open' }))).toBeUndefined();
  expect(surroundingsText(failure('ERR_ASSERTION'))).toBeUndefined();
  expect(surroundingsText('text')).toBeUndefined();
});
