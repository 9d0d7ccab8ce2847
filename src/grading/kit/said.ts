import type { Evidence } from './evidence.ts';
import { fold, outputWithout } from './output.ts';

/** What an output says about something, and where it says it: for requirements that leave the wording free. */

/**
 * The first match of `words` after `about` on a line of `output`; when no line has one, a match before it. The last such
 * line counts, so that a program may talk about what it does before it gives its result.
 */
export function lastSaid(output: string, about: RegExp, words: RegExp): string | undefined {
  const lines = output.split('\n').reverse();
  const search = (partOf: (line: string, at: number, length: number) => string) => {
    for (const line of lines) {
      const named = line.match(about);
      if (named?.index === undefined) continue;
      const said = partOf(line, named.index, named[0].length).match(words);
      if (said !== null) return said[0];
    }
    return undefined;
  };
  return search((line, at, length) => line.slice(at + length)) ?? search((line, at) => line.slice(0, at));
}

/**
 * What is printed above a text, beginning with what stands before it on its own line; `undefined` when it isn't printed.
 * Where it is printed several times, the last one counts. The texts of `without` are taken out first.
 */
export function outputAbove(
  evidence: Evidence,
  text: string,
  without: readonly string[] = [],
): string | undefined {
  const lines = fold(evidence.output).split('\n');
  const tail = (start: number) => lines.slice(start).join('\n');
  const taken = (output: string) => outputWithout({ ...evidence, output }, [text]);
  if (taken(tail(0)) === tail(0)) return undefined;
  // The text's last place begins in the last line from which on it can still be found: halving finds that line.
  let first = 0;
  let after = lines.length;
  while (after - first > 1) {
    const middle = Math.floor((first + after) / 2);
    if (taken(tail(middle)) === tail(middle)) after = middle;
    else first = middle;
  }
  const before = commonStart(tail(first), taken(tail(first)));
  const above = [...lines.slice(0, first), before].join('\n');
  return outputWithout({ ...evidence, output: above }, [...without, text]);
}

function commonStart(a: string, b: string): string {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return a.slice(0, length);
}
