import { type Edit, editScript } from './diff/edit-script.ts';
import { wrapCode } from './markdown/code.ts';
import { expandTabs, toHarmless } from './sanitize.ts';
import { type Line, prefixLines, span, wrapLine } from './text.ts';
import { type Glyphs, glyphSets, type StyleName, type Theme } from './theme.ts';

export interface DiffOptions {
  /** Cells that a line may take. */
  readonly width: number;
  readonly theme: Theme;
  readonly glyphs?: Glyphs;
  /** What the two texts are called in the first lines. */
  readonly names: readonly [before: string, after: string];
}

const contextLines = 3;

/**
 * The differences of two texts as a unified diff, with three unchanged lines around each change; no lines when the
 * texts are equal. Line ends (`\r\n` or `\n`) are not compared.
 */
export function renderDiff(before: string, after: string, options: DiffOptions): Line[] {
  const edits = editScript(linesOf(before), linesOf(after));
  if (edits.every((edit) => edit.kind === 'same')) return [];
  const { styles } = options.theme;
  const [beforeName, afterName] = options.names.map(toHarmless);
  return [
    ...wrapLine([span(`--- ${beforeName}`, styles.removed)], options.width),
    ...wrapLine([span(`+++ ${afterName}`, styles.added)], options.width),
    ...hunks(edits).flatMap((hunk) => hunkLines(hunk, options)),
  ];
}

function linesOf(text: string): string[] {
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** Edits with a change among them or within `contextLines` lines of them. */
function hunks(edits: readonly Edit[]): (readonly Edit[])[] {
  const found: Edit[][] = [];
  let end = -1;
  edits.forEach((edit, index) => {
    if (edit.kind === 'same') return;
    const from = Math.max(index - contextLines, end + 1, 0);
    if (found.length === 0 || index - contextLines > end + 1) found.push([]);
    const to = Math.min(edits.length - 1, index + contextLines);
    found.at(-1)?.push(...edits.slice(from, to + 1));
    end = Math.max(end, to);
  });
  return found;
}

const looks: Readonly<Record<Edit['kind'], { readonly mark: string; readonly style: StyleName }>> = {
  same: { mark: ' ', style: 'text' },
  removed: { mark: '-', style: 'removed' },
  added: { mark: '+', style: 'added' },
};

function hunkLines(hunk: readonly Edit[], options: DiffOptions): Line[] {
  const { theme, width } = options;
  const glyphs = options.glyphs ?? glyphSets.unicode;
  const removed = hunk.filter((edit) => edit.kind !== 'added').length;
  const added = hunk.filter((edit) => edit.kind !== 'removed').length;
  const [first] = hunk;
  const range = (start: number, count: number): string => `${count === 0 ? start - 1 : start},${count}`;
  const title = `@@ -${range(first?.before ?? 1, removed)} +${range(first?.after ?? 1, added)} @@`;
  const lines = hunk.flatMap((edit) => {
    const { mark, style } = looks[edit.kind];
    const text = expandTabs(edit.text.split('\t').map(toHarmless).join('\t'), 4);
    const content: Line = text === '' ? [] : [span(text, theme.styles[style])];
    const rows = wrapCode(content, Math.max(1, width - 2), { theme, glyphs });
    return prefixLines(rows, [span(`${mark} `, theme.styles[style])], [span('  ')]);
  });
  return [...wrapLine([span(title, theme.styles.muted)], width), ...lines];
}
