import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { openContext } from '../context.ts';
import { type ExitStatus, exitStatus, UsageError } from '../exit.ts';
import { parseOptions } from '../options.ts';
import { outputColumns, writeOut } from '../output.ts';
import { roomOverview } from '../room/overview.ts';
import { readRoom } from '../room/read.ts';
import { onInterrupt } from '../signals.ts';

export const roomHelp = `npm run grade -- room FOLDER [--watch]

Shows a room at a glance: whose hand is up, where everybody is, and which checks stop most people.

FOLDER is one that everybody can write to, which attendees join with \`npm run workshop -- room join FOLDER --name YOU\`.
Text files in it, or a text file in its place, may hold progress codes as they came by chat: a name and a code a line.

  --watch              looks again every few seconds, until Ctrl-C
`;

const everyMs = 3_000;

/** `npm run grade -- room FOLDER`: who is where, who wants help, and what does not pass. */
export async function gradeRoomCommand(argv: readonly string[]): Promise<ExitStatus> {
  const { values, positionals } = parseOptions(argv, { watch: { type: 'boolean' } });
  if (values.help === true) {
    process.stdout.write(roomHelp);
    return exitStatus.passed;
  }
  const [place, ...more] = positionals;
  if (place === undefined || more.length > 0)
    throw new UsageError('Usage: npm run grade -- room FOLDER [--watch]');
  const { workshop } = openContext(values.workshop);
  const look = async () =>
    roomOverview(await readRoom(workshop, path.resolve(place)), workshop, {
      columns: outputColumns(),
      now: new Date(),
    });
  if (values.watch !== true) {
    await writeOut(await look());
    return exitStatus.passed;
  }
  const stop = new AbortController();
  const release = onInterrupt(() => stop.abort());
  // A terminal is drawn over; anything else gets what is new below what was.
  const clear = process.stdout.isTTY ? '\u001b[H\u001b[J' : '';
  let shown = '';
  while (!stop.signal.aborted) {
    const now = await look();
    if (now !== shown) await writeOut(`${clear}${now}${clear === '' ? '\n' : ''}`);
    shown = now;
    await delay(everyMs, undefined, { signal: stop.signal }).catch(() => undefined);
  }
  release();
  return exitStatus.passed;
}
