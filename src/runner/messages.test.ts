import { expect, test } from 'vitest';
import { crashLocation } from './messages.ts';

const trace = (file: string) =>
  `TypeError: no\n    at <anonymous> (${file}:2:7)\n    at ModuleJob.run (node:internal:1:2)`;

test.each([
  ['a.ts', 'a.ts'],
  ['C# 100%.ts', 'C%23 100%25.ts'],
  ['für.ts', 'f%C3%BCr.ts'],
  ['100%.ts', '100%.ts'],
])('a crash in %j is found where the stack trace says %j', (name, written) => {
  expect(crashLocation(trace(`/work/${written}`), `/work/${name}`)).toMatchObject({ line: 2, column: 7 });
});

test('a file whose name only ends alike is another', () => {
  expect(crashLocation(trace('/work/schema.ts'), '/work/a.ts')).toBeUndefined();
});
