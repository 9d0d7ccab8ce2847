import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { importClosure, relativeImports } from './imports.ts';

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'agentlings-imports-')));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('every way to import a file is seen, and packages are none', () => {
  const text = `import a, {
  type B,
} from './a.ts';
import type { C } from "../c.ts";
import './d.mjs';
export * from './e.ts';
export type { F } from './f.ts';
import fs from 'node:fs';
import OpenAI from 'openai';
const g = await import('./g.ts');
const h = new URL('./h.mjs', import.meta.url);
`;
  expect(relativeImports(text)).toEqual([
    { path: './a.ts', typeOnly: false },
    { path: '../c.ts', typeOnly: true },
    { path: './d.mjs', typeOnly: false },
    { path: './e.ts', typeOnly: false },
    { path: './f.ts', typeOnly: true },
    { path: './g.ts', typeOnly: false },
    { path: './h.mjs', typeOnly: false },
  ]);
});

test('a closure has each file once, follows circles, and leaves out what is no file', () => {
  const file = (name: string) => path.join(folder, name);
  writeFileSync(file('a.ts'), "import './b.ts';\nimport './gone.ts';\n");
  writeFileSync(
    file('b.ts'),
    "import { a } from './a.ts';\nawait import('./c.mjs');\nimport d from './d.json' with { type: 'json' };\n",
  );
  writeFileSync(file('c.mjs'), '');
  writeFileSync(file('d.json'), '{}');
  writeFileSync(file('e.ts'), '');
  expect(importClosure([file('a.ts')])).toEqual(['a.ts', 'b.ts', 'c.mjs', 'd.json'].map(file));
});
