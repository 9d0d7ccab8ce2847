import type { Attempt, Outcome } from '../runner/types.ts';
import type { WorkEvent } from './types.ts';

/** Of a hidden scenario learners are told that something failed in it, and nothing of what was in it. */

const endings: Partial<Record<Outcome, string>> = {
  crashed: 'The program crashed in a hidden scenario. Try it with arguments of your own.',
  timeout: 'The program took too long in a hidden scenario. Try it with arguments of your own.',
};

/** How a hidden attempt ended, without what the program said about it. */
export function hiddenMessage(outcome: Outcome, message: string): string {
  if (outcome === 'exited' || outcome === 'internal') return message;
  return endings[outcome] ?? `The program ended in a hidden scenario: ${outcome}.`;
}

/** The attempt without its arguments, output and exchanges. */
export function hiddenAttempt(attempt: Attempt): Attempt {
  return {
    ...attempt,
    args: [],
    stdout: '',
    stderr: '',
    logFile: undefined,
    location: undefined,
    exchanges: [],
    message: hiddenMessage(attempt.outcome, attempt.message),
  };
}

/** What may be shown of a hidden attempt's events: that it began and how it ended. */
export function hiddenEvent(event: WorkEvent): WorkEvent | undefined {
  if (event.type === 'attempt-started') {
    return { ...event, title: `${event.title} (hidden)`, args: [], stdin: undefined };
  }
  if (event.type === 'attempt-ended') return { ...event, result: hiddenAttempt(event.result) };
  return undefined;
}
