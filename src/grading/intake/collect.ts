import { realpath } from 'node:fs/promises';
import type { Exercise } from '../../workshop/types.ts';
import { readArchive } from './archive.ts';
import { type Child, listChildren, requireFolder } from './children.ts';
import { asNotTaken, IntakeError, NotTaken, notTaken } from './errors.ts';
import { foreign, readFolder } from './folder.ts';
import { Gathering } from './gathering.ts';
import { Layout } from './layout.ts';
import { defaultIntakeLimits, type IntakeLimits } from './limits.ts';
import { showName } from './names.ts';
import { type OpenFolder, openFile, openFolder } from './open.ts';
import type { CollectedSubmission, Intake } from './types.ts';

/**
 * Reads a folder of submissions: one child per attendee, a folder, `.zip`, `.tar.gz` or `.tgz`, named by the attendee.
 * Follows no link, waits for no pipe, writes nothing, and keeps to limits; what is wrong with one submission is told
 * in its `problems` and costs nobody else anything.
 * @param folder path of the folder
 * @param exercises whose sources to take
 * @param limits in place of the usual ones
 * @throws IntakeError when the folder is missing, empty or no folder
 */
export async function collectSubmissions(
  folder: string,
  exercises: readonly Exercise[],
  limits: Partial<IntakeLimits> = {},
): Promise<Intake> {
  await requireFolder(folder);
  const reading = {
    layout: new Layout(exercises),
    limits: { ...defaultIntakeLimits, ...limits },
    texts: new Map(),
  };
  const root = await openRoot(folder);
  try {
    const { children, notes } = await listChildren(root, showName(folder));
    const submissions = new Array<CollectedSubmission>(children.length);
    const queue = children.entries();
    const work = async () => {
      for (const [index, child] of queue) submissions[index] = await collect(root, child, reading);
    };
    await Promise.all(Array.from({ length: reading.limits.concurrency }, work));
    return { submissions, notes };
  } finally {
    await root.close();
  }
}

interface Reading {
  readonly layout: Layout;
  readonly limits: IntakeLimits;
  /** Every source once: attendees share the starters they didn't touch. */
  readonly texts: Map<string, string>;
}

/** A link to the folder of submissions is the instructor's own, so that it is followed. */
async function openRoot(folder: string): Promise<OpenFolder> {
  try {
    return await openFolder(await realpath(folder));
  } catch (error) {
    throw new IntakeError(`${showName(folder)} ${asNotTaken(error).message}.`);
  }
}

async function collect(root: OpenFolder, child: Child, reading: Reading): Promise<CollectedSubmission> {
  const { id, names } = child;
  const path = names[0] ?? id;
  if (names.length > 1) return refused(id, path, [handedInTwice(child)]);
  const gathering = new Gathering(reading.layout, reading.limits);
  try {
    await read(root.at(path), child, gathering);
  } catch (error) {
    // Whatever went wrong in here went wrong with this submission alone.
    return refused(id, path, [`${showName(path)} ${asNotTaken(error).message}.`, ...gathering.problems()]);
  }
  const sources = new Map<string, string>();
  for (const [exercise, text] of gathering.sources()) sources.set(exercise, shared(reading.texts, text));
  const problems = gathering.foundAny ? [] : [`${showName(path)} has none of the exercises. ${whatToHandIn}`];
  return {
    id,
    path,
    sources,
    problems: [...problems, ...gathering.problems()],
    refused: sources.size === 0,
  };
}

const whatToHandIn = 'Hand in the exercises folder, or files named by exercise such as 01-single-turn.ts.';

async function read(file: string, { kind }: Child, gathering: Gathering): Promise<void> {
  if (kind === 'folder') return readFolder(file, gathering);
  // Opening what is no ordinary file says what it is.
  const opened = await openFile(file);
  try {
    if (kind === 'foreign') throw new NotTaken(`is an archive of a kind ${foreign}`);
    if (kind === 'other') throw new NotTaken(notTaken.unknownKind);
    await readArchive(opened, kind, gathering);
  } finally {
    await opened.handle.close();
  }
}

function handedInTwice({ id, names }: Child): string {
  const times = names.length === 2 ? 'twice' : `${names.length} times`;
  const remove = names.length === 2 ? 'Remove one' : 'Leave one';
  return `${showName(id)} was handed in ${times}: ${names.map(showName).join(' and ')}. ${remove}.`;
}

function refused(id: string, path: string, problems: readonly string[]): CollectedSubmission {
  return { id, path, sources: new Map(), problems, refused: true };
}

function shared(texts: Map<string, string>, text: string): string {
  const known = texts.get(text);
  if (known !== undefined) return known;
  texts.set(text, text);
  return text;
}
