import { cellWidth, graphemes, graphemeWidth, isSimple } from '../width.ts';

/**
 * beautiful-mermaid takes every UTF-16 unit for a cell. So text goes in with each cell written as one unit of the
 * private use area, and what it drew is turned back.
 */
export interface CellCode {
  /** The text with wide and composed characters written as one private unit for each cell. */
  encode(text: string): string;
  decode(row: string): string;
  /** A stand-in for a label, `spare` cells shorter (one cell at least). */
  shorter(label: string, spare: number): string;
  /** Puts the labels in for their stand-ins, using free cells around; `undefined` when there are too few. */
  restore(rows: readonly string[]): string[] | undefined;
}

const firstUnit = 0xe000;
/** Stand-ins get units of their own, beyond those for characters. */
const firstStandIn = 0xf000;
const lastUnit = 0xf8ff;

/** A code for one diagram. */
export function cellCode(): CellCode {
  const units = new Map<string, string>();
  const texts = new Map<string, string>();
  const labels = new Map<string, string>();
  const unitFor = (grapheme: string): string => {
    const known = units.get(grapheme);
    if (known !== undefined) return known;
    const unit = String.fromCharCode(firstUnit + units.size * 2);
    // The unit after it fills a wide character's second cell.
    const follower = String.fromCharCode(firstUnit + units.size * 2 + 1);
    const code = graphemeWidth(grapheme) === 2 ? unit + follower : unit;
    units.set(grapheme, code);
    texts.set(unit, grapheme);
    texts.set(follower, '');
    return code;
  };
  return {
    encode: (text) =>
      text
        .split(/([\ue000-\uf8ff]+|\n)/)
        .map((part, index) => (index % 2 === 1 || isSimple(part) ? part : encodePart(part, unitFor)))
        .join(''),
    decode: (row) => row.replace(/[\ue000-\uefff]/g, (unit) => texts.get(unit) ?? unit),
    shorter(label, spare) {
      const unit = String.fromCharCode(Math.min(lastUnit, firstStandIn + labels.size));
      labels.set(unit, label);
      return unit.repeat(Math.max(1, cellWidth(label) - spare));
    },
    restore: (rows) => {
      const restored = rows.map((row) => restoreRow(row, labels));
      return restored.every((row) => row !== undefined) ? restored : undefined;
    },
  };
}

function encodePart(part: string, unitFor: (grapheme: string) => string): string {
  return graphemes(part)
    .map((grapheme) => (isSimple(grapheme) ? grapheme : unitFor(grapheme)))
    .join('');
}

function restoreRow(row: string, labels: ReadonlyMap<string, string>): string | undefined {
  const match = / *([\uf000-\uf8ff])\1* */.exec(row);
  if (match === null) return row;
  const label = labels.get(match[1] ?? '') ?? '';
  const before = row.slice(0, match.index);
  const after = row.slice(match.index + match[0].length);
  const free = after === '' ? Number.MAX_SAFE_INTEGER : match[0].length;
  const width = cellWidth(label);
  if (free < width + 2) return undefined;
  const wanted = match[0].search(/\S/);
  const start = Math.max(1, Math.min(wanted, free - width - 1));
  const end = after === '' ? '' : ' '.repeat(free - width - start);
  const rest = restoreRow(after, labels);
  return rest === undefined ? undefined : before + ' '.repeat(start) + label + end + rest;
}
