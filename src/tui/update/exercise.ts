import { liveProvider } from '../answerer.ts';
import { textWidth } from '../layout.ts';
import { exerciseAtHand, openExercise, openItem, type State, tabKey, tabOf } from '../state.ts';
import type { Step } from '../step.ts';
import { type Tab, tabs } from '../tabs.ts';
import { outputStart } from '../view/output.ts';
import { shownAttempt } from '../view/wire.ts';
import { turnQuestion } from './answers.ts';
import { openAt } from './places.ts';
import { startWork } from './work.ts';

/** In an exercise its tabs, in a lesson its questions. */
export function turnTab(state: State, by: number): Step {
  const exercise = openExercise(state);
  if (exercise === undefined) return turnQuestion(state, by);
  const index = tabs.indexOf(tabOf(state, exercise.id));
  return showTab(state, tabs[(index + by + tabs.length) % tabs.length] ?? 'task');
}

export function showTab(state: State, tab: Tab): Step {
  const exercise = openExercise(state);
  return [exercise === undefined ? state : withTab(state, exercise.id, tab), []];
}

/** The learner turned to a tab: from now on verdicts don't turn to another. */
export function withTab(state: State, exerciseId: string, tab: Tab): State {
  const work = state.work[exerciseId];
  return {
    ...state,
    tab: { ...state.tab, [exerciseId]: tab },
    tabChosen: { ...state.tabChosen, [exerciseId]: true },
    work: work === undefined ? state.work : { ...state.work, [exerciseId]: { ...work, tabChosen: true } },
  };
}

export function turnAttempt(state: State, by: number): Step {
  const exercise = openExercise(state);
  if (exercise === undefined) return [state, []];
  const last = (state.work[exercise.id]?.attempts.length ?? 1) - 1;
  const attempt = Math.max(0, Math.min(last, shownAttempt(state, exercise.id) + by));
  const at = outputStart(state, exercise.id, attempt, textWidth(state));
  return [
    {
      ...state,
      attempt: { ...state.attempt, [exercise.id]: attempt },
      wire: { ...state.wire, [exercise.id]: undefined },
      scroll: {
        ...state.scroll,
        [tabKey(exercise.id, 'output')]: at,
        [tabKey(exercise.id, 'wire')]: 0,
      },
    },
    [],
  ];
}

export function start(state: State, kind: 'run' | 'grade'): Step {
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

export function toggleWatch(state: State): Step {
  const watch = !state.watch;
  const live = liveProvider(state);
  const what = live === undefined ? 'is graded' : `runs it, and ${live} answers`;
  const text = watch
    ? `Watching: every save of the open exercise ${what}.`
    : 'Not watching: press g to grade.';
  return [{ ...state, watch, notice: { text, kind: 'info' } }, []];
}

export function edit(state: State): Step {
  const exercise = exerciseAtHand(state);
  if (exercise === undefined) return [state, []];
  const line = state.work[exercise.id]?.attempts.find((attempt) => attempt.result?.location !== undefined)
    ?.result?.location?.line;
  return [state, [{ type: 'edit', exerciseId: exercise.id, line }]];
}

export function askReset(state: State): Step {
  const exercise = openExercise(state);
  if (exercise === undefined) return [state, []];
  const text = `Put the starter of ${exercise.id} back? Your text is kept, and u brings it back.`;
  return [{ ...state, question: { text, onYes: 'reset' } }, []];
}
