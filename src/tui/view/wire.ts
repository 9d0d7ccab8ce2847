import { toHarmless } from '../../render/sanitize.ts';
import type { Line } from '../../render/text.ts';
import { renderTranscript } from '../../render/transcript.ts';
import { createMemo } from '../memo.ts';
import type { State } from '../state.ts';
import { paragraph } from './parts.ts';

/** What one attempt sent to the model endpoint, and what came back. */
export function wireLines(state: State, exerciseId: string, width: number): readonly Line[] {
  const work = state.work[exerciseId];
  const index = shownAttempt(state, exerciseId);
  const attempt = work?.attempts[index];
  if (work === undefined || attempt === undefined) {
    return paragraph(
      state,
      'muted',
      'What your program sends to the model will be here. Press r to run it, or g to grade it.',
      width,
    );
  }
  const title = attempt.title === '' ? 'your program' : attempt.title;
  const args = attempt.args.map((arg) => ` ${JSON.stringify(arg)}`).join('');
  const several = work.attempts.length > 1;
  const head = several
    ? `Attempt ${index + 1} of ${work.attempts.length}: ${title}${args}  ([ and ] switch)`
    : `${title}${args}`;
  const { theme, glyphs, expanded } = state;
  const transcript = remember(attempt.exchanges, `${width} ${expanded} ${theme.name} ${glyphs.name}`, () =>
    renderTranscript(attempt.exchanges, { width, theme, glyphs, expanded }),
  );
  return [...paragraph(state, 'subheading', toHarmless(head), width), [], ...transcript];
}

const remember = createMemo<readonly Line[]>();

/** The attempt that Wire shows: the chosen one, or the one that the first failed check points at, or the first. */
export function shownAttempt(state: State, exerciseId: string): number {
  const work = state.work[exerciseId];
  const last = Math.max(0, (work?.attempts.length ?? 1) - 1);
  const pointed = work?.checks.find((check) => check.status === 'failed')?.pointer?.attempt;
  return Math.min(state.attempt[exerciseId] ?? pointed ?? 0, last);
}
