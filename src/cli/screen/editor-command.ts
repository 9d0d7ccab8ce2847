import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';

/** The learner's editor, found: an absolute path, a relative one, or where PATH has it. */
export interface EditorCommand {
  readonly program: string;
  /** What the learner wants it started with. */
  readonly options: readonly string[];
  /** What it is called, for a sentence and to know its kind: `code` for `C:\…\Code.exe`. */
  readonly name: string;
}

/** Where to look for programs. */
export interface Places {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly isProgram: (file: string) => boolean;
}

export function thisSystem(env: Readonly<Record<string, string | undefined>> = process.env): Places {
  return { env, platform: process.platform, isProgram };
}

function isProgram(file: string): boolean {
  try {
    if (process.platform !== 'win32') accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** What was chosen as editor, and the variable that says so. */
export interface ChosenEditor {
  readonly command: string;
  readonly by?: 'VISUAL' | 'EDITOR';
}

/** What `$VISUAL` or `$EDITOR` says, else the editor whose terminal this is; `undefined` where nobody says. */
export function chosenEditor(env: Places['env']): ChosenEditor | undefined {
  for (const by of ['VISUAL', 'EDITOR'] as const) {
    const command = env[by]?.trim() ?? '';
    if (command !== '') return { command, by };
  }
  const command = { vscode: 'code', zed: 'zed' }[env.TERM_PROGRAM ?? ''];
  return command === undefined ? undefined : { command };
}

/**
 * Takes apart what somebody wrote for an editor. Spaces separate options, and are part of a path too, with quotes,
 * backslashes or nothing to tell them apart: so the longest beginning that is a program is the program.
 * @returns undefined where there is no such program
 */
export function findEditor(command: string, places: Places): EditorCommand | undefined {
  const [first = '', ...options] = wordsOf(command, places.platform);
  const whole = /^["']/.test(command) ? undefined : longestProgram(command, places);
  if (whole !== undefined) return named(whole.program, wordsOf(whole.rest, places.platform), places);
  const program = findProgram(first, places);
  return program === undefined ? undefined : named(program, options, places);
}

function named(program: string, options: readonly string[], { platform }: Places): EditorCommand {
  const paths = platform === 'win32' ? path.win32 : path.posix;
  const name = paths
    .basename(program)
    .toLowerCase()
    .replace(/\.(exe|cmd|bat|com)$/, '');
  return { program, options, name };
}

/** Only a path can have spaces that nobody has marked: what has none is looked up in PATH. */
function longestProgram(command: string, places: Places): { program: string; rest: string } | undefined {
  if (!hasFolder(command.split(/\s/)[0] ?? '', places)) return undefined;
  const ends = [command.length, ...Array.from(command.matchAll(/\s+/g), ({ index }) => index).reverse()];
  for (const end of ends) {
    const program = withExtension(command.slice(0, end), places);
    if (program !== undefined) return { program, rest: command.slice(end) };
  }
  return undefined;
}

function hasFolder(program: string, { platform }: Places): boolean {
  return program.includes('/') || (platform === 'win32' && /[\\:]/.test(program));
}

function findProgram(program: string, places: Places): string | undefined {
  if (program === '') return undefined;
  if (hasFolder(program, places)) return withExtension(program, places);
  const paths = places.platform === 'win32' ? path.win32 : path.posix;
  const folders = (places.env.PATH ?? places.env.Path ?? '').split(paths.delimiter);
  for (const folder of folders) {
    if (folder === '') continue;
    const found = withExtension(paths.join(folder, program), places);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** On Windows a program is called without its extension. */
function withExtension(file: string, { env, platform, isProgram: isOne }: Places): string | undefined {
  const known = platform === 'win32' ? (env.PATHEXT ?? '.COM;.EXE;.BAT;.CMD').split(';') : [];
  const has = known.some((extension) => file.toLowerCase().endsWith(extension.toLowerCase()));
  const names = platform !== 'win32' || has ? [file] : known.map((extension) => `${file}${extension}`);
  return names.find(isOne);
}

/** As a shell would take it apart: quotes keep spaces, and so does a backslash, but on Windows that is part of paths. */
function wordsOf(command: string, platform: NodeJS.Platform): readonly string[] {
  const part =
    platform === 'win32' ? /"([^"]*)"|([^\s"]+)/gy : /"([^"]*)"|'([^']*)'|((?:\\.|[^\s"'\\])+)|\\$/gy;
  const words: string[] = [];
  let open = false;
  for (let at = 0; at < command.length; ) {
    if (/\s/.test(command[at] ?? '')) {
      open = false;
      at += 1;
      continue;
    }
    part.lastIndex = at;
    const match = part.exec(command);
    // A quote that nobody closes is a character like others.
    const raw = match?.[0] ?? command[at] ?? '';
    const text = match === null ? raw : partText(match, platform);
    if (open) words.push(`${words.pop() ?? ''}${text}`);
    else words.push(text);
    open = true;
    at += raw.length;
  }
  return words;
}

function partText(match: RegExpExecArray, platform: NodeJS.Platform): string {
  const [whole, double, single, bare] = match;
  if (double !== undefined) return double;
  if (platform === 'win32') return single ?? whole;
  return single ?? (bare ?? whole).replace(/\\(.)/g, '$1');
}
