import { lastHelpScroll } from '../content.ts';
import type { Effect } from '../effects.ts';
import { type Action, actionOf } from '../keys.ts';
import { tooSmall } from '../layout.ts';
import { openPlayground } from '../playground/places.ts';
import { playgroundKey } from '../playground/update.ts';
import type { Search } from '../reading/search.ts';
import { scrolledSideways } from '../reading/sideways.ts';
import { openExercise, openItem, runningWork, type State } from '../state.ts';
import type { Step } from '../step.ts';
import { surfaceOf } from '../surface.ts';
import { switchAnswerer } from './answerer.ts';
import { answerQuestion } from './answers.ts';
import { askReset, edit, showTab, start, toggleWatch, turnAttempt, turnTab } from './exercise.ts';
import { goBack, goForward } from './follow.ts';
import { askForVersion, moveInHistory, openVersion, putVersionBack } from './history.ts';
import { askToApply, climb, fold, moveOnLadder, showSolution } from './ladder.ts';
import { toggleMouse } from './mouse-mode.ts';
import { move, open, page, turnItem } from './move.ts';
import { openLinks, openOutline, openPalette, paletteKey } from './palette.ts';
import { openTree, placeOf } from './places.ts';
import { openSearch, searchKey, turnMatch, withoutSearch } from './search.ts';
import { askToLoseProgress } from './unsaved.ts';
import { copyCurl, showExchange, toggleShown, turnExchange } from './wire.ts';
import { stopWork } from './work.ts';

/** What a key does. Keys are live at any time, whatever runs. */
export function updateKey(state: State, key: string): Step {
  const bound = actionOf(key, surfaceOf(state));
  const action = bound === 'suspend' && !state.canSuspend ? undefined : bound;
  if (action === 'kill') return [state, [...leave(state), { type: 'quit' }]];
  if (action === 'suspend') return [state, [{ type: 'suspend' }]];
  if (state.question !== undefined) return answer(state, key);
  if (state.palette !== undefined && !tooSmall(state)) {
    return paletteKey(state, state.palette, key, perform);
  }
  if (state.search !== undefined && !tooSmall(state) && !state.help) {
    const step = inSearch(state, state.search, key);
    if (step !== undefined) return step;
  }
  const step = state.help || tooSmall(state) ? undefined : playgroundKey(state, key);
  if (step !== undefined) return step;
  if (action === undefined) return [state.help ? { ...state, help: false } : state, []];
  // What nobody can see should not happen either.
  if (tooSmall(state) && action !== 'quit' && action !== 'stop') return [state, []];
  if (state.help) return inHelp(state, action);
  return perform(state, action);
}

/** While words are typed every key is theirs; afterwards n, N and Escape are. */
function inSearch(state: State, search: Search, key: string): Step | undefined {
  if (search.typing) return searchKey(state, search, key);
  if (key === 'n') return turnMatch(state, search, 1);
  if (key === 'N') return turnMatch(state, search, -1);
  return key === 'escape' ? [withoutSearch(state), []] : undefined;
}

function perform(state: State, action: Action): Step {
  if (action === 'kill' || action === 'suspend') return [state, []];
  return actions[action]({ ...state, notice: undefined });
}

const actions: Readonly<Record<Exclude<Action, 'kill' | 'suspend'>, (state: State) => Step>> = {
  up: (state) => moveOnLadder(state, -1) ?? moveInHistory(state, -1) ?? move(state, -1),
  down: (state) => moveOnLadder(state, 1) ?? moveInHistory(state, 1) ?? move(state, 1),
  'page-up': (state) => move(state, -page(state)),
  'page-down': (state) => move(state, page(state)),
  top: (state) => move(state, Number.NEGATIVE_INFINITY),
  bottom: (state) => move(state, Number.POSITIVE_INFINITY),
  open,
  'answer-a': (state) => answerQuestion(state, 0),
  'answer-b': (state) => answerQuestion(state, 1),
  'answer-c': (state) => answerQuestion(state, 2),
  'answer-d': (state) => answerQuestion(state, 3),
  'next-tab': (state) => turnTab(state, 1),
  'previous-tab': (state) => turnTab(state, -1),
  task: (state) => showTab(state, 'task'),
  output: (state) => showTab(state, 'output'),
  checks: (state) => showTab(state, 'checks'),
  wire: (state) => showTab(state, 'wire'),
  hints: (state) => showTab(state, 'hints'),
  history: (state) => showTab(state, 'history'),
  run: (state) => start(state, 'run'),
  grade: (state) => start(state, 'grade'),
  watch: toggleWatch,
  hint: climb,
  fold,
  'apply-solution': askToApply,
  'open-version': openVersion,
  'apply-version': askForVersion,
  edit,
  'next-item': (state) => turnItem(state, 1),
  'previous-item': (state) => turnItem(state, -1),
  'next-attempt': (state) => turnAttempt(state, 1),
  'previous-attempt': (state) => turnAttempt(state, -1),
  'next-exchange': (state) => turnExchange(state, 1),
  'previous-exchange': (state) => turnExchange(state, -1),
  'scroll-right': (state) => [scrolledSideways(state, 1), []],
  'scroll-left': (state) => [scrolledSideways(state, -1), []],
  raw: (state) => toggleShown(state, 'raw'),
  difference: (state) => toggleShown(state, 'difference'),
  'copy-curl': copyCurl,
  'show-exchange': showExchange,
  expand: (state) => [{ ...state, expanded: !state.expanded }, []],
  reset: askReset,
  undo: (state) => [state, [{ type: 'undo' }]],
  try: openPlayground,
  'switch-answerer': switchAnswerer,
  mouse: toggleMouse,
  hand: (state) => [state, [{ type: 'save-hand', raised: state.progress.hand === undefined }]],
  'progress-code': (state) => [state, [{ type: 'tell-code' }]],
  stop: stopWork,
  back: (state) => (runningWork(state) === undefined ? openTree(state) : stopWork(state)),
  palette: openPalette,
  outline: openOutline,
  links: openLinks,
  search: openSearch,
  'go-back': goBack,
  'go-forward': goForward,
  help: (state) => [{ ...state, help: true, helpScroll: 0 }, []],
  quit,
};

/** The help scrolls where it doesn't fit; any other key closes it, and does nothing else. */
function inHelp(state: State, action: Action): Step {
  const by = { up: -1, down: 1, 'page-up': -10, 'page-down': 10, top: -1000, bottom: 1000 } as const;
  if (!(action in by)) return [{ ...state, help: false }, []];
  const last = lastHelpScroll(state);
  const to = state.helpScroll + by[action as keyof typeof by];
  return [{ ...state, helpScroll: Math.max(0, Math.min(last, to)) }, []];
}

function quit(state: State): Step {
  if (state.unsaved !== undefined) return askToLoseProgress(state, state.unsaved, leave(state));
  if (runningWork(state) === undefined) return [state, [...leave(state), { type: 'quit' }]];
  return [{ ...state, question: { text: 'Something is running. Stop it and quit?', onYes: 'quit' } }, []];
}

/** y does it; n and Esc don't; any other key leaves the question open. */
function answer(state: State, key: string): Step {
  const { question, ...rest } = state;
  if (question === undefined || !['y', 'Y', 'n', 'N', 'escape'].includes(key)) return [state, []];
  if (key.toLowerCase() !== 'y') return [rest, []];
  if (question.onYes === 'quit' || question.onYes === 'quit-unsaved')
    return [rest, [...leave(rest), { type: 'quit' }]];
  const exercise = openExercise(rest);
  if (exercise === undefined) return [rest, []];
  if (question.onYes === 'show-solution') return showSolution(rest, exercise);
  if (question.onYes === 'apply-version') return putVersionBack(rest, exercise);
  return [rest, [{ type: question.onYes, exerciseId: exercise.id }]];
}

/** What is remembered for the next start. */
function leave(state: State): readonly Effect[] {
  const item = openItem(state) ?? state.items[state.cursor];
  return item === undefined ? [] : [placeOf(state, item)];
}
