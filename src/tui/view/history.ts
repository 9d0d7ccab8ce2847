import { concat, type Line, span } from '../../render/text.ts';
import type { Exercise } from '../../workshop/types.ts';
import type { State, VersionView } from '../state.ts';
import { paragraph, styled } from './parts.ts';

/** The graded states of the learner's file, newest first; or what one of them would change in it. */
export function historyLines(state: State, exercise: Exercise, width: number): readonly Line[] {
  const history = state.history[exercise.id];
  if (history === undefined) return [[styled(state, 'muted', `Loading${state.glyphs.ellipsis}`)]];
  if (history.versions.length === 0) {
    const words = 'Each state of your file that is graded is kept here. Press g to grade it.';
    return paragraph(state, 'muted', words, width);
  }
  if (history.open === undefined) {
    return history.versions.map((version, index) => versionLine(state, version, index === history.marked));
  }
  const { number, difference } = history.open;
  const version = history.versions.find((each) => each.number === number);
  const head = version === undefined ? [] : [versionLine(state, version, true), []];
  const same = 'Your file is like this now.';
  return [...head, ...(difference.length > 0 ? difference : paragraph(state, 'muted', same, width))];
}

/** `▸ 7  ✓ 10/10  2 Mar 14:05  now`: a line of fixed columns. */
function versionLine(state: State, version: VersionView, marked: boolean): Line {
  const { glyphs } = state;
  const { number, points, maxPoints, passed } = version;
  const score = `${points}/${maxPoints}`.padStart(6);
  return concat(
    styled(state, 'focus', marked ? `${glyphs.pointer} ` : '  '),
    styled(state, marked ? 'selected' : 'text', `version ${String(number).padEnd(4)}`),
    styled(state, passed ? 'ok' : 'bad', ` ${passed ? glyphs.ok : glyphs.bad} ${score} points`),
    span(`  ${momentOf(version.at)}`),
    styled(state, 'info', version.current ? '  your file now' : ''),
  );
}

/** `2026-03-02 14:05:07`, in local time. */
function momentOf(iso: string): string {
  const at = new Date(iso);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day} ${at.toTimeString().slice(0, 8)}`;
}
