import { sanitizeOutput, toHarmless } from '../../render/sanitize.ts';
import { concat, type Line, span, wrapText } from '../../render/text.ts';
import { createMemo } from '../memo.ts';
import { type AttemptView, type ClosingLine, exerciseById, type State, type Work } from '../state.ts';
import { paragraph, styled } from './parts.ts';

/** What the program printed, attempt by attempt. */
export function outputLines(state: State, exerciseId: string, width: number): readonly Line[] {
  const work = state.work[exerciseId];
  if (work === undefined) {
    return paragraph(
      state,
      'muted',
      'Nothing has run yet. Press r to run your program, g to grade it, or save the file.',
      width,
    );
  }
  return workLines(state, work, width);
}

function workLines(state: State, work: Work, width: number): readonly Line[] {
  if (work.attempts.length === 0) {
    const text = work.phase === 'running' ? `Starting${state.glyphs.ellipsis}` : 'Nothing was run.';
    return paragraph(state, 'muted', toHarmless(work.message ?? text), width);
  }
  const attempts = rememberAll(work.attempts, `${width} ${state.theme.name} ${state.glyphs.name}`, () =>
    work.attempts.flatMap((attempt, index) => section(state, work.exerciseId, attempt, index, width)),
  );
  return work.closing === undefined
    ? attempts
    : [...attempts, [], ...closingLines(state, work.closing, width)];
}

function closingLines(state: State, closing: readonly ClosingLine[], width: number): Line[] {
  return closing.flatMap(({ kind, text }) =>
    paragraph(state, kind === 'bad' ? 'bad' : 'muted', toHarmless(text), width),
  );
}

function section(
  state: State,
  exerciseId: string,
  attempt: AttemptView,
  index: number,
  width: number,
): readonly Line[] {
  return [
    ...(index > 0 ? [[]] : []),
    ...attemptHead(state, attempt, width),
    ...printed(attempt, width),
    ...attemptEnd(state, exerciseId, attempt, width),
  ];
}

/** The line at which an attempt's output begins. */
export function outputStart(state: State, exerciseId: string, index: number, width: number): number {
  const before = (state.work[exerciseId]?.attempts ?? []).slice(0, index);
  const lines = before.reduce(
    (sum, attempt, at) => sum + section(state, exerciseId, attempt, at, width).length,
    0,
  );
  return index > 0 ? lines + 1 : 0;
}

function attemptHead(state: State, attempt: AttemptView, width: number): Line[] {
  const { glyphs } = state;
  const args = attempt.args.map((arg) => ` ${JSON.stringify(arg)}`).join('');
  const title = attempt.title === '' ? 'your program' : attempt.title;
  const text = toHarmless(`${title}${args}`);
  const [first = '', ...rest] = wrapText(text, Math.max(1, width - 3));
  const mark = concat(styled(state, 'border', `${glyphs.horizontal}${glyphs.horizontal} `));
  return [
    concat(mark, styled(state, 'subheading', first)),
    ...rest.map((line) => concat(span('   '), styled(state, 'subheading', line))),
  ];
}

const remember = createMemo<readonly Line[]>();
const rememberAll = createMemo<readonly Line[]>();

/** Sanitising a long output is work: it is done once for each state of an attempt. */
function printed(attempt: AttemptView, width: number): readonly Line[] {
  if (attempt.output === '') return [];
  return remember(attempt, String(width), () =>
    sanitizeOutput(attempt.output.replace(/\n$/, '')).flatMap((line) =>
      wrapText(line, width).map((each): Line => [span(each)]),
    ),
  );
}

/** The learner's file; editors that read addresses find the line behind the `#`. */
function fileLink(state: State, exerciseId: string, line: number): string | undefined {
  const exercise = exerciseById(state, exerciseId);
  return exercise && `file://${encodeURI(exercise.submissionPath)}#${line}`;
}

function attemptEnd(state: State, exerciseId: string, attempt: AttemptView, width: number): Line[] {
  const { result } = attempt;
  if (result === undefined) return [];
  if (result.outcome === 'exited') {
    return attempt.output.trim() === '' ? paragraph(state, 'muted', '(it printed nothing)', width) : [];
  }
  const style = result.outcome === 'stopped' ? 'muted' : 'bad';
  const lines = result.message
    .split('\n')
    .flatMap((line) => paragraph(state, style, toHarmless(line), width));
  // Where the terminal knows links, what names a line of the file opens it.
  const href = result.location === undefined ? undefined : fileLink(state, exerciseId, result.location.line);
  return href === undefined ? lines : lines.map((line) => line.map((part) => ({ ...part, href })));
}
