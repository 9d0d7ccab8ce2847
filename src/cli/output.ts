import type { WriteStream } from 'node:tty';

/** Whether colours may be written: not with `NO_COLOR` (https://no-color.org), `TERM=dumb`, or into a pipe. */
export function useColor(stream: Pick<WriteStream, 'isTTY'>): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return stream.isTTY === true && TERM !== 'dumb';
}

/** Columns to lay text out in; 80 where there is no terminal. */
export function outputColumns(): number {
  return Math.max(40, Math.min(120, process.stdout.columns ?? 80));
}

/** Writes to standard output and resolves when it is handed over, so that a later exit loses nothing. */
export function writeOut(text: string): Promise<void> {
  return new Promise((resolve) => {
    process.stdout.write(text, () => resolve());
  });
}

/** `head` and `less` close the pipe when they have seen enough, and a window may be closed; that is no error of ours. */
export function tolerateClosedPipe(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE' || error.code === 'EIO') process.exit(0);
    throw error;
  });
}
