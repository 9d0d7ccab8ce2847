import { toHarmless } from '../../render/sanitize.ts';
import { concat, type Line, type Span, span, truncateText } from '../../render/text.ts';
import type { Exercise, Lesson } from '../../workshop/types.ts';
import { liveProvider, simulated } from '../answerer.ts';
import { percentSeen } from '../content.ts';
import { rungsOf, rungsShown } from '../ladder.ts';
import { type State, tabOf, type Work } from '../state.ts';
import { type Tab, tabs } from '../tabs.ts';
import { clock, rule, seconds, spread, styled } from './parts.ts';
import { isDone, statusLook } from './tree.ts';

/** The first line of the screen: what this is, who answers, and how far the learner is. */
export function titleBar(state: State, width: number): Line {
  const done = state.items.filter((item) => isDone(item, state.progress)).length;
  const left = concat(
    styled(state, 'title', ' Agentlings'),
    styled(state, 'muted', `  ${state.workshop.title.replace(/^Agentlings:\s*/, '')}`),
  );
  const hand = state.progress.hand === undefined ? [] : [styled(state, 'warn', 'hand up'), span('  ')];
  const right = concat(
    state.unsaved === undefined ? [] : [styled(state, 'bad', 'not saved'), span('  ')],
    hand,
    badge(state),
    span('  '),
    styled(state, 'muted', `${done}/${state.items.length} done `),
  );
  return spread(state, left, right, width);
}

/** Who answers, on every screen: what costs money must not look like what is free. */
export function badge(state: State): Span {
  const live = liveProvider(state);
  if (live === undefined) return styled(state, 'info', simulated);
  return styled(state, 'warn', `live: ${truncateText(toHarmless(live), 24, state.glyphs.ellipsis)}`);
}

export function lessonHead(state: State, lesson: Lesson, width: number): Line[] {
  const right = styled(state, 'muted', `${lesson.minutes} min  ${percentSeen(state)}% `);
  return [spread(state, [styled(state, 'title', ` ${lesson.title}`)], [right], width), rule(state, width)];
}

export function exerciseHead(state: State, exercise: Exercise, width: number): Line[] {
  const look = statusLook(state, exercise);
  const points = state.progress.exercises[exercise.id]?.points ?? 0;
  const number = exercise.number === '' ? '' : `${exercise.number} `;
  const title = concat(styled(state, 'title', ` ${number}${exercise.title}`));
  const status = concat(
    styled(state, look.style, `${look.symbol} ${look.word}`),
    styled(state, 'muted', `  ${points}/${exercise.points} points `),
  );
  return [
    spread(state, title, status, width),
    spread(state, workLine(state, state.work[exercise.id]), watchWord(state), width),
    tabLine(state, exercise, width),
    rule(state, width),
  ];
}

/** `run #7 · 0.8 s · file saved 14:22:07`: proof that a result that looks the same is new. */
function workLine(state: State, work: Work | undefined): Line {
  if (work === undefined) return [styled(state, 'muted', ' not run yet')];
  const { dot, spinner } = state.glyphs;
  const running = work.phase === 'running';
  const elapsed = Math.max(0, (work.endedAt ?? state.now) - work.startedAt);
  const frame = running ? `${spinner[Math.floor(elapsed / 100) % spinner.length] ?? ''} ` : '';
  const words = {
    running: work.kind === 'grade' ? 'grading' : 'running',
    done: 'done',
    stopped: 'stopped',
    failed: 'not graded',
  };
  const parts = [
    `${work.kind} #${work.runId}`,
    words[work.phase],
    seconds(elapsed),
    ...(work.savedAt === undefined ? [] : [`file saved ${clock(work.savedAt)}`]),
    // Worth saying only where there is a choice.
    ...(state.answerer.provider === undefined ? [] : [toHarmless(work.live ?? simulated)]),
  ];
  return [styled(state, running ? 'info' : 'muted', ` ${frame}${parts.join(` ${dot} `)}`)];
}

function watchWord(state: State): Line {
  const how = state.looking ? ' by looking' : '';
  return [styled(state, 'muted', state.watch ? `watch on${how} ` : 'watch off ')];
}

const tabNames: Readonly<Record<Tab, string>> = {
  task: 'Task',
  output: 'Output',
  checks: 'Checks',
  wire: 'Wire',
  hints: 'Hints',
  history: 'History',
};

function tabLine(state: State, exercise: Exercise, width: number): Line {
  const current = tabOf(state, exercise.id);
  const work = state.work[exercise.id];
  const failed = work?.checks.filter((check) => check.status === 'failed').length ?? 0;
  const counts: Partial<Record<Tab, string>> = {
    checks: work?.result?.status === 'passed' ? ` ${state.glyphs.ok}` : failed > 0 ? ` ${failed} failed` : '',
    wire:
      work === undefined
        ? ''
        : ` ${work.attempts.reduce((sum, attempt) => sum + attempt.exchanges.length, 0)}`,
    hints: ` ${rungsShown(state, exercise)}/${rungsOf(exercise).length}`,
  };
  const cells = tabs.map((tab) => {
    const text = ` ${tabNames[tab]}${counts[tab] ?? ''} `;
    return tab === current ? styled(state, 'selected', `[${text.trim()}]`) : styled(state, 'muted', text);
  });
  return spread(
    state,
    concat(span(' '), ...cells),
    [styled(state, 'muted', `${percentSeen(state)}% `)],
    width,
  );
}
