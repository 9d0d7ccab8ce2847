import type { Gradebook, GradebookEntries, GradebookEntry } from './types.ts';

/** Entries that are made anew of something else each time somebody goes through them. */
export function eachOf<T>(
  from: Iterable<T> & { readonly length: number },
  entryOf: (each: T) => GradebookEntry,
): GradebookEntries {
  return {
    length: from.length,
    *[Symbol.iterator]() {
      for (const each of from) yield entryOf(each);
    },
  };
}

/** A gradebook whose people are all in memory. */
export type ListedGradebook = Omit<Gradebook, 'entries'> & { readonly entries: readonly GradebookEntry[] };

/**
 * The figures of a gradebook, which fit into memory also where its texts do not: people, states, statuses, points, and
 * the messages of what could not be graded, without checks and what was sent.
 */
export function figuresOf(gradebook: Gradebook): ListedGradebook {
  const entries = Array.from(gradebook.entries, (entry) => ({
    ...entry,
    results: entry.results.map(({ id, status, points, maxPoints, durationMs, message }) => ({
      id,
      status,
      points,
      maxPoints,
      durationMs,
      message: status === 'internal' ? message : '',
      checks: [],
      sent: [],
    })),
  }));
  return { ...gradebook, entries };
}
