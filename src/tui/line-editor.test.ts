import { expect, test } from 'vitest';
import { aroundCursor, edited, editorWith, emptyEditor, type LineEditor } from './line-editor.ts';

function typing(editor: LineEditor, ...keys: readonly string[]): LineEditor {
  return keys.reduce((before, key) => edited(before, key) ?? before, editor);
}

test('keys type at the cursor', () => {
  expect(typing(emptyEditor, 'a', 'space', '你', '👩‍👩‍👧')).toEqual({ text: 'a 你👩‍👩‍👧', cursor: 4 });
  expect(typing(editorWith('ac'), 'left', 'b').text).toBe('abc');
});

test('a family or an accented letter goes with one Backspace', () => {
  expect(typing(editorWith('x👩‍👩‍👧'), 'backspace').text).toBe('x');
  expect(typing(emptyEditor, 'e', '\u0301', 'backspace').text).toBe('');
});

test.each([
  ['C-a', 'Xone two', ''],
  ['C-w', 'one X', ''],
  ['C-u', 'X', ''],
  ['home', 'Xone two', ''],
])('%s and a letter give %j', (key, text) => {
  expect(typing(editorWith('one two'), key, 'X').text).toBe(text);
});

test('what is after the cursor can go too', () => {
  expect(typing(editorWith('one two'), 'home', 'delete').text).toBe('ne two');
  expect(typing(editorWith('one two'), 'home', 'right', 'right', 'right', 'C-k').text).toBe('one');
});

test('at either end nothing happens, and other keys are not taken', () => {
  const editor = editorWith('ab');
  expect(typing(editor, 'right', 'delete', 'C-k')).toEqual(editor);
  expect(typing(editor, 'home', 'left', 'backspace', 'C-w')).toEqual({ text: 'ab', cursor: 0 });
  for (const key of ['return', 'escape', 'up', 'pagedown', 'f1', 'C-c'])
    expect(edited(editor, key)).toBeUndefined();
});

test('the cursor stands on a character, or after the last one', () => {
  expect(aroundCursor(editorWith('ab'))).toEqual(['ab', ' ', '']);
  expect(aroundCursor({ text: 'ab', cursor: 0 })).toEqual(['', 'a', 'b']);
});
