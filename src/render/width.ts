import { createRequire } from 'node:module';

type StringWidth = typeof import('string-width').default;
let loadedStringWidth: StringWidth | undefined;

/** Loaded at the first character that needs it: its tables of Unicode take a tenth of the time to the first screen. */
function stringWidth(text: string): number {
  loadedStringWidth ??= (createRequire(import.meta.url)('string-width') as { default: StringWidth }).default;
  return loadedStringWidth(text, { countAnsiEscapeCodes: true });
}

// Characters that are one cell wide and never join their neighbours into one grapheme: most text is only these,
// and needs neither segmentation nor a table.
const simpleText =
  /^[ -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2190-\u21ff\u2500-\u25a9\u25ac-\u25b5\u25b7-\u25bf\u25c1-\u25fa\u2713\u2717]*$/;

let segmenter: Intl.Segmenter | undefined;
// `Intl.Segmenter` takes time with the square of a text's length.
const chunkLength = 512;
const knownWidths = new Map<string, number>();
const mostKnownWidths = 5_000;
const longestKnown = 16;

/** Whether every UTF-16 unit of the text is a grapheme of one cell. */
export function isSimple(text: string): boolean {
  return simpleText.test(text);
}

/** The text's user-perceived characters (Unicode extended grapheme clusters), in order. */
export function graphemes(text: string): string[] {
  if (simpleText.test(text)) return text.split('');
  const found: string[] = [];
  let start = 0;
  let length = chunkLength;
  while (start < text.length) {
    const chunk = text.slice(start, start + length);
    segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
    const segments = Array.from(segmenter.segment(chunk), ({ segment }) => segment);
    const last = start + length >= text.length;
    // What stands at a chunk's end may go on in the next one.
    const whole = last ? segments : segments.slice(0, -1);
    for (const segment of whole) {
      found.push(segment);
      start += segment.length;
    }
    length = whole.length === 0 ? length * 2 : chunkLength;
  }
  return found;
}

/** Cells that one grapheme takes in a terminal: 0, 1 or 2, seldom more. */
export function graphemeWidth(grapheme: string): number {
  if (grapheme.length === 1 && simpleText.test(grapheme)) return 1;
  const known = knownWidths.get(grapheme);
  if (known !== undefined) return known;
  const width = stringWidth(grapheme);
  if (grapheme.length <= longestKnown) {
    if (knownWidths.size >= mostKnownWidths) knownWidths.clear();
    knownWidths.set(grapheme, width);
  }
  return width;
}

/** Cells that the text takes in a terminal: the sum of its graphemes' widths. Control characters take none. */
export function cellWidth(text: string): number {
  if (simpleText.test(text)) return text.length;
  let width = 0;
  for (const grapheme of graphemes(text)) width += graphemeWidth(grapheme);
  return width;
}
