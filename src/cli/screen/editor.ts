import { spawn } from 'node:child_process';
import path from 'node:path';
import { shownPath } from '../../files/shown-path.ts';
import type { Notice } from '../../tui/state.ts';

/** Editors with a window of their own: they are started and left alone. How each takes a line number. */
const windowed: Readonly<Record<string, (file: string, line: number) => readonly string[]>> = {
  code: (file, line) => ['--goto', `${file}:${line}`],
  codium: (file, line) => ['--goto', `${file}:${line}`],
  cursor: (file, line) => ['--goto', `${file}:${line}`],
  windsurf: (file, line) => ['--goto', `${file}:${line}`],
  zed: (file, line) => [`${file}:${line}`],
  subl: (file, line) => [`${file}:${line}`],
  idea: (file, line) => ['--line', String(line), file],
  webstorm: (file, line) => ['--line', String(line), file],
};

/** Editors that take the terminal and a line as `+N`. */
const plusLine = new Set(['vi', 'vim', 'nvim', 'nano', 'emacs', 'micro', 'kak', 'joe', 'pico']);

type Suspend = (work: () => Promise<void>) => Promise<void>;

/**
 * Opens a file in the learner's editor: `$VISUAL`, `$EDITOR`, or the editor whose terminal this is. Editors without a
 * window of their own get this terminal until they end.
 */
export async function openInEditor(
  file: string,
  line: number | undefined,
  suspend: Suspend,
): Promise<Notice> {
  const shown = shownPath(file);
  const command = editorCommand();
  if (command === undefined) {
    return {
      kind: 'info',
      text: `Open ${shown} in your editor. To have e open it, set EDITOR, for example EDITOR=nano.`,
    };
  }
  const [program = '', ...options] = command.split(/\s+/);
  const name = path.basename(program).replace(/\.(exe|cmd)$/i, '');
  const ownWindow = windowed[name];
  try {
    if (ownWindow !== undefined) {
      await start(program, [
        ...options.filter((option) => option !== '--wait' && option !== '-w'),
        ...ownWindow(file, line ?? 1),
      ]);
      return { kind: 'info', text: `Opened ${shown} in ${name}.` };
    }
    const place = line !== undefined && plusLine.has(name) ? [`+${line}`] : [];
    await suspend(() => runInTerminal(program, [...options, ...place, file]));
    return { kind: 'info', text: `Back from ${name}.` };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { kind: 'bad', text: `${name} could not be started (${reason}). The file is ${shown}.` };
  }
}

function editorCommand(): string | undefined {
  const { VISUAL, EDITOR, TERM_PROGRAM } = process.env;
  const chosen = [VISUAL, EDITOR].find((value) => value !== undefined && value.trim() !== '');
  if (chosen !== undefined) return chosen.trim();
  if (TERM_PROGRAM === 'vscode') return 'code';
  return TERM_PROGRAM === 'zed' ? 'zed' : undefined;
}

function start(program: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...args], {
      detached: true,
      stdio: 'ignore',
      shell: process.platform === 'win32',
    });
    child.once('error', reject);
    child.once('spawn', () => {
      child.unref();
      resolve();
    });
  });
}

function runInTerminal(program: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...args], { stdio: 'inherit', shell: process.platform === 'win32' });
    child.once('error', reject);
    child.once('exit', () => resolve());
  });
}
