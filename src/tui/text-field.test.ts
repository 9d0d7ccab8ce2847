import fc from 'fast-check';
import { expect, test } from 'vitest';
import { graphemes } from '../render/width.ts';
import { edited, emptyEditor } from './line-editor.ts';
import { editedField, emptyField, fieldWith, inserted, type TextField, textIn } from './text-field.ts';

function typing(field: TextField, ...keys: readonly string[]): TextField {
  return keys.reduce((before, key) => editedField(before, key) ?? before, field);
}

test('it does what the line editor does, key by key', () => {
  const keys = ['left', 'right', 'home', 'end', 'backspace', 'delete', 'C-w', 'C-u', 'C-k', 'C-a', 'C-e'];
  const key = fc.oneof(
    fc.constantFrom(...keys),
    fc.constantFrom('a', 'space', '你', '👩‍👩‍👧', 'e\u0301', '.'),
  );
  fc.assert(
    fc.property(fc.array(key, { maxLength: 60 }), (pressed) => {
      let field: TextField = emptyField;
      let editor = emptyEditor;
      for (const each of pressed) {
        field = editedField(field, each) ?? field;
        editor = edited(editor, each) ?? editor;
        expect(textIn(field)).toBe(editor.text);
        expect(graphemes(field.before)).toHaveLength(editor.cursor);
      }
    }),
  );
});

test('far from its ends a long text is edited at the cursor only, and no character is torn', () => {
  const long = '👩‍👩‍👧你e\u0301x '.repeat(20_000);
  const cells = graphemes(long);
  const field = typing(fieldWith(long), ...Array.from({ length: 500 }, () => 'left'), 'backspace', 'Y');
  const at = cells.length - 500;
  const expected = [...cells.slice(0, at - 1), 'Y', ...cells.slice(at)].join('');
  expect(textIn(field) === expected).toBe(true);
  expect(textIn(typing(field, 'home', 'Z', 'end', 'C-u'))).toBe('');
});

test('keys that are none of its own are not taken', () => {
  for (const key of ['return', 'escape', 'up', 'f1', 'C-r'])
    expect(editedField(emptyField, key)).toBeUndefined();
});

test('a text is put in at the cursor, line ends and all', () => {
  const field = inserted(typing(fieldWith('ac'), 'left'), '1\n2');
  expect(field).toEqual({ before: 'a1\n2', after: 'c' });
  expect(textIn(typing(field, 'backspace', 'backspace'))).toBe('a1c');
});
