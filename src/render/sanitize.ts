import { cellWidth, graphemes, graphemeWidth } from './width.ts';

/**
 * Escape sequences as ECMA-48 forms them, in their 7-bit and 8-bit introductions: control strings (OSC, DCS, SOS, PM,
 * APC) up to their terminator, control sequences (CSI), and two-character escapes. Bodies exclude every introducer,
 * so that matching stays linear on hostile input.
 */
const escapeSequence =
  /(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x80-\x9f]*(?:\x07|\x1b\\|\x9c)|(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|\x1b[ -/]*[0-Z\\^-~]/g;

/** `EL`, erase in line: programs that redraw a progress line send it, and dropping it would leave old text behind. */
const eraseInLine = /^(?:\x1b\[|\x9b)[012]?K$/;

const suspicious = /[^ -~\n\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2190-\u21ff\u2500-\u257f]/;
const control = /[\x00-\x08\x0b-\x1f\x7f]/g;
const upperControl = /[\x80-\x9f]/g;
/** Marks that change the direction of text, and invisible ones that can hide words in it. */
const invisible = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;
const lineSeparators = /[\u2028\u2029]/g;
/** More marks on one letter than any language has draw over the lines above and below. */
const tooManyMarks = /(\p{M}{10})\p{M}+/gu;
const tabStop = 8;
const control0Pictures = 0x2400;

/**
 * A program's output as lines that are harmless in any terminal: escape sequences removed, `\r`, `\b` and
 * erase-in-line acted upon, tabs expanded to every 8 cells, other control characters shown as pictures (`␀`), marks
 * that change the direction of text dropped, broken surrogates replaced. A line break at the end opens no new line.
 */
export function sanitizeOutput(text: string): string[] {
  if (text === '') return [];
  const lines = withoutSequences(text.toWellFormed(), true).replace(/\r+\n/g, '\n').split('\n');
  if (lines.length > 1 && lines.at(-1) === '') lines.pop();
  return lines.map((line) => (suspicious.test(line) ? harmlessLine(line) : line));
}

/** Text for one line: as `sanitizeOutput`, with line breaks and tabs turned into single spaces. */
export function toHarmless(text: string): string {
  if (!suspicious.test(text) && !text.includes('\n')) return text;
  return showControls(withoutSequences(text.toWellFormed(), false).replace(/[\r\n]+|\t/g, ' '));
}

/** Text of several lines, control characters shown, line breaks and tabs kept; for sources such as markdown. */
export function toHarmlessSource(text: string): string {
  if (!suspicious.test(text)) return text;
  return showControls(withoutSequences(text.toWellFormed(), false).replace(/\r\n?/g, '\n'));
}

function withoutSequences(text: string, keepErase: boolean): string {
  if (!/[\x1b\x80-\x9f]/.test(text)) return text;
  return text.replace(escapeSequence, (sequence) =>
    keepErase && eraseInLine.test(sequence) ? sequence : '',
  );
}

function showControls(text: string): string {
  return text
    .replace(control, (character) =>
      character === '\x7f' ? '\u2421' : String.fromCharCode(control0Pictures + character.charCodeAt(0)),
    )
    .replace(upperControl, '\ufffd')
    .replace(invisible, '')
    .replace(lineSeparators, ' ')
    .replace(tooManyMarks, '$1');
}

function harmlessLine(line: string): string {
  if (/[\r\x08\x1b\x9b]/.test(line)) return overwritten(line);
  return expandTabs(showControls(line));
}

/** Tabs as spaces up to the next multiple of `stop` cells. */
export function expandTabs(line: string, stop = tabStop): string {
  if (!line.includes('\t')) return line;
  let result = '';
  let column = 0;
  const parts = line.split('\t');
  parts.forEach((part, index) => {
    result += part;
    column += cellWidth(part);
    if (index === parts.length - 1) return;
    const spaces = stop - (column % stop);
    result += ' '.repeat(spaces);
    column += spaces;
  });
  return result;
}

/** What a terminal shows after a line that returns to its start, steps back or erases. */
function overwritten(line: string): string {
  const row: string[] = [];
  let column = 0;
  for (const token of line.split(/(\r|\x08|(?:\x1b\[|\x9b)[012]?K)/)) {
    if (token === '') continue;
    if (token === '\r') column = 0;
    else if (token === '\x08') column = Math.max(0, column - 1);
    else if (eraseInLine.test(token)) erase(row, column, token.at(-2));
    else column = overwrite(row, column, expandTabs(showControls(token)));
  }
  return row.join('').trimEnd();
}

function erase(row: string[], column: number, kind: string | undefined): void {
  const from = kind === '1' || kind === '2' ? 0 : column;
  const to = kind === '1' ? column + 1 : row.length;
  for (let index = from; index < Math.min(to, row.length); index += 1) row[index] = ' ';
}

/** Writes text into a row of cells; a wide character holds its first cell, and '' the others. */
function overwrite(row: string[], from: number, text: string): number {
  let column = from;
  for (const grapheme of graphemes(text)) {
    const width = graphemeWidth(grapheme);
    if (width === 0) {
      row[Math.max(0, column - 1)] = (row[Math.max(0, column - 1)] ?? '') + grapheme;
      continue;
    }
    blankCutCharacters(row, column, column + width);
    while (row.length < column) row.push(' ');
    row[column] = grapheme;
    for (let index = 1; index < width; index += 1) row[column + index] = '';
    column += width;
  }
  return column;
}

function blankCutCharacters(row: string[], from: number, to: number): void {
  let start = from;
  while (start > 0 && row[start] === '') start -= 1;
  for (let index = start; index < from; index += 1) row[index] = ' ';
  for (let index = to; row[index] === ''; index += 1) row[index] = ' ';
}
