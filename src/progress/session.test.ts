import { existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Progress, withGrade, withHints } from './progress.ts';
import { diskProblem, SessionProgress } from './session.ts';
import { ProgressError, ProgressStore } from './store.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'agentlings-session-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const now = new Date('2026-05-01T10:00:00Z');
const passes = (progress: Progress) =>
  withGrade(progress, 'a', { points: 5, maxPoints: 5, passed: true }, now);
const hints = (progress: Progress) => withHints(progress, 'b', 2, 5);

/** The next save goes to a device that is always full. */
function fillDisk(): void {
  symlinkSync('/dev/full', path.join(folder, `progress.json.${process.pid}.tmp`));
}

describe.runIf(existsSync('/dev/full'))('a full disk', () => {
  test('what it does not take is kept in memory, and saved with the next change that it takes', () => {
    const session = new SessionProgress(folder);
    fillDisk();
    expect(session.update(passes).exercises.a?.points).toBe(5);
    expect(session.problem).toBe('full');
    expect(session.load().progress.exercises.a?.points).toBe(5);
    expect(new ProgressStore(folder).load().progress.exercises).toEqual({});
    fillDisk();
    expect(session.update(hints).exercises.a?.points).toBe(5);
    expect(session.problem).toBe('full');
    session.update((progress) => withHints(progress, 'c', 1, 5));
    expect(session.problem).toBeUndefined();
    const { exercises } = new ProgressStore(folder).load().progress;
    expect([exercises.a?.points, exercises.b?.hintsShown, exercises.c?.hintsShown]).toEqual([5, 2, 1]);
  });

  test('what another program saves meanwhile is not lost', () => {
    const session = new SessionProgress(folder);
    fillDisk();
    session.update(passes);
    new ProgressStore(folder).update(hints);
    expect(session.load().progress.exercises).toMatchObject({ a: { points: 5 }, b: { hintsShown: 2 } });
    session.update((progress) => withHints(progress, 'c', 1, 5));
    expect(new ProgressStore(folder).load().progress.exercises).toMatchObject({
      a: { points: 5 },
      b: { hintsShown: 2 },
    });
  });
});

test.each([
  ['ENOSPC', 'full'],
  ['EDQUOT', 'full'],
  ['EROFS', 'read-only'],
  ['EACCES', 'denied'],
  ['EPERM', 'denied'],
] as const)('%s is told as %s', (code, problem) => {
  const error = Object.assign(new Error(code), { code });
  expect(diskProblem(error)).toBe(problem);
  expect(diskProblem(new ProgressError('not saved', { cause: error }))).toBe(problem);
});

test('what has nothing to do with the disk is no problem of it', () => {
  expect(diskProblem(new TypeError('a fault of ours'))).toBeUndefined();
  expect(diskProblem(new ProgressError('not saved', { cause: new Error('EIO') }))).toBe('unknown');
});
