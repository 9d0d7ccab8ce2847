import type { MermaidGraph } from 'beautiful-mermaid';
import { wrapText } from '../text.ts';
import type { Glyphs } from '../theme.ts';
import type { ParsedSequence } from './sequence.ts';

interface CompactOptions {
  readonly width: number;
  readonly glyphs: Glyphs;
}

/** A sequence diagram as a list of its arrows: `1. Your Code → API: messages`. Dashed arrows are answers. */
export function compactSequence({ names, steps }: ParsedSequence, options: CompactOptions): string[] {
  let number = 0;
  const items = steps.map((step): [string, string] => {
    const margin = '  '.repeat(Math.max(0, step.depth));
    if (step.kind === 'block') return [`${margin}${options.glyphs.dot} `, step.text];
    number += 1;
    const { from, to, label, dashed } = step.message;
    const text = `${nameOf(names, from)} ${arrow(options.glyphs, dashed)} ${nameOf(names, to)}: ${label}`;
    return [`${margin}${number}. `, text];
  });
  return items.flatMap(([head, text]) => hanging(head, text, options.width));
}

/** A flowchart as a list of its arrows; `undefined` when it has none. */
export function compactFlowchart(graph: MermaidGraph, options: CompactOptions): string[] | undefined {
  if (graph.edges.length === 0) return undefined;
  const labelOf = (id: string): string => graph.nodes.get(id)?.label ?? id;
  return graph.edges.flatMap((edge, index) => {
    const label = edge.label === undefined || edge.label === '' ? '' : ` (${edge.label})`;
    const text = `${labelOf(edge.source)} ${arrow(options.glyphs, edge.style === 'dotted')} ${labelOf(edge.target)}${label}`;
    return hanging(`${index + 1}. `, text, options.width);
  });
}

function arrow(glyphs: Glyphs, dashed: boolean): string {
  if (glyphs.name === 'ascii') return dashed ? '-->' : '->';
  return dashed ? '⇢' : '→';
}

function nameOf(names: ReadonlyMap<string, string>, id: string): string {
  return names.get(id) ?? id;
}

function hanging(head: string, text: string, width: number): string[] {
  const flowing = text.replace(/<br\s*\/?>|\n/gi, ' ');
  const indent = head.length * 2 < width ? head.length : 0;
  const rest = ' '.repeat(indent);
  if (indent === 0) return wrapText(head.trimStart() + flowing, width);
  return wrapText(flowing, width - indent).map((row, index) => (index === 0 ? head : rest) + row);
}
