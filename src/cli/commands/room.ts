import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { type Room, roomFile, roomNote, writeNote } from '../../progress/room.ts';
import { SettingsStore } from '../../progress/settings.ts';
import { toHarmless } from '../../render/sanitize.ts';
import { openContext } from '../context.ts';
import { type ExitStatus, exitStatus, UsageError } from '../exit.ts';
import { parseOptions } from '../options.ts';
import { writeOut } from '../output.ts';

const usage = 'npm run workshop -- room [join FOLDER --name YOU | leave]';

/** `room`: join a folder that everybody in the room shares, leave it, or see which it is. Nobody is in one by default. */
export async function roomCommand(argv: readonly string[]): Promise<ExitStatus> {
  const { values, positionals } = parseOptions(argv, { name: { type: 'string' } });
  const [verb, folder, ...more] = positionals;
  if (values.help === true || more.length > 0) throw new UsageError(`Usage: ${usage}`);
  const { progress, state } = openContext(values.workshop);
  const settings = new SettingsStore(state);
  const { room } = settings.load();
  if (verb === undefined) {
    await writeOut(
      room === undefined
        ? `You are in no room, and nobody is told anything. Join one with: npm run workshop -- room join FOLDER --name YOU\n`
        : `You are in the room ${toHarmless(room.folder)} as ${toHarmless(room.name)}. It is told which lesson or exercise is open, what you have done, which checks do not pass yet, and whether your hand is raised. Your programs are not shown. Leave it with: npm run workshop -- room leave\n`,
    );
    return exitStatus.passed;
  }
  if (verb === 'leave' && folder === undefined) {
    settings.save({ room: undefined });
    if (room !== undefined) await rm(roomFile(room), { force: true }).catch(() => undefined);
    await writeOut('You are in no room, and nobody is told anything.\n');
    return exitStatus.passed;
  }
  if (verb !== 'join' || folder === undefined || values.name === undefined || values.name.trim() === '')
    throw new UsageError(`Usage: ${usage}`);
  const joined: Room = { folder: path.resolve(folder), name: values.name.trim().slice(0, 100) };
  await requireRoom(joined, folder);
  const known = room?.folder === joined.folder && room.name === joined.name;
  const taken = !known && (await stat(roomFile(joined)).catch(() => undefined)) !== undefined;
  try {
    await writeNote(joined, roomNote(joined.name, progress.load().progress, new Date()));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(
      `Nothing can be written to the room: ${why}. Ask whoever leads the workshop for the right folder.`,
    );
  }
  settings.save({ room: joined });
  await writeOut(
    `You are in the room as ${toHarmless(joined.name)}. Whoever leads it sees where you are and what does not pass yet; \`!\` on the screen, or \`npm run workshop -- hand\`, raises your hand.${taken ? ' There is a note under this name already: if it is not your own, join again under another name.' : ''}\n`,
  );
  return exitStatus.passed;
}

async function requireRoom({ folder }: Room, shown: string): Promise<void> {
  const found = await stat(folder).catch(() => undefined);
  if (found?.isDirectory() === true) return;
  throw new UsageError(`There is no folder ${shown}. Whoever leads the workshop knows where the room is.`);
}
