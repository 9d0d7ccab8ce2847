import { describe, expect, test } from 'vitest';
import { paletteRgb } from './ansi.ts';
import type { Color } from './text.ts';
import { glyphSets, themes } from './theme.ts';
import { cellWidth } from './width.ts';

/** Relative luminance, by WCAG 2.1. */
function luminance(color: Color): number {
  const [red = 0, green = 0, blue = 0] = paletteRgb(color).map((level) => {
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
  ['dark', black],
  ['light', white],
  ['high-contrast', black],
] as const)('theme %s', (name, ground) => {
  test.each(Object.entries(themes[name].styles))('%s is readable', (_, { fg, bg }) => {
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

test('mono has no colour', () => {
  for (const style of Object.values(themes.mono.styles)) {
    expect(style.fg).toBeUndefined();
    expect(style.bg).toBeUndefined();
  }
});

test('selected rows stand out in every theme', () => {
  for (const { styles } of Object.values(themes))
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
