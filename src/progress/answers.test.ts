import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { chosenOption, countRight, isAnsweredRight, withAnswer } from './answers.ts';
import { noProgress, withLessonRead } from './progress.ts';
import { ProgressStore } from './store.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'agentlings-answers-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const now = new Date('2026-05-01T10:00:00Z');
const first = {
  id: 'q1',
  options: [
    { id: 'no', correct: false },
    { id: 'yes', correct: true },
  ],
};
const second = { ...first, id: 'q2' };
const lesson = { id: 'setup', questions: [first, second] };
const wrong = { option: 'no', right: false };
const right = { option: 'yes', right: true };

test('the latest answer counts, for its lesson and question alone', () => {
  const once = withAnswer(noProgress, 'setup', 'q1', wrong, now);
  expect([chosenOption(once, 'setup', first), countRight(once, lesson)]).toEqual([0, 0]);
  const again = withAnswer(once, 'setup', 'q1', right, now);
  expect([chosenOption(again, 'setup', first), countRight(again, lesson)]).toEqual([1, 1]);
  expect(chosenOption(again, 'setup', second)).toBeUndefined();
  expect(chosenOption(again, 'other', first)).toBeUndefined();
});

test('an answer follows its question and option when an author moves them, and goes with them', () => {
  const progress = withAnswer(noProgress, 'setup', 'q1', right, now);
  const moved = { ...first, options: [...first.options].reverse() };
  expect(chosenOption(progress, 'setup', moved)).toBe(0);
  expect(countRight(progress, { ...lesson, questions: [second, moved] })).toBe(1);
  expect(
    chosenOption(progress, 'setup', { ...first, options: [{ id: 'no', correct: true }] }),
  ).toBeUndefined();
  expect(countRight(progress, { ...lesson, questions: [second] })).toBe(0);
});

test('what an author has corrected since is right as it is now', () => {
  const progress = withAnswer(noProgress, 'setup', 'q1', wrong, now);
  const corrected = { ...first, options: [{ id: 'no', correct: true }] };
  expect(isAnsweredRight(progress, 'setup', corrected)).toBe(true);
});

test('a lesson may have the name of something that every object has', () => {
  expect(countRight(noProgress, { ...lesson, id: 'constructor' })).toBe(0);
  const progress = withAnswer(noProgress, 'constructor', 'q1', right, now);
  expect(countRight(progress, { ...lesson, id: 'constructor' })).toBe(1);
});

test('answers are on the disk for the next start', () => {
  new ProgressStore(folder).update((progress) => withAnswer(progress, 'setup', 'q1', wrong, now));
  new ProgressStore(folder).update((progress) => withAnswer(progress, 'setup', 'q2', right, now));
  const { progress } = new ProgressStore(folder).load();
  expect(countRight(progress, lesson)).toBe(1);
  expect(progress.answers.setup?.q1).toEqual({ ...wrong, answeredAt: now.toISOString() });
});

test('a file from before there were answers loads as it is, and takes answers', () => {
  const before = { version: 1, exercises: {}, lessonsRead: { setup: now.toISOString() } };
  writeFileSync(path.join(folder, 'progress.json'), JSON.stringify(before));
  const store = new ProgressStore(folder);
  expect(store.load()).toEqual({ progress: { ...before, answers: {}, places: {} } });
  store.update((progress) => withAnswer(progress, 'setup', 'q1', right, now));
  store.update((progress) => withLessonRead(progress, 'tools', now));
  expect(countRight(store.load().progress, lesson)).toBe(1);
  expect(Object.keys(store.load().progress.lessonsRead)).toEqual(['setup', 'tools']);
});
