import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';

/** Something around Agentlings is in the way: a disk, a folder, a limit of the system. The text says what to do about it. */
export class SurroundingsError extends Error {
  override readonly name = 'SurroundingsError';
}

/**
 * What is in the way, as sentences for people, when an error is the system's and not ours.
 * @returns `undefined` when nothing around can be blamed
 */
export function surroundingsText(error: unknown): string | undefined {
  const { code, path, syscall } = systemError(error);
  const place = path ?? 'a file';
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return `The disk is full: ${place} can't be written. Make some room on it, or have TMPDIR name a folder on another disk.`;
    case 'EROFS':
      return `${place} is on a disk that can only be read. AGENTLINGS_HOME names another folder for progress and logs, TMPDIR one for temporary files.`;
    case 'EACCES':
    case 'EPERM':
      if (path === undefined && syscall === undefined) return undefined;
      return `${syscall === 'listen' ? 'A port of this machine' : place} can't be ${verbs[syscall ?? ''] ?? 'used'}: the system doesn't let you (${code}). Change its permissions, or ask whoever looks after this machine.`;
    case 'EMFILE':
    case 'ENFILE':
      return `The system lets this program open too few files at a time (${code}). Raise the limit, for example with \`ulimit -n 4096\`, or close other programs.`;
    case 'EAGAIN':
    case 'ENOMEM':
      if (syscall?.startsWith('spawn') !== true && syscall !== 'fork') return undefined;
      return `The system starts no more programs (${code}). Close some, or raise its limits on processes and memory.`;
    case 'ENOENT':
      return syscall === 'mkdtemp' || !existsSync(tmpdir()) ? missingTemporaryText() : undefined;
    default:
      return undefined;
  }
}

/** What to do when there is no temporary folder. */
export function missingTemporaryText(): string {
  return `The temporary folder ${tmpdir()} doesn't exist, and programs run in it. Create it, or have TMPDIR (on Windows TEMP) name one that exists.`;
}

const verbs: Readonly<Record<string, string>> = {
  open: 'opened',
  mkdir: 'created',
  mkdtemp: 'written to',
  write: 'written',
  rename: 'replaced',
  copyfile: 'written',
  unlink: 'removed',
  rm: 'removed',
  scandir: 'read',
  listen: 'listened on',
};

interface SystemError {
  readonly code?: string;
  readonly path?: string;
  readonly syscall?: string;
}

/** The system's own error: this one, or what it was caused by. */
function systemError(error: unknown): SystemError {
  if (!(error instanceof Error)) return {};
  const { code, path, syscall, dest } = error as NodeJS.ErrnoException & { readonly dest?: string };
  if (code === undefined && error.cause instanceof Error) return systemError(error.cause);
  return { code, path: dest ?? path, syscall };
}
