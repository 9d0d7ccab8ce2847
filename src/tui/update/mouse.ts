import { lineWidth, plain } from '../../render/text.ts';
import { itemKey } from '../../workshop/lookup.ts';
import { scrollOf } from '../content.ts';
import { exerciseHeadRows, layoutOf, lessonHeadRows, textWidth, tooSmall } from '../layout.ts';
import type { MouseReport } from '../mouse-input.ts';
import { openChat } from '../playground/chats.ts';
import { playgroundSurface } from '../playground/keys.ts';
import { openExercise, openItem, type State, tabOf } from '../state.ts';
import type { Step } from '../step.ts';
import { tabs } from '../tabs.ts';
import { failedChecks } from '../view/checks.ts';
import { keysLine } from '../view/footer.ts';
import { exerciseHead } from '../view/head.ts';
import { entryAt } from '../view/palette.ts';
import { treeItemAt } from '../view/tree.ts';
import { exchangeAt } from '../view/wire.ts';
import { showTab } from './exercise.ts';
import { follow } from './follow.ts';
import { updateKey } from './key.ts';
import { openAt } from './places.ts';
import { showCheck, showExchangeAt } from './wire.ts';

/** Lines that a notch of the wheel scrolls. */
const notch = 3;

/** What a click or the wheel does: always something that a key does too. */
export function updateMouse(state: State, { kind, column, row }: MouseReport): Step {
  if (tooSmall(state)) return [state, []];
  if (kind !== 'click') return wheel(state, kind === 'wheel-up' ? 'up' : 'down', column);
  if (row === state.size.rows - 1) return clickOnKeys(state, column);
  if (state.question !== undefined) return [state, []];
  if (state.help) return [{ ...state, help: false }, []];
  if (row < 1 || row >= state.size.rows - 2) return [state, []];
  return state.palette === undefined ? clickOnBody(state, column, row - 1) : clickOnPalette(state, row - 1);
}

function wheel(state: State, key: 'up' | 'down', column: number): Step {
  if (state.question !== undefined) return [state, []];
  const chat = state.help || state.palette !== undefined ? undefined : openChat(state);
  // Where one types, the arrow keys bring back what was sent.
  if (chat !== undefined && playgroundSurface(chat) === 'input') return updateKey(state, `page${key}`);
  const one = state.palette !== undefined || openChat(state) !== undefined || isOverTree(state, column);
  let step: Step = [state, []];
  // Where a line is marked the mark moves, one line at a time; texts scroll by more.
  for (let time = 0; time < (one ? 1 : notch); time += 1) {
    const [next, effects] = updateKey(step[0], key);
    step = [next, [...step[1], ...effects]];
  }
  return step;
}

/** The list has the wheel where it is all there is to move. */
function isOverTree(state: State, column: number): boolean {
  return openItem(state) === undefined && column < layoutOf(state).treeColumns;
}

/** The footer says keys: a click on one, or on the word beside it, presses it. */
function clickOnKeys(state: State, column: number): Step {
  const label = labelAt(state, column);
  const key = label === undefined ? undefined : (keysOf[label] ?? label);
  return key === undefined ? [state, []] : updateKey(state, key);
}

/** How keys are shown, where that is not their name. */
const keysOf: Readonly<Record<string, string>> = {
  Enter: 'return',
  Esc: 'escape',
  Tab: 'tab',
  '→': 'right',
  Right: 'right',
  '←': 'left',
  Left: 'left',
  '↑': 'up',
  Up: 'up',
  '↓': 'down',
  Down: 'down',
  Space: 'space',
  Del: 'delete',
  F1: 'f1',
};

function labelAt(state: State, column: number): string | undefined {
  const { key } = state.theme.styles;
  let x = 0;
  let label: string | undefined;
  for (const each of keysLine(state, state.size.columns)) {
    if (each.style === key) label = each.text.trim().split(' ')[0];
    x += lineWidth([each]);
    if (x > column) return each.text.trim() === '' ? undefined : label;
  }
  return undefined;
}

function clickOnPalette(state: State, row: number): Step {
  const { palette } = state;
  const marked = palette && entryAt(state, palette, layoutOf(state).bodyRows, row);
  if (palette === undefined || marked === undefined) return [state, []];
  return updateKey({ ...state, palette: { ...palette, marked } }, 'return');
}

function clickOnBody(state: State, column: number, row: number): Step {
  if (openChat(state) !== undefined) return [state, []];
  const { treeColumns, bodyRows } = layoutOf(state);
  if (column < treeColumns) return clickOnTree(state, treeColumns, bodyRows, row);
  const pane = column - (treeColumns === 0 ? 0 : treeColumns + 1);
  const exercise = openExercise(state);
  const head = exercise === undefined ? lessonHeadRows : exerciseHeadRows;
  if (row >= head) return clickOnContent(state, pane - 1, scrollOf(state) + row - head);
  // The third line of an exercise's head has its tabs.
  return exercise !== undefined && row === 2 ? clickOnTabs(state, pane) : [state, []];
}

/** The first click marks, the second on the same opens; beside an open text the first one opens. */
function clickOnTree(state: State, width: number, rows: number, row: number): Step {
  const index = treeItemAt(state, width, rows, row);
  if (index === undefined) return [state, []];
  const opens = openItem(state) !== undefined || index === state.cursor;
  return opens ? openAt(state, index, '') : [{ ...state, cursor: index, notice: undefined }, []];
}

function clickOnTabs(state: State, column: number): Step {
  const exercise = openExercise(state);
  if (exercise === undefined) return [state, []];
  const { paneColumns } = layoutOf(state);
  const line = exerciseHead(state, exercise, paneColumns)[2] ?? [];
  let x = 0;
  for (const each of line) {
    x += lineWidth([each]);
    if (x <= column) continue;
    const name = plain([each]).replace('[', '').trim().split(' ')[0]?.toLowerCase();
    const tab = tabs.find((known) => known === name);
    return tab === undefined ? [state, []] : showTab(state, tab);
  }
  return [state, []];
}

function clickOnContent(state: State, column: number, line: number): Step {
  const item = openItem(state);
  if (item === undefined) return [state, []];
  const link = state.documents[itemKey(item)]?.rendered.links.find(
    (each) => each.line === line && column >= each.column && column < each.column + each.width,
  );
  const reading = item.kind === 'lesson' || tabOf(state, item.id) === 'task';
  if (reading) return link === undefined ? [state, []] : follow(state, link.href);
  if (item.kind !== 'exercise') return [state, []];
  const tab = tabOf(state, item.id);
  if (tab === 'checks') {
    const failed = failedChecks(state, item, textWidth(state));
    const check = failed.find(({ from, to }) => line >= from && line < to)?.check;
    return check === undefined ? [state, []] : showCheck(state, item.id, check);
  }
  if (tab !== 'wire') return [state, []];
  const exchange = exchangeAt(state, item.id, textWidth(state), line);
  return exchange === undefined ? [state, []] : showExchangeAt(state, item.id, exchange);
}
