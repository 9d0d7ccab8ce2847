import { setTimeout as delay } from 'node:timers/promises';
import { shownPath } from '../../files/shown-path.ts';
import type { Notice } from '../../tui/state.ts';
import { chosenEditor, type EditorCommand, findEditor, thisSystem } from './editor-command.ts';

/** Editors with a window of their own: they are started and left alone. How each takes a line number. */
const windowed: Readonly<Record<string, (file: string, line: number) => readonly string[]>> = {
  code: (file, line) => ['--goto', `${file}:${line}`],
  'code-insiders': (file, line) => ['--goto', `${file}:${line}`],
  codium: (file, line) => ['--goto', `${file}:${line}`],
  cursor: (file, line) => ['--goto', `${file}:${line}`],
  windsurf: (file, line) => ['--goto', `${file}:${line}`],
  zed: (file, line) => [`${file}:${line}`],
  subl: (file, line) => [`${file}:${line}`],
  idea: (file, line) => ['--line', String(line), file],
  webstorm: (file, line) => ['--line', String(line), file],
  notepad: (file) => [file],
};

/** Editors that take the terminal and a line as `+N`. */
const plusLine = new Set(['vi', 'vim', 'nvim', 'nano', 'emacs', 'micro', 'kak', 'joe', 'pico']);

/** An editor that fails does so at once; one that is still there after this has opened its window. */
const failsWithinMs = 2_000;

type Suspend = (work: (signal: AbortSignal) => Promise<void>) => Promise<void>;

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
  const chosen = chosenEditor(process.env);
  const editor = chosen === undefined ? undefined : findEditor(chosen.command, thisSystem());
  if (chosen?.by !== undefined && editor === undefined)
    return {
      kind: 'bad',
      text: `There is no program ${chosen.command}: see ${chosen.by}. Open ${shown} yourself.`,
    };
  if (editor === undefined) {
    return {
      kind: 'info',
      text: `Open ${shown} in your editor. To have e open it, set EDITOR, for example EDITOR=nano.`,
    };
  }
  try {
    return windowed[editor.name] === undefined
      ? await openHere(editor, file, line, suspend)
      : await openWindow(editor, file, line);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { kind: 'bad', text: `${editor.name} could not be started (${reason}). The file is ${shown}.` };
  }
}

async function openWindow(
  { program, options, name }: EditorCommand,
  file: string,
  line = 1,
): Promise<Notice> {
  const { execa } = await import('execa');
  const own = windowed[name]?.(file, line) ?? [file];
  const args = [...options.filter((option) => option !== '--wait' && option !== '-w'), ...own];
  const child = execa(program, args, { detached: true, stdio: 'ignore', cleanup: false, reject: false });
  child.unref();
  const seen = new AbortController();
  const ended = await Promise.race([child, delay(failsWithinMs, undefined, { signal: seen.signal })]);
  seen.abort();
  if (ended?.failed === true) throw new Error(howItEnded(ended));
  return { kind: 'info', text: `Opened ${shownPath(file)} in ${name}.` };
}

async function openHere(
  { program, options, name }: EditorCommand,
  file: string,
  line: number | undefined,
  suspend: Suspend,
): Promise<Notice> {
  const { execa } = await import('execa');
  const place = line !== undefined && plusLine.has(name) ? [`+${line}`] : [];
  let status = '';
  await suspend(async (cancelSignal) => {
    const ended = await execa(program, [...options, ...place, file], {
      stdio: 'inherit',
      reject: false,
      cancelSignal,
      // It may have a text to keep safe first.
      forceKillAfterDelay: false,
    });
    if (!ended.failed) return;
    if (ended.exitCode === undefined && ended.signal === undefined) throw new Error(howItEnded(ended));
    status = `, which ended with ${howItEnded(ended)}`;
  });
  return { kind: status === '' ? 'info' : 'bad', text: `Back from ${name}${status}.` };
}

function howItEnded(ended: {
  readonly exitCode?: number;
  readonly signal?: string;
  readonly originalMessage?: string;
}): string {
  if (ended.exitCode !== undefined) return `status ${ended.exitCode}`;
  return ended.signal ?? ended.originalMessage ?? 'no reason given';
}
