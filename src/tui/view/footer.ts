import { toHarmless } from '../../render/sanitize.ts';
import { concat, type Line, lineWidth, pad, truncate } from '../../render/text.ts';
import { optionLetters } from '../../workshop/types.ts';
import { contentLines, lastHelpScroll } from '../content.ts';
import { type Binding, bindings, labelOf } from '../keys.ts';
import { openChat } from '../playground/chats.ts';
import { playgroundKeys } from '../playground/view/keys.ts';
import { currentQuestion } from '../questions.ts';
import { matchesIn, type Search } from '../reading/search.ts';
import { hasMoreSideways } from '../reading/sideways.ts';
import { runningWork, type State } from '../state.ts';
import { surfaceOf } from '../surface.ts';
import { styled, typedWords } from './parts.ts';

/** The line for questions and notices. */
export function noticeLine(state: State, width: number): Line {
  const { ellipsis } = state.glyphs;
  if (state.question !== undefined) {
    const answers = styled(state, 'warn', ' (y/n)');
    const text = styled(state, 'warn', ` ${state.question.text}`);
    return concat(truncate([text], width - lineWidth([answers]), ellipsis), answers);
  }
  if (state.search !== undefined) return searchLine(state, state.search, width);
  if (state.notice === undefined) return [];
  const style = state.notice.kind === 'info' ? 'info' : state.notice.kind;
  return truncate([styled(state, style, ` ${toHarmless(state.notice.text)}`)], width, ellipsis);
}

/** What is searched for, which match this is, and of how many. */
function searchLine(state: State, { line, typing, at }: Search, width: number): Line {
  const words = typing ? typedWords(state, line) : [styled(state, 'text', line.text)];
  const count = matchesIn(contentLines(state), line.text).length;
  const told =
    line.text.trim() === '' ? '' : count === 0 ? '  nothing' : `  ${Math.min(at + 1, count)}/${count}`;
  return truncate(
    concat(styled(state, 'key', ' /'), words, styled(state, 'muted', told)),
    width,
    state.glyphs.ellipsis,
  );
}

/** The keys that matter here, as many as fit; help and quit always do. */
export function keysLine(state: State, width: number): Line {
  if (state.question !== undefined)
    return pad(concat(entry(state, 'y', 'yes'), entry(state, 'n', 'no')), width);
  if (state.search?.typing === true) {
    return pad(concat(entry(state, 'Enter', 'keep'), entry(state, 'Esc', 'give up')), width);
  }
  if (state.search !== undefined && !state.help && state.palette === undefined) {
    return pad(concat(entry(state, 'n N', 'next, previous'), entry(state, 'Esc', 'end search')), width);
  }
  if (state.palette !== undefined) {
    const arrows = labelOf({ label: '↑ ↓' }, state.glyphs);
    return pad(
      concat(entry(state, 'Enter', 'go'), entry(state, arrows, 'choose'), entry(state, 'Esc', 'close')),
      width,
    );
  }
  if (state.help) {
    const scroll = bindings.filter(({ action }) => action === 'up' || action === 'down');
    const keys = scroll.map((binding) => labelOf(binding, state.glyphs)).join(' ');
    const more = lastHelpScroll(state) > 0 ? entry(state, keys, 'more') : [];
    return pad(concat(more, entry(state, '?', 'or any other key closes this')), width);
  }
  const chat = openChat(state);
  if (chat !== undefined) return playgroundKeys(state, chat, width);
  const surface = surfaceOf(state);
  const answers = answerEntry(state);
  // In a lesson there is nothing to turn to before its questions.
  const isShown = ({ action }: Binding) =>
    action === 'scroll-right'
      ? hasMoreSideways(state)
      : surface !== 'lesson' || action !== 'next-tab' || answers.length > 0;
  const shown = bindings.filter(
    (binding) => binding.surfaces.includes(surface) && binding.short !== undefined && isShown(binding),
  );
  const isLast = ({ action }: Binding) => action === 'help' || action === 'quit';
  const running = runningWork(state) !== undefined;
  // What can be done about a running program comes first.
  const isFirst = ({ action }: Binding) => running && action === 'back';
  const order = [...shown.filter(isFirst), ...shown.filter((each) => !isFirst(each) && !isLast(each))];
  const end = shown.filter(isLast).flatMap((binding) => keyEntry(state, binding, running));
  let line = answers;
  for (const binding of order) {
    const next = keyEntry(state, binding, running);
    if (lineWidth(line) + lineWidth(next) + lineWidth(end) > width) break;
    line = concat(line, next);
  }
  return pad(concat(line, end), width);
}

/** `a b c answer 1`: for the marked question, as many letters as it has options. */
function answerEntry(state: State): Line {
  const current = currentQuestion(state);
  if (current === undefined) return [];
  const actions = optionLetters.slice(0, current.question.options.length).map((letter) => `answer-${letter}`);
  const labels = bindings
    .filter(({ action }) => actions.includes(action))
    .map((binding) => labelOf(binding, state.glyphs));
  return entry(state, labels.join(' '), `answer ${current.index + 1}`);
}

function keyEntry(state: State, binding: Binding, running: boolean): Line {
  const { action, short = '' } = binding;
  // One of a binding's keys is enough here; the help has them all.
  const [label = ''] = labelOf(binding, state.glyphs).split(' ');
  if (action === 'back' && running) return entry(state, label, 'stop');
  return entry(state, label, action === 'next-tab' && surfaceOf(state) === 'lesson' ? 'question' : short);
}

function entry(state: State, label: string, short: string): Line {
  return concat(styled(state, 'key', ` ${label}`), styled(state, 'muted', ` ${short} `));
}
