import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newSeed, seedOf } from './seed.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'agentlings-seed-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string): string {
  const full = path.join(folder, name);
  writeFileSync(full, text);
  return full;
}

test('a new seed has at least 128 bits', () => {
  expect(newSeed()).toMatch(/^[0-9a-f]{32,}$/);
  expect(newSeed()).not.toBe(newSeed());
});

test('equal seeds and equal texts give equal seeds, wherever the text is', async () => {
  const seed = await seedOf('s', file('a.ts', 'same'));
  expect(await seedOf('s', file('b.ts', 'same'))).toBe(seed);
  expect(await seedOf('s', file('with-mark.ts', '\ufeffsame'))).toBe(seed);
});

test('another text or another grade gives another seed, which tells nothing of the grade’s', async () => {
  const first = file('a.ts', 'print(1)');
  const seeds = [
    await seedOf('grade-1', first),
    await seedOf('grade-2', first),
    await seedOf('grade-1', file('b.ts', 'print(1) ')),
  ];
  expect(new Set(seeds).size).toBe(3);
  for (const seed of seeds) expect(seed).toMatch(/^[0-9a-f]{64}$/);
});

test('what is no submission has a seed too, and is not waited for', async () => {
  const missing = await seedOf('s', path.join(folder, 'missing.ts'));
  expect(await seedOf('s', folder)).toBe(missing);
  const pipe = path.join(folder, 'pipe.ts');
  if (spawnSync('mkfifo', [pipe]).status === 0) expect(await seedOf('s', pipe)).toBe(missing);
});
