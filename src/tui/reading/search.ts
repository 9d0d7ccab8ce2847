import type { Style } from '../../render/text.ts';
import { concat, type Line, lineWidth, plain, slice, span } from '../../render/text.ts';
import { graphemes, isSimple } from '../../render/width.ts';
import type { LineEditor } from '../line-editor.ts';
import { createMemo } from '../memo.ts';

/** A search in what is open. */
export interface Search {
  readonly line: LineEditor;
  /** Whether the words are still being typed; then keys type. */
  readonly typing: boolean;
  /** First visible line when it began: where Escape goes back to. */
  readonly from: number;
  /** Index of the match that was gone to. */
  readonly at: number;
}

/** A found piece of a line. */
export interface Match {
  readonly line: number;
  /** In cells. */
  readonly column: number;
  readonly width: number;
}

const remember = createMemo<readonly Match[]>();

/** Every place where the words stand, in order. Capital letters are told apart only where one is typed. */
export function matchesIn(lines: readonly Line[], words: string): readonly Match[] {
  if (words.trim() === '') return [];
  return remember(lines, words, () => {
    const exact = words !== words.toLowerCase();
    const wanted = exact ? words : words.toLowerCase();
    return lines.flatMap((line, index): Match[] => {
      const text = plain(line);
      const looked = exact ? text : text.toLowerCase();
      // Where lower case is longer than the text, as with some letters, columns would be wrong.
      if (looked.length !== text.length) return [];
      const borders = bordersOf(text);
      const found: Match[] = [];
      for (let at = looked.indexOf(wanted); at !== -1; at = looked.indexOf(wanted, at + wanted.length)) {
        if (!borders(at) || !borders(at + wanted.length)) continue;
        const width = lineWidth([span(text.slice(at, at + wanted.length))]);
        found.push({ line: index, column: lineWidth([span(text.slice(0, at))]), width });
      }
      return found;
    });
  });
}

/** Says of a place in a text whether a character, as people see it, begins or ends there. */
function bordersOf(text: string): (at: number) => boolean {
  if (isSimple(text)) return () => true;
  const places = new Set([0]);
  let at = 0;
  for (const cell of graphemes(text)) {
    at += cell.length;
    places.add(at);
  }
  return (place) => places.has(place);
}

/** The line with its matches in another style. */
export function highlighted(line: Line, matches: readonly Match[], style: Style): Line {
  let shown = line;
  for (const { column, width } of matches) {
    const end = column + width;
    const found = slice(shown, column, end).map((part) => ({ ...part, style }));
    shown = concat(slice(shown, 0, column), found, slice(shown, end, Number.POSITIVE_INFINITY));
  }
  return shown;
}
