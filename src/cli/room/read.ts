import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { asNotTaken } from '../../classroom/intake/errors.ts';
import { openFile, readUpTo } from '../../classroom/intake/open.ts';
import { ProgressCodeError, readProgressCode } from '../../progress/code.ts';
import { roomFileEnding, roomNoteSchema } from '../../progress/room.ts';
import { allItems, itemKey } from '../../workshop/lookup.ts';
import type { Item, Workshop } from '../../workshop/types.ts';
import { UsageError } from '../exit.ts';

/** What is known of one person in a room. */
export interface Attendee {
  readonly name: string;
  /** When that was told; a code doesn't say. */
  readonly toldAt?: Date;
  readonly at?: Item;
  /** Raised since then; a code doesn't say since when. */
  readonly hand: boolean;
  readonly handSince?: Date;
  /** Keys of lessons that are read and exercises that have passed. */
  readonly done: ReadonlySet<string>;
  /** Checks that do not pass yet, of exercises that have not passed. */
  readonly failing: readonly { readonly exerciseId: string; readonly title: string }[];
}

export interface RoomNews {
  /** By name. */
  readonly attendees: readonly Attendee[];
  /** What could not be read, one sentence each. */
  readonly problems: readonly string[];
}

const largestFile = 256 * 1024;

/**
 * Reads what a room's people told: the files of a folder that they share, and text files with a name and a progress
 * code a line. Follows no links and waits for no pipes: anybody in the room can write there.
 * @throws UsageError when there is nothing at the path
 */
export async function readRoom(workshop: Workshop, place: string): Promise<RoomNews> {
  const found = await stat(place).catch(() => undefined);
  if (found === undefined) throw new UsageError(`There is neither a folder nor a file ${place}.`);
  const files = found.isDirectory()
    ? (await readdir(place)).filter((name) => name.endsWith(roomFileEnding) || name.endsWith('.txt')).sort()
    : [path.basename(place)];
  const folder = found.isDirectory() ? place : path.dirname(place);
  const people = new Map<string, Attendee>();
  const problems: string[] = [];
  for (const name of files) {
    try {
      const text = await readText(path.join(folder, name));
      const { attendees, problems: unread } = name.endsWith(roomFileEnding)
        ? { attendees: [attendeeOfNote(workshop, text)], problems: [] }
        : attendeesOfCodes(workshop, text);
      for (const attendee of attendees) people.set(attendee.name, attendee);
      problems.push(...unread.map((problem) => `${name}, ${problem}`));
    } catch (error) {
      problems.push(`${name} ${error instanceof NotRead ? error.message : asNotTaken(error).message}.`);
    }
  }
  const attendees = [...people.values()].sort((a, b) => a.name.localeCompare(b.name));
  return { attendees, problems };
}

class NotRead extends Error {}

async function readText(file: string): Promise<string> {
  const opened = await openFile(file);
  try {
    if (opened.size > largestFile) throw new NotRead('is too large');
    return (await readUpTo(opened, largestFile)).toString('utf8');
  } finally {
    await opened.handle.close();
  }
}

function attendeeOfNote(workshop: Workshop, text: string): Attendee {
  const note = roomNoteSchema.safeParse(parsed(text)).data;
  if (note === undefined) throw new NotRead('is no note of a room, or one of another version');
  const items = allItems(workshop);
  const done = items.filter((item) =>
    item.kind === 'lesson' ? note.lessonsRead.includes(item.id) : note.exercises[item.id]?.passed === true,
  );
  return {
    name: note.name,
    toldAt: dateOf(note.toldAt),
    at: items.find((item) => itemKey(item) === note.at),
    hand: note.hand !== undefined,
    handSince: dateOf(note.hand),
    done: new Set(done.map(itemKey)),
    failing: items.flatMap(({ kind, id }) => {
      const exercise = kind === 'exercise' ? note.exercises[id] : undefined;
      return exercise === undefined || exercise.passed
        ? []
        : exercise.failing.map((title) => ({ exerciseId: id, title }));
    }),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function dateOf(text: string | undefined): Date | undefined {
  const date = new Date(text ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** Lines such as `ada: 0ABCD-…`, as they come out of a chat. */
function attendeesOfCodes(workshop: Workshop, text: string): RoomNews {
  const attendees: Attendee[] = [];
  const problems: string[] = [];
  const items = allItems(workshop);
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const [, name = '', code = ''] = /^(.*?)[\s:;,]+([0-9A-Za-z-]+)\s*$/.exec(line) ?? [];
    try {
      if (name.trim() === '')
        throw new ProgressCodeError('A name and a code are wanted, as in “ada: 0ABCD-…”.');
      const { done, at, hand } = readProgressCode(items, code);
      attendees.push({ name: name.trim(), at, hand, done: new Set(done.map(itemKey)), failing: [] });
    } catch (error) {
      if (!(error instanceof ProgressCodeError)) throw error;
      problems.push(`line ${index + 1}: ${error.message}`);
    }
  }
  return { attendees, problems };
}
