import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { launcher, root } from './project.ts';

/** A small workshop that changes only when a test needs it to, for tests in which the real curriculum isn't the point. */
export const smallWorkshop = path.join(root, 'test', 'workshop');

/** A learner's copy of a workshop in a temporary folder, with progress of its own. */
export interface Workspace {
  readonly folder: string;
  /** Where progress, undo copies and logs are. */
  readonly state: string;
  file(...parts: readonly string[]): string;
  read(...parts: readonly string[]): string;
  write(text: string, ...parts: readonly string[]): void;
  /** Runs a command of Agentlings on this workspace, as a child process. */
  run(args: readonly string[], options?: RunOptions): Promise<Finished>;
  remove(): void;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Text for standard input. */
  readonly input?: string;
}

export interface Finished {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number | undefined;
}

/** @param workshop absolute path of what is copied */
export function createWorkspace(workshop = smallWorkshop): Workspace {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'agentlings-test-')));
  for (const name of ['lessons', 'exercises', 'solutions']) {
    cpSync(path.join(workshop, name), path.join(folder, name), { recursive: true });
  }
  // What somebody has tried in an exercise is not what a learner starts with.
  for (const entry of readdirSync(path.join(folder, 'exercises'), { withFileTypes: true })) {
    const exercise = path.join(folder, 'exercises', entry.name);
    if (entry.isDirectory()) cpSync(path.join(exercise, '.starter.ts'), path.join(exercise, 'exercise.ts'));
  }
  const file = (...parts: readonly string[]) => path.join(folder, ...parts);
  const state = file('.agentlings');
  return {
    folder,
    state,
    file,
    read: (...parts) => readFileSync(file(...parts), 'utf8'),
    write: (text, ...parts) => {
      mkdirSync(path.dirname(file(...parts)), { recursive: true });
      writeFileSync(file(...parts), text);
    },
    run: async (args, { env = {}, input = '' } = {}) => {
      const [command = '', ...rest] = args;
      const separator = rest.indexOf('--');
      const own = ['--workshop', folder];
      const all =
        separator === -1
          ? [...rest, ...own]
          : [...rest.slice(0, separator), ...own, ...rest.slice(separator)];
      const { stdout, stderr, exitCode } = await execa(process.execPath, [launcher, command, ...all], {
        env: { AGENTLINGS_HOME: state, FORCE_COLOR: undefined, NO_COLOR: undefined, ...env },
        input,
        reject: false,
        stripFinalNewline: false,
      });
      return { stdout, stderr, exitCode };
    },
    // A process that is just ending may still write there.
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }),
  };
}
