import type { WorkEvent } from '../../grading/types.ts';
import type { Exchange } from '../../model/types.ts';
import { liveProvider } from '../answerer.ts';
import type { Effect } from '../effects.ts';
import type { TimedEvent } from '../events.ts';
import { exerciseHeadRows, layoutOf, textWidth } from '../layout.ts';
import {
  type AttemptView,
  exerciseById,
  runningWork,
  type State,
  tabKey,
  tabOf,
  type Work,
} from '../state.ts';
import type { Step } from '../step.ts';
import { unsavedNotices } from '../unsaved-texts.ts';
import { firstFailedScroll } from '../view/checks.ts';

/** Of a running program's output this much is kept for the screen; its end replaces it by what the runner kept. */
const liveOutput = 64 * 1024;

/** Starts a run or a grade, and stops what runs. */
export function startWork(state: State, exerciseId: string, kind: Work['kind'], savedAt?: number): Step {
  const running = runningWork(state);
  const before = state.work[exerciseId];
  const runId = state.nextRunId;
  const live = kind === 'run' ? liveProvider(state) : undefined;
  const work: Work = {
    runId,
    exerciseId,
    kind,
    live,
    phase: 'running',
    startedAt: state.now,
    savedAt,
    attempts: [],
    checks: [],
    first: before === undefined || (before.first && before.result === undefined),
    tabChosen: false,
  };
  const stopped = running === undefined ? {} : { [running.exerciseId]: ended(running, 'stopped', state.now) };
  // Who presses a key for it wants to see what comes of it; a save leaves the learner's choice of a tab alone.
  const chosen = savedAt !== undefined && (state.tabChosen[exerciseId] ?? false);
  // A run says most in Output; a learner who looks at the wire stays there.
  const tab = tabOf(state, exerciseId);
  const shown = kind === 'run' && tab !== 'wire' && !chosen ? 'output' : tab;
  const attempt = Object.fromEntries(Object.entries(state.attempt).filter(([id]) => id !== exerciseId));
  return [
    {
      ...state,
      nextRunId: runId + 1,
      work: { ...state.work, ...stopped, [exerciseId]: work },
      tab: { ...state.tab, [exerciseId]: shown },
      tabChosen: { ...state.tabChosen, [exerciseId]: chosen },
      attempt,
      wire: { ...state.wire, [exerciseId]: undefined },
      notice: undefined,
    },
    [
      ...(running === undefined ? [] : [{ type: 'stop', runId: running.runId } as const]),
      kind === 'run'
        ? { type: kind, runId, exerciseId, live: live !== undefined }
        : { type: kind, runId, exerciseId },
    ],
  ];
}

/** Stops what runs, if anything does. */
export function stopWork(state: State): Step {
  const running = runningWork(state);
  if (running === undefined) return [state, []];
  const work = { ...state.work, [running.exerciseId]: ended(running, 'stopped', state.now) };
  return [
    { ...state, work, notice: { text: 'Stopped.', kind: 'info' } },
    [{ type: 'stop', runId: running.runId }],
  ];
}

type WorkMessage = Extract<TimedEvent, { type: 'work' | 'graded' | 'ran' | 'stopped' | 'failed' }>;

/** What is told of a run that was overtaken by a newer one is stale, and changes nothing. */
export function updateWork(state: State, message: WorkMessage): Step {
  const work = Object.values(state.work).find((each) => each.runId === message.runId);
  if (work === undefined || work.phase !== 'running') return [state, []];
  switch (message.type) {
    case 'work':
      return [withWork(state, withEvent(work, message.event)), []];
    case 'graded':
      return graded(state, {
        ...ended(work, 'done', state.now),
        result: message.result,
        checks: message.result.checks,
      });
    case 'ran':
      return [ran(state, { ...ended(work, 'done', state.now), closing: message.closing }), []];
    case 'stopped':
      return [withWork(state, ended(work, 'stopped', state.now)), []];
    case 'failed': {
      const failed = { ...ended(work, 'failed', state.now), message: message.message };
      return [withNotice(withWork(state, failed), message.message, 'bad'), []];
    }
  }
}

/** Of a live run the first thing that went wrong is told, with whose it is; the rest is below the output. */
function ran(state: State, work: Work): State {
  const next = withWork(state, work);
  if (work.live === undefined) return next;
  const wrong = work.closing?.find(({ kind }) => kind === 'bad');
  if (wrong !== undefined) return withNotice(next, wrong.text, 'bad');
  return withNotice(next, `${work.live} has answered. g grades, with the simulated model.`, 'info');
}

function graded(state: State, work: Work): Step {
  const { result, exerciseId } = work;
  if (result === undefined) return [state, []];
  const failed = result.checks.filter((check) => check.status === 'failed').length;
  const text =
    result.status === 'passed'
      ? `Passed: ${result.points} of ${result.maxPoints} points. n opens what comes next.`
      : `${result.points} of ${result.maxPoints} points, ${failed} ${failed === 1 ? 'check' : 'checks'} failed.`;
  const next = withVerdictShown(withWork(state, work), work);
  const effects: Effect[] = result.status === 'internal' ? [] : [{ type: 'save-grade', exerciseId, result }];
  // The checks say that it passed; that nobody will know of it matters more.
  if (state.unsaved !== undefined) return [withNotice(next, unsavedNotices[state.unsaved], 'bad'), effects];
  return [withNotice(next, text, result.status === 'passed' ? 'ok' : 'bad'), effects];
}

/**
 * Turns to Checks, with the first failed one on the screen. A tab that the learner chose while it ran stays, and after
 * the first verdict also one chosen before; Task says nothing about a verdict, so it makes way then too.
 */
function withVerdictShown(state: State, work: Work): State {
  const { exerciseId } = work;
  const exercise = exerciseById(state, exerciseId);
  if (exercise === undefined) return state;
  const tab = tabOf(state, exerciseId);
  const free = work.first || tab === 'task' || state.tabChosen[exerciseId] !== true;
  const shown = free && !work.tabChosen ? 'checks' : tab;
  const rows = layoutOf(state).bodyRows - exerciseHeadRows;
  const scroll = firstFailedScroll(state, exercise, textWidth(state), rows);
  return {
    ...state,
    tab: { ...state.tab, [exerciseId]: shown },
    scroll: { ...state.scroll, [tabKey(exerciseId, 'checks')]: scroll },
  };
}

function withEvent(work: Work, event: WorkEvent): Work {
  if (event.type === 'check') return { ...work, checks: [...work.checks, event.check] };
  const attempts = [...work.attempts];
  const before = attempts[event.attempt] ?? { title: '', args: [], output: '', exchanges: [] };
  attempts[event.attempt] = withAttemptEvent(before, event);
  // Attempts start in any order, and none may be a hole.
  const filled = Array.from(attempts, (each) => each ?? { title: '', args: [], output: '', exchanges: [] });
  return { ...work, attempts: filled };
}

function withAttemptEvent(attempt: AttemptView, event: Exclude<WorkEvent, { type: 'check' }>): AttemptView {
  switch (event.type) {
    case 'attempt-started':
      return { ...attempt, title: event.title, args: event.args };
    case 'output':
      return { ...attempt, output: `${attempt.output}${event.text}`.slice(-liveOutput) };
    case 'exchange':
      return { ...attempt, exchanges: withExchange(attempt.exchanges, event.exchange) };
    case 'attempt-ended': {
      const { result } = event;
      const whole = attempt.output.length < liveOutput && result.outcome !== 'output-limit';
      const output = whole && attempt.output !== '' ? attempt.output : `${result.stdout}${result.stderr}`;
      const exchanges = result.exchanges.map((each) => known(attempt.exchanges[each.index], each));
      return { ...attempt, output, exchanges, result };
    }
  }
}

/** What was told of an exchange before, when nothing has come to it since: what was laid out of it still holds. */
function known(before: Exchange | undefined, now: Exchange): Exchange {
  const same =
    before?.id === now.id &&
    before.response.state === now.response.state &&
    before.response.endedAt === now.response.endedAt;
  return same ? before : now;
}

function withExchange(exchanges: readonly Exchange[], exchange: Exchange): readonly Exchange[] {
  // They come in order, and again when they are answered: nothing has to be looked for.
  const { index } = exchange;
  if (index === exchanges.length) return [...exchanges, exchange];
  if (exchanges[index]?.index === index) return exchanges.with(index, exchange);
  const others = exchanges.filter((each) => each.index !== index);
  return [...others, exchange].sort((a, b) => a.index - b.index);
}

function ended(work: Work, phase: Work['phase'], at: number): Work {
  return { ...work, phase, endedAt: at };
}

function withWork(state: State, work: Work): State {
  return { ...state, work: { ...state.work, [work.exerciseId]: work } };
}

function withNotice(state: State, text: string, kind: 'ok' | 'bad' | 'info'): State {
  return { ...state, notice: { text, kind } };
}
