import { spawnSync } from 'node:child_process';
import { closeSync, openSync, writeSync } from 'node:fs';
import { forsakeTerminal } from '../../tui/terminal-modes.ts';

/** Raw is a terminal that sends no signals; shells that edit their line themselves keep those. */
const endRawMode = `trap '' TTOU; case "$(stty -a)" in *-isig*) stty sane;; esac`;

/**
 * Puts the terminal back for a screen that was killed (SIGKILL, out of memory) and could not do it itself. The shell may
 * have it again by now, so nothing is cleared, and modes are only mended when they are those of the screen.
 */
export function restoreAbandonedTerminal(): void {
  if (process.platform === 'win32') return;
  try {
    const terminal = openSync('/dev/tty', 'r+');
    writeSync(terminal, forsakeTerminal);
    spawnSync('sh', ['-c', endRawMode], { stdio: [terminal, 'ignore', 'ignore'], timeout: 10_000 });
    closeSync(terminal);
  } catch {
    // There is no terminal any more.
  }
}
