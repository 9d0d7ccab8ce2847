import { findModel } from '../../../model/models.ts';
import { replyTokens } from '../../../model/playground/request.ts';
import { toHarmless } from '../../../render/sanitize.ts';
import { concat, type Line, lineWidth } from '../../../render/text.ts';
import { answererInWords, liveProvider } from '../../answerer.ts';
import type { State } from '../../state.ts';
import { rule, spread, styled } from '../../view/parts.ts';
import type { Chat } from '../chat.ts';
import { preparingLesson } from '../chats.ts';
import { estimated } from './panel.ts';

/** What this is and who answers, then how full the model's window is. */
export function headLines(state: State, chat: Chat, width: number): Line[] {
  const lesson = preparingLesson(state, chat);
  const title = concat(
    styled(state, 'title', ' Playground'),
    styled(state, 'muted', lesson === undefined ? '' : `  ${toHarmless(lesson.title)}`),
  );
  const style = liveProvider(state) === undefined ? 'info' : 'warn';
  const answers = concat(styled(state, style, toHarmless(`${answererInWords(state)} answers `)));
  return [spread(state, title, answers, width), meterLine(state, chat, width), rule(state, width)];
}

/** Prompt tokens of the next request; `exact` when all of its messages have been counted. */
export function promptTokens(chat: Chat): { readonly count: number; readonly exact: boolean } {
  const counts = chat.messages.map(({ tokens, content }) => tokens ?? estimated(content));
  const sum = counts.reduce((total, count) => total + count, 0);
  return {
    count: sum === 0 ? 0 : sum + replyTokens,
    exact: chat.messages.every(({ tokens }) => tokens !== undefined),
  };
}

/** `prompt 143 of 128,000 tokens  ███░░░░░ 0.1 %  gpt-4o-mini`. */
function meterLine(state: State, chat: Chat, width: number): Line {
  const { count, exact } = promptTokens(chat);
  const { model } = chat.settings;
  const shown = `${exact ? '' : '~'}${count.toLocaleString('en')}`;
  const window = findModel(model)?.contextWindow;
  if (window === undefined) {
    const text = ` prompt ${shown} tokens; how large the window of ${toHarmless(model)} is, is not known`;
    return spread(state, concat(styled(state, 'muted', text)), [], width);
  }
  const text = styled(state, 'muted', ` prompt ${shown} of ${window.toLocaleString('en')} tokens `);
  const share = count / window;
  const style = share > 1 ? 'bad' : share > 0.8 ? 'warn' : 'muted';
  const percent = styled(state, style, ` ${percentText(share)}${share > 1 ? ', too much' : ''}`);
  const name = styled(state, 'muted', `${toHarmless(model)} `);
  const room = Math.min(40, width - lineWidth(concat(text, percent, name)) - 2);
  const bar = room < 4 ? [] : barOf(state, share, room);
  return spread(state, concat(text, ...bar, percent), [name], width);
}

function barOf(state: State, share: number, cells: number): Line {
  // The first token fills a cell already: that it is a small one, the percentage says.
  const full = share === 0 ? 0 : Math.max(1, Math.min(cells, Math.round(share * cells)));
  const { full: block, empty } = state.glyphs;
  return concat(
    styled(state, share > 0.8 ? 'warn' : 'info', block.repeat(full)),
    styled(state, 'muted', empty.repeat(cells - full)),
  );
}

function percentText(share: number): string {
  const percent = share * 100;
  if (percent === 0 || percent >= 10) return `${Math.round(percent)} %`;
  return percent < 0.1 ? '<0.1 %' : `${percent.toFixed(1)} %`;
}
