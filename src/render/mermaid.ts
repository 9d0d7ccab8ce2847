import type { MermaidGraph } from 'beautiful-mermaid';
import { type CellCode, cellCode } from './mermaid/cell-code.ts';
import { compactFlowchart, compactSequence } from './mermaid/compact.ts';
import { isSequence, type ParsedMessage, parseSequence } from './mermaid/sequence.ts';
import type { Glyphs } from './theme.ts';
import { cellWidth } from './width.ts';

/** The functions of beautiful-mermaid that are used. */
export type MermaidLibrary = Pick<typeof import('beautiful-mermaid'), 'renderMermaidASCII' | 'parseMermaid'>;

export interface MermaidOptions {
  /** Cells that a row may take. */
  readonly width: number;
  readonly glyphs: Glyphs;
  /** Only the list of arrows, never the drawing. */
  readonly linear?: boolean;
}

/** beautiful-mermaid, imported on first use: that takes some 200 ms. */
export function loadMermaid(): Promise<MermaidLibrary> {
  return import('beautiful-mermaid');
}

/**
 * A diagram drawn with box characters, in rows of at most `width` cells. Sequence diagrams and flowcharts that are
 * wider become a numbered list of their arrows; `undefined` for what can't be understood.
 */
export async function renderMermaid(source: string, options: MermaidOptions): Promise<string[] | undefined> {
  return drawMermaid(await loadMermaid(), source, options);
}

/** As `renderMermaid`, with the library at hand. */
export function drawMermaid(
  library: MermaidLibrary,
  source: string,
  options: MermaidOptions,
): string[] | undefined {
  const text = source.replace(/^\s*%%.*$/gm, '').trim();
  try {
    if (isSequence(text)) return drawSequence(library, text, options);
    return drawFlowchart(library, text, options);
  } catch {
    // The library throws on sources that it does not understand.
    return undefined;
  }
}

/** Cells that the library leaves free around a label and that may be taken back, one label's end at a time. */
const spareCells = [0, 1, 2, 3];

function drawSequence(
  library: MermaidLibrary,
  source: string,
  options: MermaidOptions,
): string[] | undefined {
  const sequence = parseSequence(source);
  for (const spare of options.linear === true ? [] : spareCells) {
    const rows = drawTightened(library, source, sequence.messages, spare, options.glyphs);
    if (rows !== undefined && rows.length > 0 && fits(rows, options.width)) return rows;
  }
  return sequence.messages.length === 0 ? undefined : compactSequence(sequence, options);
}

/** The diagram with labels declared `spare` cells shorter than they are, and then put in at full length. */
function drawTightened(
  library: MermaidLibrary,
  source: string,
  messages: readonly ParsedMessage[],
  spare: number,
  glyphs: Glyphs,
): string[] | undefined {
  const code = cellCode();
  const lines = source.split('\n');
  for (const { line, labelAt, label } of messages) {
    if (spare === 0 || /<br/i.test(label)) continue;
    lines[line] = `${(lines[line] ?? '').slice(0, labelAt)}${code.shorter(label, spare)}`;
  }
  const rows = draw(library, code, lines.join('\n'), glyphs, {});
  return spare === 0 ? rows : code.restore(rows);
}

function drawFlowchart(
  library: MermaidLibrary,
  source: string,
  options: MermaidOptions,
): string[] | undefined {
  const graph = library.parseMermaid(source);
  if (options.linear === true) return compactFlowchart(graph, options);
  const sideways = /^(\s*(?:graph|flowchart)\s+)(?:LR|RL)\b/i;
  const upright = sideways.test(source) ? [source.replace(sideways, '$1TD')] : [];
  for (const text of upright.length > 0 && goesBack(graph) ? upright : [source, ...upright]) {
    for (const paddingX of [4, 2, 1]) {
      const rows = draw(library, cellCode(), text, options.glyphs, { paddingX, paddingY: 2 });
      const dense = rows.filter((row) => !isPassage(row));
      if (dense.length > 0 && fits(dense, options.width)) return dense;
    }
  }
  return compactFlowchart(graph, options);
}

/** Whether two arrows join the same nodes in both directions: side by side, the library draws one over the other. */
function goesBack({ edges }: MermaidGraph): boolean {
  return edges.some((edge) =>
    edges.some((other) => other.source === edge.target && other.target === edge.source && other !== edge),
  );
}

/** A row that only leads lines on, straight down: without it nothing is lost. */
function isPassage(row: string): boolean {
  return /^[ │┆|:]*$/.test(row);
}

function draw(
  library: MermaidLibrary,
  code: CellCode,
  source: string,
  glyphs: Glyphs,
  spacing: { readonly paddingX?: number; readonly paddingY?: number },
): string[] {
  const useAscii = glyphs.name === 'ascii';
  const drawn = library.renderMermaidASCII(code.encode(source), { useAscii, colorMode: 'none', ...spacing });
  const rows = drawn.split('\n').map((row) => row.trimEnd());
  while (rows.length > 0 && rows.at(-1) === '') rows.pop();
  const margin = Math.min(...rows.filter((row) => row !== '').map((row) => row.search(/\S/)));
  return rows.map((row) => code.decode(row.slice(margin)));
}

function fits(rows: readonly string[], width: number): boolean {
  return rows.every((row) => cellWidth(row) <= width);
}
