import { describe, expect, test } from 'vitest';
import { defaultLimits } from '../workshop/types.ts';
import { crashLocation, crashMessage, timeoutMessage } from './messages.ts';

const trace = (file: string) =>
  `TypeError: no\n    at <anonymous> (${file}:2:7)\n    at ModuleJob.run (node:internal:1:2)`;

test.each([
  ['a.ts', 'a.ts'],
  ['C# 100%.ts', 'C%23 100%25.ts'],
  ['für.ts', 'f%C3%BCr.ts'],
  ['100%.ts', '100%.ts'],
])('a crash in %j is found where the stack trace says %j', (name, written) => {
  expect(crashLocation(trace(`/home/robin/${written}`), `/home/robin/${name}`)).toMatchObject({
    line: 2,
    column: 7,
  });
});

test('a file whose name only ends alike is another', () => {
  expect(crashLocation(trace('/home/robin/schema.ts'), '/home/robin/a.ts')).toBeUndefined();
});

describe('a program that did not end', () => {
  const limits = { ...defaultLimits, seconds: 10 };
  const said = (code: string, cpuMs = 0) => timeoutMessage(limits, { code, cpuMs });

  test('was computing', () => {
    expect(said('http.createServer().listen(0)', 9_000)).toMatch(/endless loop.*computing/);
  });

  test.each([
    ['const server = http.createServer();\nserver.listen(0);', 'a server that is left listening'],
    ['setInterval(() => {}, 1000);', 'clearInterval'],
    ['readline.createInterface({ input: process.stdin });', 'standard input'],
    ['await new Promise(() => setTimeout(later, 1e6));', 'waits for something that never comes'],
  ])('and is written %j', (code, text) => expect(said(code, 100)).toContain(text));
});

describe('a question that nobody answers', () => {
  const asking = { code: 'readline.createInterface({ input: process.stdin })', hasInput: false };
  const unsettled = (program: typeof asking) => crashMessage('', 13, null, undefined, program);

  test('is told apart from other promises', () => {
    expect(unsettled(asking)).toMatch(/Standard input is empty.*--input/);
    expect(unsettled({ ...asking, hasInput: true })).not.toContain('--input');
    expect(unsettled({ ...asking, code: 'await new Promise(() => {})' })).not.toContain('--input');
  });

  test('also the second one, at which the interface is closed', () => {
    const trace = 'Error [ERR_USE_AFTER_CLOSE]: readline was closed\n';
    expect(crashMessage(trace, 1, null, undefined, asking)).toContain('--input');
  });
});
