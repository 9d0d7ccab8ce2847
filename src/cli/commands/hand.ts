import { withHand } from '../../progress/progress.ts';
import { SettingsStore } from '../../progress/settings.ts';
import { openContext } from '../context.ts';
import { type ExitStatus, exitStatus, UsageError } from '../exit.ts';
import { parseOptions } from '../options.ts';
import { writeOut } from '../output.ts';

/** `hand`, `hand up`, `hand down`: ask for help in a room. */
export async function handCommand(argv: readonly string[]): Promise<ExitStatus> {
  const { values, positionals } = parseOptions(argv, {});
  const [wanted, ...more] = positionals;
  if (values.help === true || more.length > 0 || !['up', 'down', undefined].includes(wanted))
    throw new UsageError('Usage: npm run workshop -- hand [up | down]');
  const { progress, state } = openContext(values.workshop);
  const raised = wanted === undefined ? progress.load().progress.hand === undefined : wanted === 'up';
  progress.update((before) => withHand(before, raised, new Date()));
  const { room } = new SettingsStore(state).load();
  const how =
    raised && room === undefined
      ? '\nJoin a room with: npm run workshop -- room join FOLDER --name YOU\nThe code is shown by: npm run workshop -- progress'
      : '';
  await writeOut(`${handSentence(raised, room?.name)}${how}\n`);
  return exitStatus.passed;
}

/** What raising or lowering the hand does, for somebody who has joined a room under a name or has not. */
export function handSentence(raised: boolean, name: string | undefined): string {
  if (!raised) return 'Your hand is down.';
  return name === undefined
    ? 'Your hand is up. You are in no room: only your progress code (P) says so.'
    : `Your hand is up. The room sees it, as ${name}.`;
}
