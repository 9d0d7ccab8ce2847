/** A cell of a CSV text, and where it stands in it. */
export interface Cell {
  /** Without quotes. */
  readonly value: string;
  /** From its first character to after its last one, quotes included. */
  readonly from: number;
  readonly to: number;
}

/**
 * The cells of a CSV text (RFC 4180; comma, semicolon or tab, as its first line has), row by row, with their places: so
 * one cell can be put in the place of another while every other byte stays as it is. Reading libraries give values
 * without places.
 */
export function cellsOf(text: string): readonly (readonly Cell[])[] {
  const separator = separatorOf(text);
  const rows: Cell[][] = [];
  let row: Cell[] = [];
  let at = text.startsWith('\ufeff') ? 1 : 0;
  while (at < text.length) {
    const end = cellEnd(text, at, separator);
    row.push({ value: unquoted(text.slice(at, end)), from: at, to: end });
    at = end;
    if (text[at] === separator) {
      at += 1;
      // A separator at the very end is followed by an empty cell.
      if (at === text.length) row.push({ value: '', from: at, to: at });
      if (text[at] !== '\n' && text[at] !== '\r') continue;
      row.push({ value: '', from: at, to: at });
    }
    if (text.startsWith('\r\n', at)) at += 2;
    else at += 1;
    rows.push(row);
    row = [];
  }
  return row.length > 0 ? [...rows, row] : rows;
}

export function separatorOf(text: string): string {
  const [line = ''] = text.split(/[\r\n]/, 1);
  const counted = [',', ';', '\t'].map((each) => ({ each, count: line.split(each).length }));
  return counted.reduce((most, next) => (next.count > most.count ? next : most)).each;
}

/** After the closing quote of a quoted cell; before the next separator or line end of another. */
function cellEnd(text: string, from: number, separator: string): number {
  let at = from;
  if (text[at] === '"') {
    for (at += 1; at < text.length; at += 1) {
      if (text[at] !== '"') continue;
      if (text[at + 1] !== '"') break;
      at += 1;
    }
    at += 1;
  }
  while (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r') at += 1;
  return Math.min(at, text.length);
}

function unquoted(raw: string): string {
  return raw.startsWith('"') ? raw.replace(/^"|"$/g, '').replaceAll('""', '"') : raw;
}
