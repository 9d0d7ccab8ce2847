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
 * The shortest way from one list of lines to another, by Myers' greedy algorithm ("An O(ND) Difference Algorithm and
 * Its Variations", 1986). Lists with very many differences come out as everything removed and everything added.
 */
export function editScript(before: readonly string[], after: readonly string[]): Edit[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let end = 0;
  while (
    end < before.length - start &&
    end < after.length - start &&
    before[before.length - 1 - end] === after[after.length - 1 - end]
  )
    end += 1;
  const middle = shortestScript(
    before.slice(start, before.length - end),
    after.slice(start, after.length - end),
  );
  const kinds = [...same(start), ...removalsFirst(middle), ...same(end)];
  return numbered(kinds, before, after);
}

type Kind = Edit['kind'];

function same(count: number): Kind[] {
  return Array.from({ length: count }, () => 'same');
}

function shortestScript(before: readonly string[], after: readonly string[]): Kind[] {
  const most = Math.min(before.length + after.length, mostDifferences);
  // furthest[most + k]: how far the best path on diagonal k (x - y) has come in `before`.
  const furthest = new Int32Array(2 * most + 2);
  const trace: Int32Array[] = [];
  for (let differences = 0; differences <= most; differences += 1) {
    trace.push(furthest.slice(most - differences, most + differences + 1));
    for (let k = -differences; k <= differences; k += 2) {
      let x = stepFrom(furthest, most, k, differences);
      while (x < before.length && x - k < after.length && before[x] === after[x - k]) x += 1;
      furthest[most + k] = x;
      if (x >= before.length && x - k >= after.length) return pathBack(trace, before.length, after.length);
    }
  }
  return [...before.map((): Kind => 'removed'), ...after.map((): Kind => 'added')];
}

/** Where a path with one more difference comes to stand on diagonal `k`, before it follows equal lines. */
function stepFrom(furthest: Int32Array, offset: number, k: number, differences: number): number {
  const right = furthest[offset + k - 1] ?? 0;
  const down = furthest[offset + k + 1] ?? 0;
  if (differences === 0) return 0;
  if (k === -differences) return down;
  if (k === differences) return right + 1;
  return right < down ? down : right + 1;
}

function pathBack(trace: readonly Int32Array[], beforeLength: number, afterLength: number): Kind[] {
  const kinds: Kind[] = [];
  let x = beforeLength;
  let y = afterLength;
  for (let differences = trace.length - 1; differences > 0; differences -= 1) {
    const furthest = trace[differences] ?? new Int32Array();
    const k = x - y;
    const left = furthest[differences + k - 1] ?? 0;
    const above = furthest[differences + k + 1] ?? 0;
    const down = k === -differences || (k !== differences && left < above);
    const fromX = down ? above : left;
    const fromY = fromX - (down ? k + 1 : k - 1);
    while (x > fromX && y > fromY) {
      kinds.push('same');
      x -= 1;
      y -= 1;
    }
    kinds.push(down ? 'added' : 'removed');
    x = fromX;
    y = fromY;
  }
  while (x > 0 && y > 0) {
    kinds.push('same');
    x -= 1;
    y -= 1;
  }
  return kinds.reverse();
}

/** Within a change, what went comes before what came. */
function removalsFirst(kinds: readonly Kind[]): Kind[] {
  const result: Kind[] = [];
  let added: Kind[] = [];
  for (const kind of kinds) {
    if (kind === 'added') added.push(kind);
    else {
      if (kind === 'same') {
        result.push(...added);
        added = [];
      }
      result.push(kind);
    }
  }
  return [...result, ...added];
}

function numbered(kinds: readonly Kind[], before: readonly string[], after: readonly string[]): Edit[] {
  let x = 0;
  let y = 0;
  return kinds.map((kind) => {
    const text = (kind === 'added' ? after[y] : before[x]) ?? '';
    const edit = { kind, text, before: x + 1, after: y + 1 };
    if (kind !== 'added') x += 1;
    if (kind !== 'removed') y += 1;
    return edit;
  });
}
