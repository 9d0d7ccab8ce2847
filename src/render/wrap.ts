import { graphemeWidth } from './width.ts';

/** A run of graphemes, `end` not included. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

const breakingSpace = /^[ \t\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000]/;
// East Asian line breaking, in its simplest form: closing marks don't begin a line, opening ones don't end it.
const neverFirst = /^[、。，．！？：；）」』】〕》〉］｝ー々…・]/;
const neverLast = /^[（「『【〔《〈［｛]/;

/**
 * Where to break graphemes into lines of at most `width` cells. No grapheme may be wider than `width`. Spaces at
 * a break belong to no range; there is always one range at least.
 */
export function wrapRanges(cells: readonly string[], width: number): Range[] {
  const ranges: Range[] = [];
  const indentation = firstNonSpace(cells, 0);
  // Of an indentation wider than the line nothing can be shown.
  let start = fitting(cells, 0, width) <= indentation ? indentation : 0;
  while (start < cells.length) {
    const end = fitting(cells, start, width);
    if (end === cells.length) {
      ranges.push({ start, end });
      return ranges;
    }
    const cut = breakPoint(cells, start, end);
    ranges.push(trimmed(cells, start, cut));
    start = firstNonSpace(cells, cut);
  }
  return ranges.length > 0 ? ranges : [{ start: 0, end: 0 }];
}

/** The first grapheme from `start` on that doesn't fit any more. */
function fitting(cells: readonly string[], start: number, width: number): number {
  let used = 0;
  for (let index = start; index < cells.length; index += 1) {
    used += graphemeWidth(cells[index] ?? '');
    if (used > width) return index;
  }
  return cells.length;
}

/** The last place to break at before `end`, or `end` itself when the line is one long word. */
function breakPoint(cells: readonly string[], start: number, end: number): number {
  if (breakingSpace.test(cells[end] ?? '')) return end;
  const firstWord = firstNonSpace(cells, start);
  for (let index = end; index > firstWord; index -= 1) {
    if (mayBreakBefore(cells, index)) return index;
  }
  return end;
}

function mayBreakBefore(cells: readonly string[], index: number): boolean {
  const before = cells[index - 1] ?? '';
  const after = cells[index] ?? '';
  if (graphemeWidth(after) === 0) return false;
  if (breakingSpace.test(before)) return true;
  const besideWide = graphemeWidth(before) > 1 || graphemeWidth(after) > 1;
  return besideWide && !neverFirst.test(after) && !neverLast.test(before);
}

function trimmed(cells: readonly string[], start: number, end: number): Range {
  let last = end;
  while (last > start && breakingSpace.test(cells[last - 1] ?? '')) last -= 1;
  return { start, end: last };
}

function firstNonSpace(cells: readonly string[], from: number): number {
  let index = from;
  while (index < cells.length && breakingSpace.test(cells[index] ?? '')) index += 1;
  return index;
}
