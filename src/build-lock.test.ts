import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { withLock } from './build-lock.mjs';

let folder: string;
let lock: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'agentlings-lock-'));
  lock = path.join(folder, 'lock');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function deadProcess(): Promise<number> {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(child, 'exit');
  return child.pid ?? 0;
}

/** Takes the lock, and returns what was said meanwhile. */
async function taken(): Promise<readonly string[]> {
  const said: string[] = [];
  let held = false;
  await withLock(
    lock,
    async () => {
      held = existsSync(lock);
    },
    (text) => said.push(text),
  );
  expect(held).toBe(true);
  expect(readdirSync(folder)).toEqual([]);
  return said;
}

test("a free lock is held while there is work, and so is a dead process's, without a word", async () => {
  expect(await taken()).toEqual([]);
  writeFileSync(lock, `${await deadProcess()} ${hostname()}`);
  expect(await taken()).toEqual([]);
});

test('the folder that earlier versions left is no obstacle', async () => {
  mkdirSync(lock);
  expect(await taken()).toEqual([]);
});

test("a living process's is waited for, which is said; then it is our turn", async () => {
  writeFileSync(lock, `${process.pid} ${hostname()}`);
  const said: string[] = [];
  let worked = false;
  await withLock(
    lock,
    async () => {
      worked = true;
    },
    (text) => {
      expect(worked).toBe(false);
      said.push(text);
      rmSync(lock);
    },
  );
  expect(worked).toBe(true);
  expect(said).toEqual([`Waiting for process ${process.pid}, which builds Agentlings …`]);
});

test('work that fails leaves no lock', async () => {
  const failing = withLock(
    lock,
    () => Promise.reject(new Error('no')),
    () => undefined,
  );
  await expect(failing).rejects.toThrow('no');
  expect(existsSync(lock)).toBe(false);
});
