import type { CheckResult, CheckStatus } from '../../grading/types.ts';
import { toHarmless } from '../../render/sanitize.ts';
import { concat, type Line, prefixLines, span, wrapLine } from '../../render/text.ts';
import type { StyleName } from '../../render/theme.ts';
import type { Exercise } from '../../workshop/types.ts';
import type { State } from '../state.ts';
import { unsavedAdvice, unsavedWords } from '../unsaved-texts.ts';
import { paragraph, styled } from './parts.ts';

const looks: Readonly<Record<CheckStatus, { readonly word: string; readonly style: StyleName }>> = {
  passed: { word: 'passed', style: 'ok' },
  failed: { word: 'failed', style: 'bad' },
  skipped: { word: 'skipped', style: 'muted' },
};

/** The verdict, then each check; a failed one with what was expected, what was seen and what to do next. */
export function checkLines(state: State, exercise: Exercise, width: number): readonly Line[] {
  const work = state.work[exercise.id];
  if (work === undefined || (work.kind === 'run' && work.checks.length === 0)) {
    const before = work === undefined ? 'Not graded yet.' : 'This was a run without checks.';
    return paragraph(state, 'muted', `${before} Press g to grade your program, or save the file.`, width);
  }
  return [
    ...verdictLines(state, exercise, width),
    ...work.checks.flatMap((check) => checkBlock(state, check, width)),
  ];
}

/** Where Checks is to be scrolled for a new verdict: the first failed check is to be on the screen as a whole. */
export function firstFailedScroll(state: State, exercise: Exercise, width: number, rows: number): number {
  const checks = state.work[exercise.id]?.checks ?? [];
  const at = checks.findIndex((check) => check.status === 'failed');
  const failed = checks[at];
  if (failed === undefined) return 0;
  const start =
    verdictLines(state, exercise, width).length +
    checks.slice(0, at).reduce((lines, check) => lines + checkBlock(state, check, width).length, 0);
  return start + checkBlock(state, failed, width).length <= rows ? 0 : start;
}

/** The failed checks, each with its lines among all lines of Checks. */
export function failedChecks(
  state: State,
  exercise: Exercise,
  width: number,
): readonly { readonly check: CheckResult; readonly from: number; readonly to: number }[] {
  let from = verdictLines(state, exercise, width).length;
  return (state.work[exercise.id]?.checks ?? []).flatMap((check) => {
    const placed = { check, from, to: from + checkBlock(state, check, width).length };
    from = placed.to;
    return check.status === 'failed' ? [placed] : [];
  });
}

function verdictLines(state: State, exercise: Exercise, width: number): readonly Line[] {
  const work = state.work[exercise.id];
  if (work?.message !== undefined) return [...paragraph(state, 'bad', toHarmless(work.message), width), []];
  const { result } = work ?? {};
  if (result === undefined) return [];
  const passed = result.status === 'passed';
  const text = passed
    ? `${state.glyphs.ok} All checks pass: ${result.points} of ${result.maxPoints} points. Press n for what comes next.`
    : `${state.glyphs.bad} ${result.points} of ${result.maxPoints} points. ${result.message}`;
  return [
    ...text.split('\n').flatMap((line) => paragraph(state, passed ? 'ok' : 'bad', toHarmless(line), width)),
    [],
    ...unsavedLines(state, width),
  ];
}

/** There is room here for all of it. */
function unsavedLines(state: State, width: number): readonly Line[] {
  if (state.unsaved === undefined) return [];
  const { unsaved } = state;
  const text = `Not saved: ${unsavedWords[unsaved]}. It’s kept in memory until you quit. ${unsavedAdvice[unsaved]}, and the next thing you do saves it.`;
  return [...paragraph(state, 'warn', text, width), []];
}

function checkBlock(state: State, check: CheckResult, width: number): Line[] {
  const look = looks[check.status];
  const symbol =
    check.status === 'passed'
      ? state.glyphs.ok
      : check.status === 'failed'
        ? state.glyphs.bad
        : state.glyphs.skipped;
  const head = concat(
    styled(state, look.style, `${symbol} `),
    span(toHarmless(check.title)),
    styled(state, look.style, `  ${look.word}`),
    styled(state, 'muted', `  ${check.points}/${check.maxPoints}`),
  );
  const heads = prefixLines(wrapLine(head, width - 2), [], [span('  ')]);
  if (check.status === 'passed') return heads;
  if (check.status === 'skipped')
    return [...heads, ...paragraph(state, 'muted', toHarmless(check.help), width, 2)];
  return [
    ...heads,
    ...part(state, 'expected', check.expected, width),
    ...part(state, 'seen', check.actual, width),
    ...part(state, 'next', check.help, width),
    ...part(state, 'where', whereOf(check), width),
    [],
  ];
}

function whereOf({ pointer }: CheckResult): string {
  if (pointer?.exchange === undefined) return '';
  const message = pointer.message === undefined ? '' : `, message ${pointer.message + 1}`;
  return `request ${pointer.exchange + 1}${message}: Enter shows it in Wire`;
}

const labelCells = 10;

function part(state: State, label: string, text: string, width: number): Line[] {
  if (text === '') return [];
  const lines = text
    .split('\n')
    .flatMap((line) => paragraph(state, 'text', toHarmless(line), width - 2 - labelCells));
  const first = concat(span('  '), styled(state, 'muted', label.padEnd(labelCells)));
  return prefixLines(lines, first, [span(' '.repeat(2 + labelCells))]);
}
