import { concat, type Line, pad, span } from '../render/text.ts';
import { contentLines, lastHelpScroll, scrollOf } from './content.ts';
import { contentRows, layoutOf, smallest, tooSmall } from './layout.ts';
import { openChat } from './playground/chats.ts';
import { playgroundLines } from './playground/view.ts';
import { currentQuestion } from './questions.ts';
import { highlighted, matchesIn } from './reading/search.ts';
import { shifted } from './reading/sideways.ts';
import { openItem, type State } from './state.ts';
import { keysLine, noticeLine } from './view/footer.ts';
import { exerciseHead, lessonHead, titleBar } from './view/head.ts';
import { helpLines } from './view/help.ts';
import { paletteLines } from './view/palette.ts';
import { block, paragraph, styled } from './view/parts.ts';
import { narrowTreeRows, previewLines, treeLines } from './view/tree.ts';

/** A picture of the screen: exactly `rows` lines of exactly `columns` cells. */
export interface Frame {
  readonly lines: readonly Line[];
}

/** The whole screen for a state. Pure: equal states give equal frames. */
export function view(state: State): Frame {
  const { columns, rows } = state.size;
  if (tooSmall(state)) return { lines: block(tooSmallLines(state), columns, rows) };
  const { bodyRows } = layoutOf(state);
  const body = state.help
    ? helpLines(state, columns).slice(Math.min(state.helpScroll, lastHelpScroll(state)))
    : state.palette !== undefined
      ? paletteLines(state, state.palette, columns, bodyRows)
      : bodyLines(state);
  return {
    lines: [
      pad(titleBar(state, columns), columns),
      ...block(body, columns, bodyRows),
      pad(noticeLine(state, columns), columns),
      pad(keysLine(state, columns), columns),
    ],
  };
}

function bodyLines(state: State): Line[] {
  const chat = openChat(state);
  if (chat !== undefined) return playgroundLines(state, chat);
  const { treeColumns, paneColumns, bodyRows } = layoutOf(state);
  if (paneColumns === 0) return narrowTree(state, treeColumns, bodyRows);
  const pane = block(paneLines(state, paneColumns), paneColumns, bodyRows);
  if (treeColumns === 0) return pane;
  const tree = block(treeLines(state, treeColumns, bodyRows), treeColumns, bodyRows);
  const border = styled(state, 'border', state.glyphs.vertical);
  return tree.map((line, row) => concat(line, border, pane[row] ?? []));
}

/** Where there is no room beside the tree, what is selected is told below it. */
function narrowTree(state: State, width: number, rows: number): Line[] {
  const preview = previewLines(state, width - 2).map((line) => concat(span(' '), line));
  const room = narrowTreeRows(state, width, rows);
  const tree = treeLines(state, width, room);
  const filled = Math.min(tree.length, room);
  return [...tree.slice(0, filled), [], ...preview.slice(0, rows - filled - 1)];
}

function paneLines(state: State, width: number): Line[] {
  const item = openItem(state);
  const margin = span(' ');
  if (item === undefined)
    return [[], ...previewLines(state, Math.min(72, width - 2)).map((line) => concat(margin, line))];
  const head = item.kind === 'lesson' ? lessonHead(state, item, width) : exerciseHead(state, item, width);
  const from = scrollOf(state);
  const lines = contentLines(state);
  const visible = shifted(state, found(state, lines, from, from + contentRows(state)), width - 2);
  const question = currentQuestion(state);
  // A question whose beginning is above the screen is marked where it can be seen.
  const marked = question === undefined ? -1 : Math.max(0, question.from - from);
  const pointer = styled(state, 'focus', state.glyphs.pointer);
  return [...head, ...visible.map((line, row) => concat(row === marked ? pointer : margin, line))];
}

/** The visible lines, with what is searched for marked in them. */
function found(state: State, lines: readonly Line[], from: number, to: number): readonly Line[] {
  const visible = lines.slice(from, to);
  const { search } = state;
  if (search === undefined) return visible;
  const matches = matchesIn(lines, search.line.text).filter(({ line }) => line >= from && line < to);
  const { selected } = state.theme.styles;
  return visible.map((line, row) => {
    const here = matches.filter((match) => match.line === from + row);
    return here.length === 0 ? line : highlighted(line, here, selected);
  });
}

function tooSmallLines(state: State): Line[] {
  const { columns, rows } = state.size;
  const text = `This terminal is ${columns}x${rows}. Agentlings needs ${smallest.columns}x${smallest.rows}: make it larger, or quit with q and use \`npm start -- --plain\`.`;
  const question = state.question === undefined ? [] : [[], noticeLine(state, columns)];
  return [...paragraph(state, 'text', text, columns), ...question];
}
