import { hash } from 'node:crypto';
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
  // A link to the folder of submissions is the instructor's own, so that it is followed.
  const real = await realpath(folder).catch((error: unknown) => {
    throw new IntakeError(`${showName(folder)} ${asNotTaken(error).message}.`);
  });
  const reading: Reading = {
    folder: real,
    layout: new Layout(exercises),
    limits: { ...defaultIntakeLimits, ...limits },
    digests: new Map(),
  };
  const root = await openRoot(real, folder);
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
  /** Absolute path, without links. */
  readonly folder: string;
  readonly layout: Layout;
  readonly limits: IntakeLimits;
  /** Every digest once: attendees share the starters they didn't touch. */
  readonly digests: Map<string, string>;
}

/** The folder of submissions, without links in its path; `shown` is how the instructor calls it. */
async function openRoot(folder: string, shown: string): Promise<OpenFolder> {
  try {
    return await openFolder(folder);
  } catch (error) {
    throw new IntakeError(`${showName(shown)} ${asNotTaken(error).message}.`);
  }
}

/** What was taken from one child, with its texts. */
interface Taken {
  readonly sources: ReadonlyMap<string, string>;
  readonly problems: readonly string[];
}

async function collect(root: OpenFolder, child: Child, reading: Reading): Promise<CollectedSubmission> {
  const { sources, problems } = await take(root, child, reading);
  const digests = new Map([...sources].map(([id, text]) => [id, shared(reading.digests, digestOf(text))]));
  return {
    id: child.id,
    path: pathOf(child),
    digests,
    read: () => readAgain(child, digests, reading),
    problems,
    refused: sources.size === 0,
  };
}

async function take(root: OpenFolder, child: Child, { layout, limits }: Reading): Promise<Taken> {
  const path = pathOf(child);
  if (child.names.length > 1) return { sources: new Map(), problems: [handedInTwice(child)] };
  const gathering = new Gathering(layout, limits);
  try {
    await read(root.at(path), child, gathering);
  } catch (error) {
    // Whatever went wrong in here went wrong with this submission alone.
    const problem = `${showName(path)} ${asNotTaken(error).message}.`;
    return { sources: new Map(), problems: [problem, ...gathering.problems()] };
  }
  const problems = gathering.foundAny ? [] : [`${showName(path)} has none of the exercises. ${whatToHandIn}`];
  return { sources: gathering.sources(), problems: [...problems, ...gathering.problems()] };
}

/** The sources that are still what they were. */
async function readAgain(
  child: Child,
  digests: ReadonlyMap<string, string>,
  reading: Reading,
): Promise<ReadonlyMap<string, string>> {
  const root = await openFolder(reading.folder).catch(() => undefined);
  if (root === undefined) return new Map();
  try {
    const { sources } = await take(root, child, reading);
    return new Map([...sources].filter(([id, text]) => digestOf(text) === digests.get(id)));
  } finally {
    await root.close();
  }
}

function pathOf({ id, names }: Child): string {
  return names[0] ?? id;
}

function digestOf(text: string): string {
  return hash('sha256', text, 'base64url');
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

function shared(texts: Map<string, string>, text: string): string {
  const known = texts.get(text);
  if (known !== undefined) return known;
  texts.set(text, text);
  return text;
}
