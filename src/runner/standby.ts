import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, realpathSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import type { Writable } from 'node:stream';
import type { Limits } from '../workshop/types.ts';
import { idleEnvironment } from './environment.ts';
import type { Sandbox } from './levels.ts';
import { buildFolder } from './project.ts';
import { register, unregister } from './registry.ts';
import { removeFolderNow } from './remove-folder.ts';
import { type Subprocess, spawnNode } from './spawn.ts';
import { killTreeNow } from './tree.ts';

/** A process that has loaded the SDK and waits for a program. Flags, folder and limits are those of a cold start. */
export interface Standby {
  readonly child: Subprocess;
  readonly folder: string;
  readonly marker: string;
  /** Makes it the program. Can be called once. */
  start(order: { program: string; args: readonly string[]; env: Readonly<Record<string, string>> }): void;
}

/** What can't be changed any more when a process runs. */
export interface StandbyKind {
  readonly limits: Limits;
  readonly sandbox: Sandbox;
  /** Text for standard input; without it standard input is at its end. */
  readonly stdin?: string;
}

/** For each grade so many stand by: most graders have more scenarios than that. */
const kept = 3;
/** However many grades are about to begin. What starts a grade takes one core for a second; they take the others. */
const most = 4 * availableParallelism();

/**
 * Processes that stand by. Starting Node and loading the SDK takes most of a short program's time; here it is done
 * before the program is known. Each process is used once, for one attempt, so nothing of one attempt reaches another.
 */
export class StandbyPool {
  readonly #waiting = new Map<string, Promise<Standby | undefined>[]>();
  #closed = false;

  /** Has processes stand by for grades with these limits, a few for each. */
  prepare(grades: readonly Limits[], sandbox: Sandbox): void {
    if (this.#closed || !existsSync(program())) return;
    const wanted = new Map<string, number>();
    for (const limits of grades) {
      const key = keyOf(limits, sandbox);
      wanted.set(key, Math.min((wanted.get(key) ?? 0) + kept, most));
      const waiting = this.#waiting.get(key) ?? [];
      this.#waiting.set(key, waiting);
      while (waiting.length < (wanted.get(key) ?? 0)) {
        // Without one the attempt starts cold, and says what is wrong.
        waiting.push(standBy({ limits, sandbox }).catch(() => undefined));
      }
    }
  }

  /** One that stands by, or `undefined` when there is none; it is the caller's from then on. */
  async take(limits: Limits, sandbox: Sandbox): Promise<Standby | undefined> {
    const standby = await this.#waiting.get(keyOf(limits, sandbox))?.shift();
    if (standby === undefined) return undefined;
    const alive =
      standby.child.pid !== undefined && standby.child.exitCode === null && standby.child.signalCode === null;
    if (alive) return standby;
    discard(standby);
    return undefined;
  }

  /** Ends every process that still stands by. */
  close(): void {
    this.#closed = true;
    for (const waiting of this.#waiting.values()) {
      for (const standby of waiting) void standby.then((each) => each && discard(each));
    }
    this.#waiting.clear();
  }
}

function program(): string {
  return path.join(buildFolder(), 'standby.mjs');
}

/** Starts one. An attempt for which none stands by starts this way, too, so that all attempts run alike. */
export async function standBy(kind: StandbyKind): Promise<Standby> {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'agentlings-')));
  const marker = randomBytes(16).toString('hex');
  const { child } = await spawnNode({
    ...kind,
    folder,
    env: idleEnvironment(folder, marker),
    marker,
    program: program(),
  });
  const { pid } = child;
  if (pid !== undefined) register(pid, marker, folder);
  child.catch(() => undefined);
  // There is no pipe when the process could not be started; who waits for its end is told why.
  const orders = child.stdio[3] as Writable | null | undefined;
  orders?.on('error', () => undefined);
  return { child, folder, marker, start: (order) => orders?.end(JSON.stringify(order)) };
}

function discard({ child, folder, marker }: Standby): void {
  if (child.pid !== undefined) {
    killTreeNow(child.pid, marker);
    unregister(child.pid);
  }
  removeFolderNow(folder);
}

/** A process can serve an attempt only if it was started with the same flags. */
function keyOf(limits: Limits, sandbox: Sandbox): string {
  return JSON.stringify([limits.memoryMiB, limits.seconds, sandbox]);
}
