import { rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import type { Progress } from './progress.ts';

/** What a learner tells the room, as a file in a folder that all of them share. Only who joins a room tells anything. */
export const roomNoteSchema = z.object({
  schema: z.literal(1),
  name: z.string().max(100),
  /** ISO time of the latest news. */
  toldAt: z.string().max(40),
  /** Key of the lesson or exercise that is open. */
  at: z.string().max(200).optional(),
  /** ISO time since when a hand is raised. */
  hand: z.string().max(40).optional(),
  lessonsRead: z.array(z.string().max(200)).max(1_000),
  /** By exercise id. */
  exercises: z.record(
    z.string().max(200),
    z.object({
      points: z.number(),
      maxPoints: z.number(),
      passed: z.boolean(),
      /** Titles of the checks that the latest grade did not pass. */
      failing: z.array(z.string().max(300)).max(100),
    }),
  ),
});

export type RoomNote = z.infer<typeof roomNoteSchema>;

/** A room that a learner has joined. */
export interface Room {
  /** Absolute path of the folder that everybody shares. */
  readonly folder: string;
  /** What the learner is called there. */
  readonly name: string;
}

export const roomFileEnding = '.agentlings.json';

/** A name as part of a file's name: nothing in it leads elsewhere. */
export function roomFile({ folder, name }: Room): string {
  const safe = name
    .normalize('NFC')
    .replace(/[^\p{L}\p{N} ._-]/gu, '_')
    .replace(/^\.+/, '_');
  return path.join(folder, `${safe}${roomFileEnding}`);
}

export function roomNote(name: string, progress: Progress, now: Date): RoomNote {
  return {
    schema: 1,
    name,
    toldAt: now.toISOString(),
    at: progress.position?.itemId,
    hand: progress.hand,
    lessonsRead: Object.keys(progress.lessonsRead),
    exercises: Object.fromEntries(
      Object.entries(progress.exercises).map(([id, { points, maxPoints, passedAt, failing = [] }]) => [
        id,
        { points, maxPoints, passed: passedAt !== undefined, failing },
      ]),
    ),
  };
}

/**
 * Tells a room the latest news, one after the other. A shared folder may be slow, or gone: nobody waits for it, and of
 * news that come while some are written the latest are told.
 */
export class RoomTeller {
  #next: (() => Promise<void>) | undefined;
  #writing = false;
  readonly #onError: (error: unknown) => void;

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  tell(room: Room, progress: Progress, now: Date): void {
    this.#next = () => writeNote(room, roomNote(room.name, progress, now));
    if (!this.#writing) void this.#write();
  }

  async #write(): Promise<void> {
    this.#writing = true;
    for (let write = this.#next; write !== undefined; write = this.#next) {
      this.#next = undefined;
      await write().catch(this.#onError);
    }
    this.#writing = false;
  }
}

/** @throws the file system's error */
export async function writeNote(room: Room, note: RoomNote): Promise<void> {
  const file = roomFile(room);
  const temporary = `${file}.${process.pid}.tmp`;
  await writeFile(temporary, `${JSON.stringify(note)}\n`);
  await rename(temporary, file);
}
