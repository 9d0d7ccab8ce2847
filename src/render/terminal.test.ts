import { expect, test } from 'vitest';
import { trueColor } from './color.ts';
import { colorDepth, isWorthAsking, knowsUnicode, type Surroundings, terminalName } from './terminal.ts';

type Env = Readonly<Record<string, string | undefined>>;

function linux(env: Env): Surroundings {
  return { env, platform: 'linux', release: '6.1.0' };
}

const many = trueColor;
const depths: readonly (readonly [number, Env])[] = [
  // By the name alone.
  [256, { TERM: 'xterm-256color' }],
  [256, { TERM: 'tmux-256color' }],
  [256, { TERM: 'screen-256color' }],
  [256, { TERM: 'screen.xterm-256color' }],
  [256, { TERM: 'rxvt-unicode-256color' }],
  [256, { TERM: 'gnome-256color' }],
  [256, { TERM: 'putty-256color' }],
  [many, { TERM: 'xterm-kitty' }],
  [many, { TERM: 'xterm-ghostty' }],
  [many, { TERM: 'alacritty' }],
  [many, { TERM: 'alacritty-direct' }],
  [many, { TERM: 'foot' }],
  [many, { TERM: 'foot-extra' }],
  [many, { TERM: 'wezterm' }],
  [many, { TERM: 'contour' }],
  [many, { TERM: 'mintty' }],
  [many, { TERM: 'rio' }],
  [many, { TERM: 'st-256color' }],
  [many, { TERM: 'xterm-direct' }],
  [many, { TERM: 'tmux-direct' }],
  [16, { TERM: 'xterm' }],
  [16, { TERM: 'xterm-color' }],
  [16, { TERM: 'xterm-16color' }],
  [16, { TERM: 'screen' }],
  [16, { TERM: 'tmux' }],
  [16, { TERM: 'linux' }],
  [16, { TERM: 'rxvt' }],
  [16, { TERM: 'cygwin' }],
  [16, { TERM: 'ansi' }],
  [16, { TERM: 'made-up' }],
  [0, { TERM: 'dumb' }],
  [0, { TERM: 'vt100' }],
  [0, { TERM: 'vt220' }],
  [0, { TERM: 'xterm-mono' }],
  [0, { TERM: 'rxvt-m' }],
  [0, {}],
  // What the terminal says of itself.
  ...['xterm', 'xterm-256color', 'tmux-256color', 'screen-256color', 'linux', 'made-up', ''].map(
    (TERM) => [many, { TERM, COLORTERM: 'truecolor' }] as const,
  ),
  [many, { TERM: 'xterm', COLORTERM: '24bit' }],
  [16, { TERM: 'xterm', COLORTERM: 'yes' }],
  [0, { TERM: 'vt100', COLORTERM: 'truecolor' }],
  [many, { TERM: 'xterm-256color', KITTY_WINDOW_ID: '1' }],
  [many, { TERM: 'xterm-256color', WT_SESSION: 'x' }],
  [many, { TERM: 'xterm-256color', TERM_PROGRAM: 'iTerm.app' }],
  [many, { TERM: 'xterm-256color', TERM_PROGRAM: 'vscode' }],
  [256, { TERM: 'xterm-256color', TERM_PROGRAM: 'Apple_Terminal' }],
  [many, { TERM: 'xterm-256color', VTE_VERSION: '6800' }],
  [256, { TERM: 'xterm-256color', VTE_VERSION: '3409' }],
  // A multiplexer has the variables of the terminal around it.
  [256, { TERM: 'tmux-256color', TMUX: '/tmp/x', KITTY_WINDOW_ID: '1' }],
  [many, { TERM: 'screen-256color', TMUX: '/tmp/x', COLORTERM: 'truecolor' }],
  [256, { TERM: 'screen-256color', STY: '1.pts', COLORTERM: 'truecolor' }],
  [16, { TERM: 'screen', STY: '1.pts', COLORTERM: 'truecolor' }],
  // What the user says.
  [0, { TERM: 'xterm-kitty', COLORTERM: 'truecolor', NO_COLOR: '1' }],
  [256, { TERM: 'xterm-256color', NO_COLOR: '' }],
  [0, { TERM: 'xterm-kitty', FORCE_COLOR: '0' }],
  [16, { TERM: 'xterm-kitty', FORCE_COLOR: '1' }],
  [256, { TERM: 'xterm', FORCE_COLOR: '2' }],
  [many, { TERM: 'vt100', FORCE_COLOR: '3' }],
  [16, { TERM: 'vt100', FORCE_COLOR: 'true' }],
  [256, { TERM: 'xterm-256color', FORCE_COLOR: '' }],
  [0, { TERM: 'xterm-256color', FORCE_COLOR: '3', NO_COLOR: '1' }],
];

test.each(depths)('%i colours: %o', (depth, env) => {
  expect(colorDepth(linux(env), true)).toBe(depth);
});

test('a pipe gets colours only where they are forced', () => {
  expect(colorDepth(linux({ TERM: 'xterm-kitty' }), false)).toBe(0);
  expect(colorDepth(linux({ TERM: 'xterm-256color', FORCE_COLOR: '' }), false)).toBe(256);
});

test.each([
  ['10.0.22631', many],
  ['10.0.19045', many],
  ['10.0.14393', 256],
  ['6.1.7601', 256],
] as const)('Windows %s, which has no TERM, is an xterm-256color with %i colours', (release, depth) => {
  const windows: Surroundings = { env: {}, platform: 'win32', release };
  expect(terminalName(windows)).toBe('xterm-256color');
  expect(colorDepth(windows, true)).toBe(depth);
});

test.each([
  ['linux', {}, false],
  ['darwin', {}, true],
  ['win32', {}, true],
  ['linux', { LANG: 'C.UTF-8' }, true],
  ['linux', { LANG: 'en_US.utf8' }, true],
  ['darwin', { LC_CTYPE: 'UTF-8' }, true],
  ['darwin', { LANG: 'C' }, false],
  ['win32', { LANG: 'C' }, false],
  ['linux', { LANG: 'C.UTF-8', LC_ALL: 'C' }, false],
  ['linux', { LANG: 'C.UTF-8', TERM: 'linux' }, false],
  ['linux', { LANG: 'C.UTF-8', TERM: 'vt220' }, false],
] as const)('Unicode on %s with %o: %s', (platform, env, unicode) => {
  expect(knowsUnicode({ platform, env })).toBe(unicode);
});

test('a terminal is asked only when that can change something, and harms nothing', () => {
  const asked = (env: Env) => isWorthAsking(linux(env), colorDepth(linux(env), true));
  for (const TERM of ['xterm', 'xterm-256color', 'tmux-256color', 'screen-256color'])
    expect(asked({ TERM })).toBe(true);
  for (const env of [
    { TERM: 'xterm-kitty' },
    { TERM: 'linux' },
    { TERM: 'vt100' },
    { TERM: 'xterm', COLORTERM: 'truecolor' },
    { TERM: 'xterm', NO_COLOR: '1' },
    { TERM: 'xterm', FORCE_COLOR: '1' },
    { TERM: 'screen-256color', STY: '1.pts' },
    { TERM: 'xterm-256color', TERM_PROGRAM: 'Apple_Terminal' },
  ])
    expect(asked(env)).toBe(false);
});
