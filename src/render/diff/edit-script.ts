import { diffArrays } from 'diff';

/** One line of a comparison. Line numbers count from 1 and tell where the line stands, or would stand. */
export interface Edit {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
  readonly before: number;
  readonly after: number;
}

/** Beyond this many differing lines the shortest script is not looked for: it would take too much time and memory. */
const mostDifferences = 2_000;

/**
 * The shortest way from one list of lines to another; within a change, what went comes before what came. Lists with very
 * many differences come out as everything removed and everything added.
 */
export function editScript(before: readonly string[], after: readonly string[]): Edit[] {
  const changes = diffArrays([...before], [...after], { maxEditLength: mostDifferences }) ?? [
    { removed: true, added: false, value: before },
    { removed: false, added: true, value: after },
  ];
  const edits: Edit[] = [];
  let x = 1;
  let y = 1;
  for (const { removed, added, value } of changes) {
    const kind = removed ? 'removed' : added ? 'added' : 'same';
    for (const text of value) {
      edits.push({ kind, text, before: x, after: y });
      if (kind !== 'added') x += 1;
      if (kind !== 'removed') y += 1;
    }
  }
  return edits;
}
