import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { writeAtomically } from '../files/atomic.ts';

const settingsSchema = z.object({
  theme: z.enum(['dark', 'light', 'mono', 'high-contrast']).optional().catch(undefined),
  mouse: z.boolean().optional().catch(undefined),
  /** The room that the learner has joined; see `room.ts`. */
  room: z.object({ folder: z.string(), name: z.string() }).optional().catch(undefined),
});

/** What a learner chose. */
export type Settings = z.infer<typeof settingsSchema>;

/** Settings on disk, beside the progress. */
export class SettingsStore {
  readonly #file: string;

  /** @param folder absolute path of the state folder */
  constructor(folder: string) {
    this.#file = path.join(folder, 'settings.json');
  }

  /** What was chosen; nothing where the file isn't there or can't be read, for no choice is worth stopping for. */
  load(): Settings {
    try {
      return settingsSchema.safeParse(JSON.parse(readFileSync(this.#file, 'utf8'))).data ?? {};
    } catch {
      return {};
    }
  }

  /** @throws the file system's error */
  save(settings: Settings): void {
    writeAtomically(this.#file, `${JSON.stringify({ ...this.load(), ...settings }, null, 2)}\n`);
  }
}
