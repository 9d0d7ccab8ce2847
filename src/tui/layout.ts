import { openItem, type State } from './state.ts';

/** Where things are on the screen, in cells. */

export const smallest = { columns: 60, rows: 15 } as const;
/** From this width the tree stays beside what is read. */
const wideColumns = 100;
const treeColumns = 36;
/** Lines above and below the body: the title bar, the notice line and the keys. */
const headerRows = 1;
const footerRows = 2;
/** Lines of an exercise above its tab's content: title, status, tabs, rule. */
export const exerciseHeadRows = 4;
/** Lines of a lesson above its text: title, rule. */
export const lessonHeadRows = 2;

export interface Layout {
  readonly bodyRows: number;
  /** 0 when the tree is not shown. */
  readonly treeColumns: number;
  /** The pane with a lesson or exercise; 0 when only the tree is shown. */
  readonly paneColumns: number;
}

export function layoutOf(state: State): Layout {
  const { columns, rows } = state.size;
  const bodyRows = Math.max(1, rows - headerRows - footerRows);
  if (columns >= wideColumns) return { bodyRows, treeColumns, paneColumns: columns - treeColumns - 1 };
  return openItem(state) === undefined
    ? { bodyRows, treeColumns: columns, paneColumns: 0 }
    : { bodyRows, treeColumns: 0, paneColumns: columns };
}

export function tooSmall({ size }: State): boolean {
  return size.columns < smallest.columns || size.rows < smallest.rows;
}

/** Text is easiest to read at no more than this many cells. */
const widestText = 88;

/** Width of the text in the pane, with a margin of one cell on each side. */
export function textWidth(state: State): number {
  const { paneColumns, treeColumns: tree } = layoutOf(state);
  return Math.max(20, Math.min(widestText, (paneColumns === 0 ? tree : paneColumns) - 2));
}

/** Rows for the content of the open item, below its head. */
export function contentRows(state: State): number {
  const item = openItem(state);
  const head = item?.kind === 'exercise' ? exerciseHeadRows : lessonHeadRows;
  return Math.max(1, layoutOf(state).bodyRows - head);
}
