import { graphemes } from '../render/width.ts';

/** A line of text that is being typed, as the user sees it: the cursor stands between grapheme clusters. */
export interface LineEditor {
  readonly text: string;
  /** Graphemes before the cursor. */
  readonly cursor: number;
}

/** An editor with a text in it, and the cursor at its end. */
export function editorWith(text: string): LineEditor {
  return { text, cursor: graphemes(text).length };
}

export const emptyEditor: LineEditor = editorWith('');

/**
 * The editor after a key, with the keys of a shell: arrows, Home and End, Backspace and Delete, Ctrl-A, -E, -W, -U, -K.
 * @param key a key's name, or the character that it types
 * @returns undefined when the key is none of the editor's, such as Enter or Escape
 */
export function edited(editor: LineEditor, key: string): LineEditor | undefined {
  const typed = typedBy(key);
  if (typed !== undefined) return replaced(editor, editor.cursor, editor.cursor, typed);
  const edit = edits.get(key);
  return edit?.(editor);
}

/** A line is looked through at every key, so what is pasted into one has an end. */
const longestPaste = 500;

/** The editor after a text was pasted into it: its first line, for there is only one here. */
export function pastedIntoLine(editor: LineEditor, text: string): LineEditor {
  const [line = ''] = text
    .toWellFormed()
    .trimStart()
    .split(/[\r\n]/);
  const typed = graphemes(line.replace(/\t/g, ' ').replace(/\p{Cc}/gu, ''));
  return replaced(editor, editor.cursor, editor.cursor, typed.slice(0, longestPaste).join(''));
}

const edits: ReadonlyMap<string, (editor: LineEditor) => LineEditor> = new Map([
  ['left', (editor) => moved(editor, editor.cursor - 1)],
  ['C-b', (editor) => moved(editor, editor.cursor - 1)],
  ['right', (editor) => moved(editor, editor.cursor + 1)],
  ['C-f', (editor) => moved(editor, editor.cursor + 1)],
  ['home', (editor) => moved(editor, 0)],
  ['C-a', (editor) => moved(editor, 0)],
  ['end', (editor) => moved(editor, Number.POSITIVE_INFINITY)],
  ['C-e', (editor) => moved(editor, Number.POSITIVE_INFINITY)],
  ['backspace', (editor) => replaced(editor, editor.cursor - 1, editor.cursor, '')],
  ['C-h', (editor) => replaced(editor, editor.cursor - 1, editor.cursor, '')],
  ['delete', (editor) => replaced(editor, editor.cursor, editor.cursor + 1, '')],
  ['C-w', (editor) => replaced(editor, wordStart(editor), editor.cursor, '')],
  ['C-u', (editor) => replaced(editor, 0, editor.cursor, '')],
  ['C-k', (editor) => replaced(editor, editor.cursor, Number.POSITIVE_INFINITY, '')],
]);

/** The text before the cursor, the grapheme under it (a space at the end), and what follows. */
export function aroundCursor({
  text,
  cursor,
}: LineEditor): readonly [before: string, at: string, after: string] {
  const cells = graphemes(text);
  return [cells.slice(0, cursor).join(''), cells[cursor] ?? ' ', cells.slice(cursor + 1).join('')];
}

/** What a key types: keys that type nothing have names of several characters. */
function typedBy(key: string): string | undefined {
  if (key === 'space') return ' ';
  return graphemes(key).length === 1 && !/\p{Cc}/u.test(key) ? key : undefined;
}

function moved(editor: LineEditor, to: number): LineEditor {
  return { ...editor, cursor: Math.max(0, Math.min(graphemes(editor.text).length, to)) };
}

function replaced({ text, cursor }: LineEditor, from: number, to: number, by: string): LineEditor {
  const cells = graphemes(text);
  const start = Math.max(0, from);
  const before = `${cells.slice(0, start).join('')}${by}`;
  const after = cells.slice(to).join('');
  // A combining mark joins what stands before it: so graphemes are counted anew.
  return from < 0 ? { text, cursor } : { text: before + after, cursor: graphemes(before).length };
}

function wordStart({ text, cursor }: LineEditor): number {
  const before = graphemes(text).slice(0, cursor).join('');
  return graphemes(before.replace(/\S+\s*$/, '')).length;
}
