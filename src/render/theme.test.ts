import { describe, expect, test } from 'vitest';
import { type ColorDepth, colorRgb, hex, trueColor } from './color.ts';
import type { Color, Style } from './text.ts';
import { glyphSets, type Styles, type ThemeName, themeFor, themes } from './theme.ts';
import { cellWidth } from './width.ts';

/** Relative luminance, by WCAG 2.1. */
function luminance(color: Color): number {
  const [red = 0, green = 0, blue = 0] = colorRgb(color).map((level) => {
    const part = level / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: Color, other: Color): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

const black = 16;
const white = 231;

describe.each([
  ['dark', 256, black],
  ['dark', trueColor, black],
  ['light', 256, white],
  ['light', trueColor, white],
  ['high-contrast', 256, black],
] as const)('theme %s with %i colours', (name, depth, ground) => {
  test.each(Object.entries(themeFor(name, depth).styles))('%s is readable', (_, { fg, bg }) => {
    // The first 16 colours are the user's own, so nothing could be said of their contrast.
    if (fg !== undefined) expect(fg).toBeGreaterThanOrEqual(16);
    if (bg !== undefined) expect(fg).toBeDefined();
    if (fg !== undefined) expect(contrast(fg, bg ?? ground)).toBeGreaterThanOrEqual(4.5);
  });
});

test('high contrast is 7:1 at least on its own background', () => {
  for (const { fg, bg } of Object.values(themes['high-contrast'].styles))
    expect(contrast(fg ?? white, bg ?? black)).toBeGreaterThanOrEqual(7);
});

/** The colours 2, 5, 9 and 12 as terminals come with them. */
const palettes = {
  'Linux console': ['#00aa00', '#aa00aa', '#ff5555', '#5555ff'],
  xterm: ['#00cd00', '#cd00cd', '#ff0000', '#5c5cff'],
  'Windows Terminal': ['#13a10e', '#881798', '#e74856', '#3b78ff'],
  'Terminal.app': ['#00a600', '#b200b2', '#e50000', '#0000ff'],
  GNOME: ['#4e9a06', '#75507b', '#ef2929', '#729fcf'],
  'VS Code': ['#0dbc79', '#bc3fbc', '#f14c4c', '#3b8eea'],
} as const;

describe.each(Object.entries(palettes))('16 colours as on %s', (_, [green, magenta, red, blue]) => {
  const shown = new Map<Color, Color>([
    [2, hex(green)],
    [5, hex(magenta)],
    [9, hex(red)],
    [12, hex(blue)],
  ]);

  test.each(['black', 'white'] as const)('every text can be told from %s', (ground) => {
    for (const { fg } of Object.values(themeFor('dark', 16).styles) as Style[]) {
      if (fg === undefined) continue;
      const color = shown.get(fg);
      // Each is a symbol's or a word's that says the same; text to read is in the terminal's own colour.
      expect(contrast(color ?? -1, ground === 'black' ? black : white)).toBeGreaterThanOrEqual(2);
    }
  });
});

test('with 16 colours what is read at length has none, and nothing bold becomes too bright', () => {
  const { styles } = themeFor('light', 16);
  for (const name of ['text', 'muted', 'quote', 'border', 'comment', 'strong', 'property'] as const)
    expect(styles[name].fg).toBeUndefined();
  for (const { fg, bold } of Object.values(styles))
    if (bold === true) expect([undefined, 9, 12]).toContain(fg);
});

const names: readonly ThemeName[] = ['dark', 'light', 'high-contrast'];
const depths: readonly ColorDepth[] = [16, 256, trueColor];

/** Hue in degrees; red is 0. */
function hue(color: Color): number {
  const [red, green, blue] = colorRgb(color);
  const high = Math.max(red, green, blue);
  const range = high - Math.min(red, green, blue);
  if (range === 0) return Number.NaN;
  if (high === red) return (((green - blue) / range) * 60 + 360) % 360;
  return high === green ? 120 + ((blue - red) / range) * 60 : 240 + ((red - green) / range) * 60;
}

test.each(names.flatMap((name) => depths.map((depth) => [name, depth] as const)))(
  'keys and code of %s with %i colours are never in the red of a failure',
  (name, depth) => {
    const { bad, key, code, type } = themeFor(name, depth).styles;
    for (const { fg } of [key, code, type]) {
      if (fg === undefined || bad.fg === undefined) continue;
      const apart = Math.abs(hue(fg) - hue(bad.fg));
      if (!Number.isNaN(apart)) expect(Math.min(apart, 360 - apart)).toBeGreaterThan(25);
    }
  },
);

test('mono has no colour, and is what every theme is on a terminal without', () => {
  for (const style of Object.values(themes.mono.styles)) {
    expect(style.fg).toBeUndefined();
    expect(style.bg).toBeUndefined();
  }
  for (const name of names) expect(themeFor(name, 0)).toBe(themes.mono);
});

test('a theme has no colour that the terminal lacks', () => {
  const colors = (styles: Styles) => Object.values(styles).flatMap(({ fg, bg }: Style) => [fg ?? 0, bg ?? 0]);
  for (const name of names) {
    expect(Math.max(...colors(themeFor(name, 16).styles))).toBeLessThan(16);
    expect(Math.max(...colors(themeFor(name, 256).styles))).toBeLessThan(256);
  }
});

test('selected rows stand out in every theme', () => {
  for (const { styles } of [
    ...names.flatMap((name) => depths.map((depth) => themeFor(name, depth))),
    themes.mono,
  ])
    expect(styles.selected.inverse === true || styles.selected.bg !== undefined).toBe(true);
});

test('every symbol takes one cell, and the ascii set is ASCII', () => {
  for (const { name, ...glyphs } of Object.values(glyphSets)) {
    for (const glyph of Object.values(glyphs).flat()) {
      expect(cellWidth(glyph)).toBe(1);
      if (name === 'ascii') expect(glyph).toMatch(/^[ -~]$/);
    }
  }
});

test('states are told apart by symbol, not only by colour', () => {
  for (const { ok, bad, open, partial, skipped } of Object.values(glyphSets))
    expect(new Set([ok, bad, open, partial, skipped]).size).toBe(5);
});
