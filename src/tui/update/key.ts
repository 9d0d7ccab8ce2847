import { lastHelpScroll, lastScroll, scrollOf } from '../content.ts';
import type { Effect } from '../effects.ts';
import { type Action, actionOf } from '../keys.ts';
import { contentRows, textWidth, tooSmall } from '../layout.ts';
import {
  exerciseAtHand,
  hintsShown,
  openExercise,
  openItem,
  runningWork,
  type State,
  surfaceKey,
  type Tab,
  tabKey,
  tabOf,
  tabs,
} from '../state.ts';
import type { Step } from '../update.ts';
import { afterLesson } from '../view/document.ts';
import { outputStart } from '../view/output.ts';
import { shownAttempt } from '../view/wire.ts';
import { answerQuestion, turnQuestion } from './answers.ts';
import { openAt, openTree } from './places.ts';
import { startWork, stopWork } from './work.ts';

/** What a key does. Keys are live at any time, whatever runs. */
export function updateKey(state: State, key: string): Step {
  const action = actionOf(key);
  if (action === 'kill') return [state, [...leave(state), { type: 'quit' }]];
  if (action === 'suspend') return [state, [{ type: 'suspend' }]];
  if (state.question !== undefined) return answer(state, key);
  if (action === undefined) return [state.help ? { ...state, help: false } : state, []];
  // What nobody can see should not happen either.
  if (tooSmall(state) && action !== 'quit' && action !== 'stop') return [state, []];
  if (state.help) return inHelp(state, action);
  return actions[action]({ ...state, notice: undefined });
}

const actions: Readonly<Record<Exclude<Action, 'kill' | 'suspend'>, (state: State) => Step>> = {
  up: (state) => move(state, -1),
  down: (state) => move(state, 1),
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
  run: (state) => start(state, 'run'),
  grade: (state) => start(state, 'grade'),
  watch: toggleWatch,
  hint,
  edit,
  'next-item': (state) => turnItem(state, 1),
  'previous-item': (state) => turnItem(state, -1),
  'next-attempt': (state) => turnAttempt(state, 1),
  'previous-attempt': (state) => turnAttempt(state, -1),
  expand: (state) => [{ ...state, expanded: !state.expanded }, []],
  reset: askReset,
  undo: (state) => [state, [{ type: 'undo' }]],
  stop: stopWork,
  back: (state) => (runningWork(state) === undefined ? openTree(state) : stopWork(state)),
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

function page(state: State): number {
  return Math.max(1, contentRows(state) - 2);
}

function move(state: State, by: number): Step {
  if (openItem(state) === undefined) {
    const cursor = Math.max(0, Math.min(state.items.length - 1, state.cursor + by));
    return [{ ...state, cursor }, []];
  }
  // The end is the end also when more comes, or while the text is not there yet: so it is not a line's number.
  const to =
    by === Number.POSITIVE_INFINITY
      ? Number.MAX_SAFE_INTEGER
      : Math.max(0, Math.min(lastScroll(state), scrollOf(state) + by));
  return [{ ...state, scroll: { ...state.scroll, [surfaceKey(state)]: to } }, []];
}

/** In the tree the selection moves; what is open makes way for its neighbour. */
function turnItem(state: State, by: number): Step {
  if (openItem(state) === undefined) return move(state, by);
  return openAt(state, state.cursor + by, by > 0 ? 'This is the last one.' : 'This is the first one.');
}

/** In the tree: what is selected. At the end of a lesson: what comes next. */
function open(state: State): Step {
  const item = openItem(state);
  if (item === undefined) return openAt(state, state.cursor, '');
  if (item.kind === 'lesson' && scrollOf(state) >= lastScroll(state)) {
    return openAt(state, afterLesson(state, item) ?? state.items.length, 'This is the end of the workshop.');
  }
  return item.kind === 'lesson' ? move(state, page(state)) : [state, []];
}

/** In an exercise its tabs, in a lesson its questions. */
function turnTab(state: State, by: number): Step {
  const exercise = openExercise(state);
  if (exercise === undefined) return turnQuestion(state, by);
  const index = tabs.indexOf(tabOf(state, exercise.id));
  return showTab(state, tabs[(index + by + tabs.length) % tabs.length] ?? 'task');
}

function showTab(state: State, tab: Tab): Step {
  const exercise = openExercise(state);
  return [exercise === undefined ? state : withTab(state, exercise.id, tab), []];
}

/** The learner turned to a tab: from now on verdicts don't turn to another. */
function withTab(state: State, exerciseId: string, tab: Tab): State {
  const work = state.work[exerciseId];
  return {
    ...state,
    tab: { ...state.tab, [exerciseId]: tab },
    tabChosen: { ...state.tabChosen, [exerciseId]: true },
    work: work === undefined ? state.work : { ...state.work, [exerciseId]: { ...work, tabChosen: true } },
  };
}

function turnAttempt(state: State, by: number): Step {
  const exercise = openExercise(state);
  if (exercise === undefined) return [state, []];
  const last = (state.work[exercise.id]?.attempts.length ?? 1) - 1;
  const attempt = Math.max(0, Math.min(last, shownAttempt(state, exercise.id) + by));
  const at = outputStart(state, exercise.id, attempt, textWidth(state));
  return [
    {
      ...state,
      attempt: { ...state.attempt, [exercise.id]: attempt },
      scroll: {
        ...state.scroll,
        [tabKey(exercise.id, 'output')]: at,
        [tabKey(exercise.id, 'wire')]: 0,
      },
    },
    [],
  ];
}

function start(state: State, kind: 'run' | 'grade'): Step {
  const exercise = exerciseAtHand(state);
  if (exercise === undefined) {
    return [
      {
        ...state,
        notice: { text: 'Open an exercise first: there is nothing to run in a lesson.', kind: 'info' },
      },
      [],
    ];
  }
  if (openItem(state) !== undefined) return startWork(state, exercise.id, kind);
  const [opened, effects] = openAt(state, state.cursor, '');
  const [started, more] = startWork(opened, exercise.id, kind);
  return [started, [...effects, ...more]];
}

function toggleWatch(state: State): Step {
  const watch = !state.watch;
  const text = watch
    ? 'Watching: every save of the open exercise is graded.'
    : 'Not watching: press g to grade.';
  return [{ ...state, watch, notice: { text, kind: 'info' } }, []];
}

function hint(state: State): Step {
  const exercise = openExercise(state);
  if (exercise === undefined) return [state, []];
  const count = Math.min(exercise.hints.length, hintsShown(state, exercise.id) + 1);
  const shown = withTab(state, exercise.id, 'hints');
  // The newest hint is the last thing there.
  const scroll = { ...state.scroll, [tabKey(exercise.id, 'hints')]: Number.MAX_SAFE_INTEGER };
  return [{ ...shown, scroll }, [{ type: 'save-hints', exerciseId: exercise.id, count }]];
}

function edit(state: State): Step {
  const exercise = exerciseAtHand(state);
  if (exercise === undefined) return [state, []];
  const line = state.work[exercise.id]?.attempts.find((attempt) => attempt.result?.location !== undefined)
    ?.result?.location?.line;
  return [state, [{ type: 'edit', exerciseId: exercise.id, line }]];
}

function askReset(state: State): Step {
  const exercise = openExercise(state);
  if (exercise === undefined) return [state, []];
  const text = `Put the starter of ${exercise.id} back? Your text is kept, and u brings it back.`;
  return [{ ...state, question: { text, onYes: 'reset' } }, []];
}

function quit(state: State): Step {
  if (runningWork(state) === undefined) return [state, [...leave(state), { type: 'quit' }]];
  return [{ ...state, question: { text: 'Something is running. Stop it and quit?', onYes: 'quit' } }, []];
}

/** y does it; n and Esc don't; any other key leaves the question open. */
function answer(state: State, key: string): Step {
  const { question, ...rest } = state;
  if (question === undefined || !['y', 'Y', 'n', 'N', 'escape'].includes(key)) return [state, []];
  if (key.toLowerCase() !== 'y') return [rest, []];
  if (question.onYes === 'quit') return [rest, [...leave(rest), { type: 'quit' }]];
  const exercise = openExercise(rest);
  return [rest, exercise === undefined ? [] : [{ type: 'reset', exerciseId: exercise.id }]];
}

/** What is remembered for the next start. */
function leave(state: State): readonly Effect[] {
  const item = openItem(state) ?? state.items[state.cursor];
  if (item === undefined) return [];
  return [
    {
      type: 'save-position',
      itemId: item.id,
      scroll: openItem(state)?.kind === 'lesson' ? scrollOf(state) : (state.scroll[item.id] ?? 0),
    },
  ];
}
