import type { LineEditor } from './line-editor.ts';

/** The palette while it is open: what is typed, and which of the found entries is marked. */
export interface Palette {
  /** What it finds: everything, or the sections or links of the open text. */
  readonly scope: 'all' | 'outline' | 'links';
  readonly line: LineEditor;
  readonly marked: number;
}
