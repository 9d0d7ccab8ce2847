import { type ColorDepth, trueColor } from './color.ts';

/** What a process knows of its terminal without asking it. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** `os.release()`: on Windows its build says what the console can do. */
  readonly release: string;
}

/** The terminal's kind. Windows has no `TERM`, and its consoles understand what xterm does. */
export function terminalName({ env, platform }: Pick<Surroundings, 'env' | 'platform'>): string | undefined {
  const { TERM } = env;
  if (TERM !== undefined && TERM !== '') return TERM;
  return platform === 'win32' ? 'xterm-256color' : undefined;
}

/** Terminals that show one colour, whatever a variable says that was set for another one. */
const monochrome = /^(dumb|vt\d|wy\d|wyse|hp\d|tvi|adm)|-(m|mono)$/;
/** Terminals by the names that they give themselves in TERM: those that have 24-bit colours. */
const manyColored =
  /^(xterm-kitty|kitty|xterm-ghostty|ghostty|alacritty|foot|wezterm|contour|konsole|iterm2?|mintty|rio|warp|st-256color|vscode|.*-(direct\d*|truecolor|24bit))/;
/** Variables that a terminal with 24-bit colours leaves, and that reach no other machine. */
const marks = [
  'WT_SESSION',
  'KITTY_WINDOW_ID',
  'ALACRITTY_WINDOW_ID',
  'ALACRITTY_SOCKET',
  'WEZTERM_PANE',
  'GHOSTTY_RESOURCES_DIR',
  'KONSOLE_VERSION',
  'ITERM_SESSION_ID',
] as const;
const programs: Readonly<Record<string, ColorDepth>> = {
  'iTerm.app': trueColor,
  WezTerm: trueColor,
  ghostty: trueColor,
  vscode: trueColor,
  zed: trueColor,
  Hyper: trueColor,
  mintty: trueColor,
  rio: trueColor,
  WarpTerminal: trueColor,
  Tabby: trueColor,
  Apple_Terminal: 256,
};

/**
 * How many colours a terminal has, by what its surroundings say: `NO_COLOR`, `FORCE_COLOR`, `COLORTERM`, its name, and
 * the variables that it sets. Which terminfo files are installed says nothing about it: they are often missing.
 */
export function colorDepth(around: Surroundings, isTerminal: boolean): ColorDepth {
  const { NO_COLOR, FORCE_COLOR } = around.env;
  if (NO_COLOR !== undefined && NO_COLOR !== '') return 0;
  const seen = seenDepth(around);
  if (FORCE_COLOR === undefined) return isTerminal ? seen : 0;
  const forced = forcedDepths[FORCE_COLOR.toLowerCase()];
  return forced ?? (seen < 16 ? 16 : seen);
}

/** As Node reads `FORCE_COLOR`; any other value, also an empty one, only says that there are colours. */
const forcedDepths: Readonly<Record<string, ColorDepth>> = {
  '0': 0,
  false: 0,
  '1': 16,
  '2': 256,
  '3': trueColor,
};

function seenDepth(around: Surroundings): ColorDepth {
  const { env } = around;
  const name = terminalName(around)?.toLowerCase() ?? '';
  if (monochrome.test(name)) return 0;
  const byName = manyColored.test(name) ? trueColor : /-?256color/.test(name) ? 256 : 16;
  // GNU screen passes variables of the terminal around it on, and takes 24-bit colours for something else.
  if (isGnuScreen(env)) return byName === 16 ? 16 : 256;
  if (/^(truecolor|24bit)$/i.test(env.COLORTERM ?? '')) return trueColor;
  if (name === '' || byName === trueColor) return name === '' ? 0 : trueColor;
  // Another multiplexer inherits them too, and says itself what it can do.
  if (/^(tmux|screen)/.test(name)) return byName;
  return Math.max(byName, depthOfMarks(around)) as ColorDepth;
}

function depthOfMarks({ env, platform, release }: Surroundings): ColorDepth {
  if (platform === 'win32') return windowsDepth(release);
  if (marks.some((mark) => (env[mark] ?? '') !== '')) return trueColor;
  // VTE, which GNOME's, Xfce's and other terminals are made of, has them since 0.36.
  if (Number(env.VTE_VERSION ?? 0) >= 3600) return trueColor;
  return programs[env.TERM_PROGRAM ?? ''] ?? 16;
}

function windowsDepth(release: string): ColorDepth {
  const build = windowsBuild(release);
  return build >= 14_931 ? trueColor : build >= 10_586 ? 256 : 16;
}

function windowsBuild(release: string): number {
  const [major = 0, , build = 0] = release.split('.').map(Number);
  return major >= 10 ? build : 0;
}

function isGnuScreen(env: Surroundings['env']): boolean {
  return (env.STY ?? '') !== '' && (env.TMUX ?? '') === '';
}

/**
 * Whether this is Windows Terminal. It sets `WT_SESSION` only where it was opened first, not where Windows hands it a
 * program that was started elsewhere, as it does by default since Windows 11 22H2.
 */
export function isWindowsTerminal({ env, platform, release }: Surroundings): boolean {
  if ((env.WT_SESSION ?? '') !== '') return true;
  return platform === 'win32' && windowsBuild(release) >= 22_621 && env.TERM_PROGRAM === undefined;
}

/** Whether the locale and the terminal can show more than ASCII. */
export function knowsUnicode(around: Pick<Surroundings, 'env' | 'platform'>): boolean {
  const { LC_ALL, LC_CTYPE, LANG } = around.env;
  // Their fonts have a few hundred characters, whatever the locale says.
  if (/^(linux|vt\d|dumb)/.test(terminalName(around) ?? '')) return false;
  const locale = [LC_ALL, LC_CTYPE, LANG].find((value) => value !== undefined && value !== '');
  // On macOS and Windows terminals are Unicode, and a locale is set seldom.
  if (locale === undefined) return around.platform === 'win32' || around.platform === 'darwin';
  return /utf-?8/i.test(locale);
}

/** Whether a terminal of that kind has a mouse that it reports. */
export function knowsMouse(name: string | undefined): boolean {
  return (
    name !== undefined &&
    /^(xterm|screen|tmux|rxvt|alacritty|foot|konsole|kitty|ghostty|wezterm|gnome|vte|st-|iterm|mintty|contour|putty|rio|warp)/.test(
      name,
    )
  );
}

/**
 * Whether it is worth asking the terminal how many colours it has: where fewer than all were seen, nobody has said a
 * number, and it is of a kind that takes a question that it doesn't know in silence.
 */
export function isWorthAsking(around: Surroundings, depth: ColorDepth): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM_PROGRAM } = around.env;
  const said = (NO_COLOR ?? '') !== '' || FORCE_COLOR !== undefined;
  if (said || depth === 0 || depth === trueColor || isGnuScreen(around.env)) return false;
  return TERM_PROGRAM !== 'Apple_Terminal' && knowsMouse(terminalName(around));
}
