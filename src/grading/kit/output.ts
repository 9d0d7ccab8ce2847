import { inspect } from 'node:util';
import { quote, quoteOutput } from './describe.ts';
import type { Evidence } from './evidence.ts';
import { fail } from './failure.ts';

/** Requirements on what was printed. White space is compared loosely: a program may wrap and indent. */

/** Where a text was found, in the folded output: see {@link fold}. */
interface Place {
  readonly start: number;
  readonly end: number;
}

/** The text stands in the output, in full. */
export function requirePrinted(evidence: Evidence, text: string, what: string): void {
  if (find(fold(evidence.output), text, 0) === undefined) notPrinted(evidence, text, what);
}

/** The texts stand in the output, each in full, one after the other. Returns the output after the last. */
export function requirePrintedInOrder(evidence: Evidence, texts: readonly string[], what: string): string {
  const output = fold(evidence.output);
  let from = 0;
  for (const [index, text] of texts.entries()) {
    const place = find(output, text, from);
    if (place === undefined) {
      const earlier = find(output, text, 0) !== undefined;
      const nth = `${what} ${index + 1} of ${texts.length}`;
      if (earlier)
        fail({
          expected: `${nth} after the one before it`,
          actual: `it is printed too early:\n${quoteOutput(evidence.output)}`,
        });
      notPrinted(evidence, text, nth);
    }
    from = place?.end ?? from;
  }
  return output.slice(from);
}

/** The number stands in `text` by itself, not as a part of another; `1,234` is 1234. */
export function containsNumber(text: string, value: number): boolean {
  return numberPattern(value).test(text);
}

/** The numbers stand in the output, outside of the given texts. */
export function requireNumbersPrinted(
  evidence: Evidence,
  numbers: Readonly<Record<string, number>>,
  without: readonly string[],
): void {
  const output = outputWithout(evidence, without);
  const missing = Object.entries(numbers).filter(([, value]) => !containsNumber(output, value));
  if (missing.length > 0) {
    fail({
      expected: `printed: ${Object.entries(numbers)
        .map(([name, value]) => `${name} ${value}`)
        .join(', ')}`,
      actual: `${missing.map(([name, value]) => `${name} ${value}`).join(' and ')} can't be found in\n${quoteOutput(evidence.output)}`,
    });
  }
}

/** The folded output without these texts, so that a number in a reply isn't taken for a printed count. */
export function outputWithout(evidence: Evidence, texts: readonly string[]): string {
  let output = fold(evidence.output);
  for (const text of [...texts].sort((a, b) => b.length - a.length)) {
    for (let place = find(output, text, 0); place !== undefined; place = find(output, text, 0)) {
      output = `${output.slice(0, place.start)} \u2026 ${output.slice(place.end)}`;
    }
  }
  return output;
}

/** White space folded to single spaces, but line ends kept as one `\n`. */
export function fold(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .split('\n')
    .map((line) => line.replace(/[^\S\n]+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n');
}

/**
 * Finds a text in folded output: its words in order with any white space between them, or as a JSON string would
 * show it, for programs that print the whole message object.
 */
function find(output: string, text: string, from: number): Place | undefined {
  const words = text.trim().split(/\s+/);
  if (words[0] === '') return undefined;
  const loose = new RegExp(words.map(escapePattern).join('\\s+'), 'g');
  const quoted = new RegExp(
    [text, text.trim()]
      .flatMap((each) => [JSON.stringify(each).slice(1, -1), ...inspected(each)])
      .map((each) => escapePattern(each.replace(/[^\S\n]+/g, ' ')))
      .join('|'),
    'g',
  );
  for (const pattern of [loose, quoted]) {
    pattern.lastIndex = from;
    const match = pattern.exec(output);
    if (match !== null) return { start: match.index, end: match.index + match[0].length };
  }
  return undefined;
}

/**
 * As Node shows a string inside an object: with line ends written out, and a long one as a sum of its lines, or on one
 * line, as in `console.table`. The outer quotation marks are left out.
 */
function inspected(text: string): readonly string[] {
  const lines = text.split(/(?<=\n)/).map((line) => inspect(line));
  const whole = inspect(text, { breakLength: Number.POSITIVE_INFINITY });
  return [inspect(text), whole, lines.join(' +\n')].map((shown) => shown.slice(1, -1));
}

function numberPattern(value: number): RegExp {
  const digits = String(value).replace(/\B(?=(\d{3})+(?!\d))/g, "[,._'\\u202f\\u00a0 ]?");
  return new RegExp(`(?<![\\d])(?<!\\d[.,])${digits}(?![.,]?\\d)`);
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function notPrinted(evidence: Evidence, text: string, what: string): never {
  const ended = evidence.attempt.outcome === 'exited' ? '' : `\n${evidence.attempt.message}`;
  return fail({
    expected: `${what} on standard output, in full: ${quote(text)}`,
    actual: `the output is ${quoteOutput(evidence.output)}${ended}`,
  });
}
