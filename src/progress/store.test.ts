import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { exerciseState, noProgress, withGrade, withHints, withLessonRead } from './progress.ts';
import { ProgressStore } from './store.ts';
import { UndoStore } from './undo.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'agentlings-progress-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const now = new Date('2026-05-01T10:00:00Z');
const later = new Date('2026-06-01T10:00:00Z');

describe('progress', () => {
  test('an exercise once passed stays passed, and its points are those of the latest grade', () => {
    const passed = withGrade(noProgress, 'a', { points: 5, maxPoints: 5, passed: true }, now);
    const broken = withGrade(passed, 'a', { points: 2, maxPoints: 5, passed: false }, later);
    expect(exerciseState(broken, 'a')).toBe('passed');
    expect(broken.exercises.a).toMatchObject({
      points: 2,
      passedAt: now.toISOString(),
      gradedAt: later.toISOString(),
    });
  });

  test('hints never go down, and survive a grade', () => {
    const hinted = withHints(withHints(noProgress, 'a', 2, 5), 'a', 1, 5);
    expect(hinted.exercises.a?.hintsShown).toBe(2);
    expect(
      withGrade(hinted, 'a', { points: 1, maxPoints: 5, passed: false }, now).exercises.a?.hintsShown,
    ).toBe(2);
    expect(exerciseState(hinted, 'a')).toBe('started');
    expect(exerciseState(hinted, 'b')).toBe('not started');
  });
});

describe('ProgressStore', () => {
  test('what one saved, another reads', () => {
    new ProgressStore(folder).update((progress) => withLessonRead(progress, 'setup', now));
    expect(new ProgressStore(folder).load()).toEqual({
      progress: { ...noProgress, lessonsRead: { setup: now.toISOString() } },
    });
  });

  test('two programs at once do not undo each other', () => {
    const one = new ProgressStore(folder);
    const two = new ProgressStore(folder);
    one.load();
    two.update((progress) => withLessonRead(progress, 'a', now));
    one.update((progress) => withLessonRead(progress, 'b', now));
    expect(Object.keys(two.load().progress.lessonsRead)).toEqual(['a', 'b']);
  });

  test.each(['', '{"version":1,', '{"version":2}', 'null', '\u0000\u0000\u0000'])(
    'a damaged file (%j) is set aside, and the save before it is used',
    (damage) => {
      const store = new ProgressStore(folder);
      store.update((progress) => withLessonRead(progress, 'a', now));
      store.update((progress) => withLessonRead(progress, 'b', now));
      writeFileSync(path.join(folder, 'progress.json'), damage);
      const { progress, notice } = store.load();
      expect(Object.keys(progress.lessonsRead)).toEqual(['a']);
      expect(notice).toContain('recovered');
      const kept = readdirSync(folder).find((name) => name.startsWith('progress.damaged-'));
      expect(readFileSync(path.join(folder, kept ?? ''), 'utf8')).toBe(damage);
      store.update((before) => withLessonRead(before, 'c', now));
      expect(Object.keys(store.load().progress.lessonsRead)).toEqual(['a', 'c']);
    },
  );

  test('a folder that cannot be written is told, and the old progress stays', () => {
    const store = new ProgressStore(path.join(folder, 'file-in-the-way', 'state'));
    writeFileSync(path.join(folder, 'file-in-the-way'), '');
    expect(() => store.update((progress) => withLessonRead(progress, 'a', now))).toThrow(
      /could not be saved in .*Check/,
    );
  });
});

describe('UndoStore', () => {
  test('brings back what was replaced, latest first, also after a restart', () => {
    const file = path.join(folder, 'mine.ts');
    writeFileSync(file, 'first');
    new UndoStore(folder).replace(file, 'second', 'reset mine');
    new UndoStore(folder).replace(file, 'third', 'reset mine');
    expect(readFileSync(file, 'utf8')).toBe('third');
    expect(new UndoStore(folder).undo()?.action).toBe('reset mine');
    expect(readFileSync(file, 'utf8')).toBe('second');
    new UndoStore(folder).undo();
    expect(readFileSync(file, 'utf8')).toBe('first');
    expect(new UndoStore(folder).undo()).toBeUndefined();
  });

  test('a file that was not there is taken away again', () => {
    const file = path.join(folder, 'new.ts');
    const store = new UndoStore(folder);
    store.replace(file, 'text', 'reset new');
    store.undo();
    expect(readdirSync(folder)).not.toContain('new.ts');
  });

  test('nothing is replaced when no copy can be kept', () => {
    const file = path.join(folder, 'mine.ts');
    writeFileSync(file, 'mine');
    writeFileSync(path.join(folder, 'undo'), 'in the way');
    expect(() => new UndoStore(folder).replace(file, 'starter', 'reset')).toThrow();
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });
});
