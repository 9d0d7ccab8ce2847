import { layoutOf } from '../../layout.ts';
import type { State } from '../../state.ts';
import { type Chat, settingNames } from '../chat.ts';

/** Where the parts of the playground are, in cells. */
export interface PlaygroundLayout {
  /** Whether the messages and settings are beside the conversation, and not below it. */
  readonly beside: boolean;
  readonly chatColumns: number;
  readonly chatRows: number;
  readonly panelColumns: number;
  /** Rows for the messages, their heading included. */
  readonly listRows: number;
  /** Rows for the settings, their heading included; 1 is a summary. */
  readonly settingRows: number;
}

/** From this width there is room for two columns. */
const besideColumns = 76;
/** Lines above: title and meter, with a rule; lines below: a rule and the input line. */
const headRows = 3;
const inputRows = 2;
const allSettings = settingNames.length + 1;
/** With fewer rows for both, the settings are a summary until they have the keys. */
const roomForBoth = allSettings + 6;

export function playgroundLayout(state: State, chat: Chat): PlaygroundLayout {
  const { columns } = state.size;
  const rows = Math.max(2, layoutOf(state).bodyRows - headRows - inputRows);
  const beside = columns >= besideColumns;
  const panelColumns = beside ? Math.max(32, Math.min(72, Math.round(columns * 0.42))) : columns;
  const chatRows = beside ? rows : Math.max(2, Math.ceil(rows / 2));
  const panelRows = beside ? rows : rows - chatRows;
  const wanted = chat.focus === 'settings' || panelRows >= roomForBoth ? allSettings : 1;
  const settingRows = Math.min(wanted, panelRows - 1);
  return {
    beside,
    chatColumns: beside ? columns - panelColumns - 1 : columns,
    chatRows,
    panelColumns,
    listRows: panelRows - settingRows,
    settingRows,
  };
}

/** Rows for the latest exchange, which has the whole body but the head and the input line. */
export function wireRows(state: State): number {
  return Math.max(2, layoutOf(state).bodyRows - headRows - inputRows);
}
