import { UnknownItemError } from './errors.ts';
import type { Chapter, Exercise, Item, Lesson, Workshop } from './types.ts';

/** All lessons and exercises in reading order. */
export function allItems(workshop: Workshop): readonly Item[] {
  return workshop.chapters.flatMap((chapter) => chapter.items);
}

/** An item's name among all of them: a lesson and the exercise that practises it may have the same id. */
export function itemKey({ kind, id }: Pick<Item, 'kind' | 'id'>): string {
  return kind === 'exercise' ? `exercise:${id}` : id;
}

export function allExercises(workshop: Workshop): readonly Exercise[] {
  return allItems(workshop).filter((item) => item.kind === 'exercise');
}

export function allLessons(workshop: Workshop): readonly Lesson[] {
  return allItems(workshop).filter((item) => item.kind === 'lesson');
}

/**
 * Finds an exercise by id, number (`1` and `01`), folder name, or a prefix that only one id has.
 * @throws UnknownItemError naming the nearest ids
 */
export function findExercise(workshop: Workshop, name: string): Exercise {
  return pick('exercise', name, allExercises(workshop));
}

/**
 * Finds a lesson by id or by a prefix that only one id has.
 * @throws UnknownItemError naming the nearest ids
 */
export function findLesson(workshop: Workshop, name: string): Lesson {
  return pick('lesson', name, allLessons(workshop));
}

/**
 * Turns names of exercises and chapters into exercises, in the workshop's order and each once; no names means all.
 * A name that is both, an exercise's and a chapter's, is the exercise's.
 * @throws UnknownItemError naming the nearest ids
 */
export function selectExercises(workshop: Workshop, names: readonly string[]): readonly Exercise[] {
  const exercises = allExercises(workshop);
  if (names.length === 0) return exercises;
  const chosen = new Set<string>();
  for (const name of names) {
    const chapter = exactMatch(name, exercises) === undefined ? findChapter(workshop, name) : undefined;
    const found = chapter?.items.filter((item) => item.kind === 'exercise') ?? [
      pick('exercise', name, exercises),
    ];
    for (const { id } of found) chosen.add(id);
  }
  return exercises.filter(({ id }) => chosen.has(id));
}

function findChapter(workshop: Workshop, name: string): Chapter | undefined {
  return workshop.chapters.find((chapter) => chapter.id === name.toLowerCase());
}

function pick<T extends Item>(kind: T['kind'], name: string, items: readonly T[]): T {
  const exact = exactMatch(name, items);
  if (exact !== undefined) return exact;
  const wanted = simplify(name);
  const starting = items.filter((item) => wanted !== '' && item.id.startsWith(wanted));
  if (starting.length === 1 && starting[0] !== undefined) return starting[0];
  if (starting.length > 1) {
    throw new UnknownItemError(
      `"${name}" could be ${starting.map((item) => item.id).join(' or ')}. Type a few more letters.`,
    );
  }
  const close = nearest(
    wanted,
    items.map((item) => item.id),
  );
  const suggestion = close.length > 0 ? ` Did you mean ${close.join(' or ')}?` : '';
  throw new UnknownItemError(
    `There is no ${kind} "${name}".${suggestion} \`npm run workshop -- list\` shows them all.`,
  );
}

function exactMatch<T extends Item>(name: string, items: readonly T[]): T | undefined {
  const wanted = simplify(name);
  return items.find((item) => {
    if (item.id === wanted) return true;
    if (item.kind !== 'exercise' || item.number === '') return false;
    const sameNumber = /^\d+$/.test(wanted) && Number(wanted) === Number(item.number);
    return sameNumber || wanted === `${item.number}-${item.id}`;
  });
}

/** Folder paths as the shell completes them are accepted too: `exercises/01-single-turn/`. */
function simplify(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/\/+$/, '')
    .replace(/^(\.\/)?(exercises|lessons)\//, '');
}

/** Up to two candidates within a third of the name's length in edits, nearest first. */
export function nearest(name: string, candidates: readonly string[]): readonly string[] {
  const limit = Math.max(2, Math.floor(name.length / 3));
  return candidates
    .map((candidate) => ({ candidate, distance: editDistance(name, candidate) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 2)
    .map(({ candidate }) => candidate);
}

/** Levenshtein distance, by one row of the dynamic programme. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const substitution = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, substitution));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
