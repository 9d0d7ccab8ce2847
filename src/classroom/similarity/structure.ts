import { File, Region, TokenizedFile } from '@dodona/dolos-core';
import { tsPlugin } from '@sveltejs/acorn-typescript';
import { Parser } from 'acorn';
import type { Program } from './types.ts';

const parser = Parser.extend(tsPlugin());

/** The program can't be parsed, so that nothing can be said of its structure. */
export class NotParsed extends Error {
  override name = 'NotParsed';
}

/**
 * The structure of a TypeScript program as the tokens that Dolos compares: its syntax tree, written down with brackets.
 * Names, literals, types, comments, white space and imports are not in it, so that changing them changes nothing.
 * @throws NotParsed when it is no TypeScript
 */
export function structureOf({ id, text }: Program): TokenizedFile {
  const tokens: string[] = [];
  const places: Region[] = [];
  try {
    const tree = parser.parse(text, { ecmaVersion: 'latest', sourceType: 'module', locations: true });
    write(tree, { tokens, places });
  } catch (error) {
    throw new NotParsed(error instanceof Error ? error.message : String(error));
  }
  return new TokenizedFile(new File(id, text), tokens, places);
}

interface Written {
  readonly tokens: string[];
  readonly places: Region[];
}

interface Position {
  readonly line: number;
  readonly column: number;
}

interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly loc: { readonly start: Position; readonly end: Position };
  readonly operator?: unknown;
  readonly expression?: unknown;
}

function write(node: unknown, written: Written): void {
  if (!isNode(node) || node.type === 'ImportDeclaration') return;
  if (node.type.startsWith('TS')) {
    // `value as T` and `value!` are the value; what else is TypeScript's own says nothing about what the program does.
    write(node.expression, written);
    return;
  }
  const { start, end } = node.loc;
  const inside = childrenOf(node);
  const own = regionOf(start, inside[0]?.loc.start ?? end);
  const operator = typeof node.operator === 'string' ? ` ${node.operator}` : '';
  written.tokens.push('(', `${node.type}${operator}`);
  written.places.push(own, own);
  for (const child of inside) write(child, written);
  written.tokens.push(')');
  written.places.push(regionOf(end, end));
}

/** In the order of the text: a template's pieces and its expressions are lists of their own in the tree. */
function childrenOf(node: SyntaxNode): SyntaxNode[] {
  return Object.values(node)
    .flat()
    .filter(isNode)
    .sort((a, b) => a.start - b.start);
}

function isNode(value: unknown): value is SyntaxNode {
  return (
    typeof value === 'object' &&
    value !== null &&
    'type' in value &&
    typeof value.type === 'string' &&
    'start' in value &&
    'loc' in value &&
    typeof value.loc === 'object'
  );
}

/** Lines from 0, as Dolos counts them; acorn counts from 1. */
function regionOf(from: Position, to: Position): Region {
  return new Region(from.line - 1, from.column, to.line - 1, to.column);
}
