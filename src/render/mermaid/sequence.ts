export interface ParsedMessage {
  /** Line of the source, from 0. */
  readonly line: number;
  /** Where in that line the label begins. */
  readonly labelAt: number;
  readonly label: string;
  readonly from: string;
  readonly to: string;
  readonly dashed: boolean;
}

/** A step of the list that a narrow window shows. */
export type SequenceStep =
  | { readonly kind: 'message'; readonly message: ParsedMessage; readonly depth: number }
  | { readonly kind: 'block'; readonly text: string; readonly depth: number };

export interface ParsedSequence {
  /** Names of the participants by their ids. */
  readonly names: ReadonlyMap<string, string>;
  readonly messages: readonly ParsedMessage[];
  readonly steps: readonly SequenceStep[];
}

const messageLine = /^(\s*([^\s:]+?)\s*(--?>>?|--?[x)])\s*[+-]?([^\s:]+?)\s*:\s*)(\S.*?)\s*$/;
const participantLine = /^\s*(?:participant|actor)\s+(\S+)(?:\s+as\s+(.+?))?\s*$/;
const blockLine = /^\s*(loop|alt|else|opt|par|and|critical|break|rect)\b\s*(.*?)\s*$/;
const noteLine = /^\s*note\s+(?:over|left of|right of)\s+[^:]+:\s*(.+?)\s*$/i;

export function isSequence(source: string): boolean {
  return /^sequencediagram\s*(?:\n|$)/i.test(source);
}

/** A sequence diagram's participants, messages, blocks and notes; lines of other kinds are left out. */
export function parseSequence(source: string): ParsedSequence {
  const names = new Map<string, string>();
  const messages: ParsedMessage[] = [];
  const steps: SequenceStep[] = [];
  let depth = 0;
  source.split('\n').forEach((text, line) => {
    const participant = participantLine.exec(text);
    const message = messageLine.exec(text);
    const block = blockLine.exec(text);
    const note = noteLine.exec(text);
    if (participant !== null) names.set(participant[1] ?? '', participant[2] ?? participant[1] ?? '');
    else if (message !== null) {
      const [, head = '', from = '', arrow = '', to = '', label = ''] = message;
      const parsed = { line, labelAt: head.length, label, from, to, dashed: arrow.startsWith('--') };
      messages.push(parsed);
      steps.push({ kind: 'message', message: parsed, depth });
    } else if (block !== null) {
      const [, word = '', condition = ''] = block;
      const continues = word === 'else' || word === 'and';
      steps.push({ kind: 'block', text: `${word} ${condition}`.trim(), depth: depth - (continues ? 1 : 0) });
      if (!continues) depth += 1;
    } else if (note !== null) steps.push({ kind: 'block', text: `note: ${note[1]}`, depth });
    else if (/^\s*end\s*$/.test(text)) depth = Math.max(0, depth - 1);
  });
  return { names, messages, steps };
}
