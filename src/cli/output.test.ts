import { expect, test } from 'vitest';
import { useHyperlinks } from './output.ts';

const tty = { isTTY: true };

function on(env: Readonly<Record<string, string | undefined>>, release = '6.1.0') {
  return { env, platform: 'linux', release } as const;
}

test('links are written for terminals that say that they know them, and for no others', () => {
  for (const known of [
    { TERM_PROGRAM: 'WezTerm' },
    { VTE_VERSION: '6800' },
    { KITTY_WINDOW_ID: '1' },
    { WT_SESSION: 'x' },
  ])
    expect(useHyperlinks(tty, on({ TERM: 'xterm-256color', ...known }))).toBe(true);
  for (const unknown of [
    { TERM: 'xterm-256color' },
    { TERM: 'dumb', TERM_PROGRAM: 'vscode' },
    { TERM: 'screen-256color', VTE_VERSION: '6800' },
    { TERM: 'xterm', TMUX: '/tmp/x', VTE_VERSION: '6800' },
    { TERM: 'xterm', VTE_VERSION: '4000' },
  ])
    expect(useHyperlinks(tty, on(unknown))).toBe(false);
  expect(useHyperlinks({ isTTY: false }, on({ TERM_PROGRAM: 'WezTerm' }))).toBe(false);
});

test('who forces or forbids them has the last word', () => {
  expect(useHyperlinks({ isTTY: false }, on({ FORCE_HYPERLINK: '1' }))).toBe(true);
  expect(useHyperlinks(tty, on({ FORCE_HYPERLINK: '0', TERM_PROGRAM: 'WezTerm' }))).toBe(false);
});

test('Windows Terminal is known where Windows starts it for a program, and its older console is not', () => {
  const windows = { env: {}, platform: 'win32' } as const;
  expect(useHyperlinks(tty, { ...windows, release: '10.0.22631' })).toBe(true);
  expect(useHyperlinks(tty, { ...windows, release: '10.0.19045' })).toBe(false);
});
