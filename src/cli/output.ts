import type { WriteStream } from 'node:tty';
import type { ColorDepth } from '../render/color.ts';
import { colorDepth, isWindowsTerminal, type Surroundings } from '../render/terminal.ts';
import { surroundings } from './terminal.ts';

/** How many colours may be written: none with `NO_COLOR` (https://no-color.org), `TERM=dumb`, or into a pipe. */
export function colorsOf(stream: Pick<WriteStream, 'isTTY'>): ColorDepth {
  return colorDepth(surroundings(), stream.isTTY === true);
}

/**
 * Whether a terminal makes links of OSC 8 sequences. Those that don't know them may show them, so only ones that say who
 * they are count; `FORCE_HYPERLINK` (1 or 0) decides where it is set.
 */
export function useHyperlinks(
  stream: Pick<WriteStream, 'isTTY'>,
  around: Surroundings = surroundings(),
): boolean {
  const { FORCE_HYPERLINK, TERM, TERM_PROGRAM, VTE_VERSION, KITTY_WINDOW_ID, TMUX } = around.env;
  if (FORCE_HYPERLINK !== undefined && FORCE_HYPERLINK !== '') return FORCE_HYPERLINK !== '0';
  if (stream.isTTY !== true || TERM === 'dumb' || TMUX !== undefined || TERM?.startsWith('screen') === true)
    return false;
  const known = ['iTerm.app', 'WezTerm', 'vscode', 'ghostty', 'Hyper'];
  return (
    known.includes(TERM_PROGRAM ?? '') ||
    Number(VTE_VERSION ?? 0) >= 5000 ||
    KITTY_WINDOW_ID !== undefined ||
    isWindowsTerminal(around)
  );
}

/** Columns to lay text out in; 80 where there is no terminal. */
export function outputColumns(): number {
  return Math.max(40, Math.min(120, process.stdout.columns ?? 80));
}

/** Writes to standard output and resolves when it is handed over, so that a later exit loses nothing. */
export async function writeOut(text: string | Iterable<string>): Promise<void> {
  for (const part of typeof text === 'string' ? [text] : text) {
    await new Promise<void>((resolve) => {
      process.stdout.write(part, () => resolve());
    });
  }
}

/** `head` and `less` close the pipe when they have seen enough, and a window may be closed; that is no error of ours. */
export function tolerateClosedPipe(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE' || error.code === 'EIO') process.exit(0);
    throw error;
  });
}
