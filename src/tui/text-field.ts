import { graphemes } from '../render/width.ts';
import { edited } from './line-editor.ts';

/**
 * A typed text of any length, cut at the cursor. A key looks at what is near the cursor and at nothing else, so that
 * typing after a megabyte was pasted is as quick as in an empty line. Line ends may be in it, pasted ones.
 */
export interface TextField {
  readonly before: string;
  readonly after: string;
}

export const emptyField: TextField = { before: '', after: '' };

/** A field with a text in it, and the cursor at its end. */
export function fieldWith(text: string): TextField {
  return { before: text, after: '' };
}

export function textIn({ before, after }: TextField): string {
  return before + after;
}

/** The field with a text put in at the cursor. */
export function inserted({ before, after }: TextField, text: string): TextField {
  return { before: before + text, after };
}

/** UTF-16 units on each side of the cursor that a key may look at. */
const reach = 512;

/**
 * The field after a key; the keys are those of the line editor.
 * @returns undefined when the key is none of them
 */
export function editedField(field: TextField, key: string): TextField | undefined {
  const whole = farKeys.get(key);
  if (whole !== undefined) return whole(field);
  const [farBefore, near] = split(field.before, -reach);
  const [next, farAfter] = split(field.after, reach);
  const line = { text: near + next, cursor: graphemes(near).length };
  const after = edited(line, key);
  if (after === undefined) return undefined;
  if (after === line) return field;
  const cells = graphemes(after.text);
  return {
    before: farBefore + cells.slice(0, after.cursor).join(''),
    after: cells.slice(after.cursor).join('') + farAfter,
  };
}

/** Keys that reach to the beginning or the end, however far away it is. */
const farKeys: ReadonlyMap<string, (field: TextField) => TextField> = new Map([
  ['home', toStart],
  ['C-a', toStart],
  ['end', toEnd],
  ['C-e', toEnd],
  ['C-u', ({ after }) => ({ before: '', after })],
  ['C-k', ({ before }) => ({ before, after: '' })],
]);

function toStart(field: TextField): TextField {
  return { before: '', after: textIn(field) };
}

function toEnd(field: TextField): TextField {
  return { before: textIn(field), after: '' };
}

/** Cuts a text at about a distance from its start, or (below 0) from its end, and never inside of a character. */
function split(text: string, distance: number): readonly [string, string] {
  if (text.length <= Math.abs(distance)) return distance < 0 ? ['', text] : [text, ''];
  const about = distance < 0 ? text.length + distance : distance;
  // The character that the cut may have gone through is looked for on both sides of it.
  const around = graphemes(text.slice(Math.max(0, about - 32), about + 32));
  let at = Math.max(0, about - 32);
  for (const cell of around) {
    if (at >= about) break;
    at += cell.length;
  }
  return [text.slice(0, at), text.slice(at)];
}
