import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CompileError, compile } from './compile.ts';

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'agentlings-compile-test-')));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(text: string, name = 'exercise.ts'): string {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

async function refusal(text: string): Promise<CompileError> {
  const error = await compile(write(text)).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof CompileError)) throw new Error(`It was not refused: ${String(error)}`);
  return error;
}

describe('imports', () => {
  test.each([
    'openai',
    'openai/helpers/zod',
    'openai/resources/chat/completions',
    'zod',
    'zod/v4',
    'node:fs',
    'fs',
  ])('%s is there', async (name) => {
    const { code } = await compile(write(`import * as all from '${name}'; console.log(all);`));
    expect(code).toContain('import * as all');
  });

  test.each([
    'execa',
    'vitest',
    'esbuild',
    '#grading',
    'agentlings',
    'openai2',
    'openai/../execa',
    'zod/../../main',
    'zod/./v4/../../../main',
    'data:text/javascript,export default 1',
    'https://example.com/x.js',
  ])('%s is not, and the message says what is', async (name) => {
    const error = await refusal(`const a = 1;\nimport * as all from '${name}';\nconsole.log(a, all);`);
    expect(error.message).toBe(
      `exercise.ts:2:22: there is no package "${name}" here; use "openai", "zod" or Node's own modules`,
    );
    expect(error.location).toMatchObject({ line: 2, column: 22, text: `import * as all from '${name}';` });
  });

  test.each(['../x.ts', './a/../../x.ts', '/etc/hostname', 'file:///etc/hostname'])(
    '%s leaves the folder',
    async (name) => {
      expect((await refusal(`import '${name}';`)).message).toContain(`"${name}" lies outside of`);
    },
  );

  test('a file that is not there is named', async () => {
    expect((await refusal("import { x } from './words.ts';\nx();")).message).toBe(
      'exercise.ts:1:19: there is no file "./words.ts" in the exercise\'s folder',
    );
  });

  test('a symbolic link is refused even when it leads to an own file, and so is a linked folder', async () => {
    write('export const x = 1;', 'words.ts');
    symlinkSync('words.ts', path.join(folder, 'link.ts'));
    write('export const x = 1;', 'real/words.ts');
    symlinkSync('real', path.join(folder, 'linked'));
    for (const name of ['./link.ts', './linked/words.ts']) {
      expect((await refusal(`import { x } from '${name}'; console.log(x);`)).message).toContain(
        'symbolic link',
      );
    }
  });
});

test.each(['./words.ts', './words', './words.js', './more', './more/index.ts', './data.json'])(
  'an own file is found as %s',
  async (name) => {
    write('export default "found it" as string;', 'words.ts');
    write('export default "found it" as string;', 'more/index.ts');
    write('"found it"', 'data.json');
    expect((await compile(write(`import it from '${name}'; console.log(it);`))).code).toContain('found it');
  },
);

test('a folder without an index is no module', async () => {
  mkdirSync(path.join(folder, 'empty'));
  expect((await refusal("import it from './empty'; console.log(it);")).message).toContain(
    'there is no file "./empty"',
  );
});

test('a package.json nearby can neither break a submission nor drop its imports', async () => {
  write('console.log("side effect");', 'effect.ts');
  const text = "import './effect.ts';";
  for (const manifest of ['{ nonsense', '{ "sideEffects": false, "type": "commonjs" }']) {
    write(manifest, 'package.json');
    expect((await compile(write(`${text} // ${manifest}`))).code).toContain('side effect');
  }
});

test.each([
  ['const b = ;', 1, 11],
  ['let a = 1;\nconst t = "日本"; const = 1;', 2, 23],
  ['await (async () => {', 1, 21],
])('a syntax error has a place: %s', async (text, line, column) => {
  const error = await refusal(text);
  expect(error.location).toMatchObject({ line, column, text: text.split('\n')[line - 1] });
  expect(error.message).toContain(`exercise.ts:${line}:${column}: `);
});

describe('what is said of', () => {
  test.each([
    ['UTF-16 with a mark', '\ufeffconsole.log(1);\n', false],
    ['UTF-16 without a mark', 'console.log(1);\n', false],
    ['UTF-16 in the order of large machines', '\ufeffconsole.log(1);\n', true],
  ])('%s', async (_, text, swapped) => {
    const bytes = Buffer.from(text, 'utf16le');
    writeFileSync(path.join(folder, 'exercise.ts'), swapped ? bytes.swap16() : bytes);
    await expect(compile(path.join(folder, 'exercise.ts'))).rejects.toThrow(/saved as UTF-16.*UTF-8/);
  });

  test('UTF-8 with a mark, and with letters of every kind: nothing', async () => {
    await expect(compile(write('\ufeffconsole.log("für 学习 🦙");\n'))).resolves.toBeDefined();
  });

  test.each([
    ['openai', "import OpenAI from 'openai'"],
    ['node:fs', "import fs from 'node:fs'"],
  ])('require(%j)', async (name, instead) => {
    expect((await refusal(`const it = require('${name}');\nconsole.log(it);`)).message).toContain(instead);
  });

  test.each(['file:///', 'file://host/x.ts', 'file:///tmp/a%2Fb.ts'])('import %j', async (written) => {
    const { message, location } = await refusal(`import '${written}';`);
    expect(location).toMatchObject({ file: path.join(folder, 'exercise.ts'), line: 1 });
    expect(message).toContain(written);
    expect(message).not.toContain('compile.ts');
  });
});

test('a name in other letters is refused with the file that it is like, on every system', async () => {
  write('export const a = 1;\n', 'helper.ts');
  write('export const b = 1;\n', 'Parts/one.ts');
  expect((await refusal("import './Helper.js';")).message).toMatch(
    /"\.\/Helper\.js" and the file helper\.ts differ/,
  );
  expect((await refusal("import './parts/one';")).message).toContain(path.join('Parts', 'one.ts'));
  const { code } = await compile(write("import { a } from './helper.js';\nconsole.log(a);"));
  expect(code).toContain('// helper.ts');
});
