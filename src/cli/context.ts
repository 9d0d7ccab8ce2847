import path from 'node:path';
import { HistoryStore } from '../progress/history.ts';
import type { Progress } from '../progress/progress.ts';
import { RoomTeller } from '../progress/room.ts';
import { SessionProgress } from '../progress/session.ts';
import { SettingsStore } from '../progress/settings.ts';
import { ProgressStore } from '../progress/store.ts';
import { UndoStore } from '../progress/undo.ts';
import { loadWorkshop } from '../workshop/load.ts';
import type { Workshop } from '../workshop/types.ts';
import { UsageError } from './exit.ts';
import { logCrash } from './log.ts';
import { parseOptions } from './options.ts';
import { workshopRoot } from './root.ts';
import { stateFolder } from './state-folder.ts';

/** What most commands work with. */
export interface Context {
  readonly workshop: Workshop;
  readonly progress: ProgressStore;
  readonly undo: UndoStore;
  readonly history: HistoryStore;
  /** Absolute path of the folder for progress, undo copies and logs. */
  readonly state: string;
}

/** What the screen works with: its progress is kept in memory where the disk doesn't take it. */
export type SessionContext = Context & { readonly progress: SessionProgress };

/** @throws WorkshopError, UsageError */
export function openSession(workshopOption: string | undefined): SessionContext {
  const context = openContext(workshopOption);
  const { state } = context;
  return { ...context, progress: new SessionProgress(state, (progress) => tellRoom(state, progress)) };
}

/** @throws WorkshopError, UsageError */
export function openContext(workshopOption: string | undefined): Context {
  const root = workshopRoot(workshopOption);
  const state = stateFolder(root);
  const workshop = loadWorkshop(root, path.join(state, 'cache', 'workshop.json'));
  return {
    workshop,
    progress: new ProgressStore(state, (progress) => tellRoom(state, progress)),
    undo: new UndoStore(state),
    history: new HistoryStore(state),
    state,
  };
}

const teller = new RoomTeller(logCrash);

/** Whoever has joined a room tells it each change; a room that can't be reached costs nothing but a line in the log. */
function tellRoom(state: string, progress: Progress): void {
  const { room } = new SettingsStore(state).load();
  if (room !== undefined) teller.tell(room, progress, new Date());
}

/**
 * Parses the arguments of a command that takes exactly one name.
 * @param usage how the command is written, for the error text
 * @throws UsageError
 */
export function contextAndName(argv: readonly string[], usage: string): { context: Context; name: string } {
  const { values, positionals } = parseOptions(argv, {});
  const [name, ...more] = positionals;
  if (values.help === true || name === undefined || more.length > 0) throw new UsageError(`Usage: ${usage}`);
  return { context: openContext(values.workshop), name };
}
