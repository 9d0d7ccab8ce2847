import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LockHeld, takeLock } from './lock.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'agentlings-lock-test-'));
  file = path.join(folder, 'batch.lock');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The number of a process that has ended. */
const dead = () => spawnSync(process.execPath, ['-e', '']).pid;

function holder(fields: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ pid: process.pid, host: hostname(), since: '2026-12-01T10:00:00Z', ...fields });
}

test('one at a time has it, and the other is told who', () => {
  const lock = takeLock(file);
  expect(() => takeLock(file)).toThrow(LockHeld);
  expect(() => takeLock(file)).toThrow(`Process ${process.pid} `);
  lock.release();
  expect(readdirSync(folder)).toEqual([]);
  takeLock(file).release();
});

test('a dead process loses it', () => {
  writeFileSync(file, holder({ pid: dead() }));
  const lock = takeLock(file);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ pid: process.pid });
  lock.release();
  expect(readdirSync(folder)).toEqual([]);
});

test.runIf(process.platform === 'linux')('so does one whose number another process has now', () => {
  writeFileSync(file, holder({ began: 'another boot 1' }));
  takeLock(file).release();
});

test('of a process on another machine nothing is known, so it keeps it', () => {
  writeFileSync(file, holder({ pid: dead(), host: 'elsewhere.example' }));
  expect(() => takeLock(file)).toThrow(/on elsewhere\.example .*remove/);
});

test('one that is just being written is left alone, one that was never finished is not', () => {
  writeFileSync(file, '{"pid":');
  expect(() => takeLock(file)).toThrow(LockHeld);
  utimesSync(file, new Date(0), new Date(0));
  takeLock(file).release();
});

test('a lock that was lost is not somebody else’s to release', () => {
  const lock = takeLock(file);
  writeFileSync(file, holder({ pid: process.ppid }));
  lock.release();
  expect(readdirSync(folder)).toEqual(['batch.lock']);
});
