import type { Color } from './text.ts';

/** How many colours a terminal has: none, 16, 256, or every 24-bit one. */
export type ColorDepth = 0 | 16 | 256 | 16_777_216;

export const trueColor: ColorDepth = 16_777_216;

type Rgb = readonly [red: number, green: number, blue: number];

/** 24-bit colours come after those of the palette. */
const firstRgb = 0x1000000;

/** A 24-bit colour, each part from 0 to 255. */
export function rgb(red: number, green: number, blue: number): Color {
  return firstRgb + (red << 16) + (green << 8) + blue;
}

/** A 24-bit colour as it is written in a stylesheet, such as `#7cc7ff`. */
export function hex(text: `#${string}`): Color {
  return firstRgb + Number.parseInt(text.slice(1), 16);
}

export function isRgb(color: Color): boolean {
  return color >= firstRgb;
}

/** The first 16 as xterm has them. They are the user's own choice, so this is a guess. */
const usual: readonly Rgb[] = [
  [0, 0, 0],
  [205, 0, 0],
  [0, 205, 0],
  [205, 205, 0],
  [0, 0, 238],
  [205, 0, 205],
  [0, 205, 205],
  [229, 229, 229],
  [127, 127, 127],
  [255, 0, 0],
  [0, 255, 0],
  [255, 255, 0],
  [92, 92, 255],
  [255, 0, 255],
  [0, 255, 255],
  [255, 255, 255],
];

const cubeLevels = [0, 95, 135, 175, 215, 255];

/** Red, green and blue (0 to 255) of a colour. Of the first 16 only a guess can be given. */
export function colorRgb(color: Color): Rgb {
  if (isRgb(color)) return [(color >> 16) & 255, (color >> 8) & 255, color & 255];
  if (color < 16) return usual[color] ?? [0, 0, 0];
  if (color >= 232) {
    const level = 8 + (color - 232) * 10;
    return [level, level, level];
  }
  const index = color - 16;
  const level = (digit: number): number => cubeLevels[digit % 6] ?? 0;
  return [level(Math.floor(index / 36)), level(Math.floor(index / 6)), level(index)];
}

/** The colour, or the nearest one that a terminal with so many colours has; `undefined` where it has none. */
export function reducedColor(color: Color, depth: ColorDepth): Color | undefined {
  if (depth === 0) return undefined;
  if (color < Math.min(depth, firstRgb) || (isRgb(color) && depth === trueColor)) return color;
  // What is the user's own choice can't be compared with, so 256 colours begin after it.
  return depth === 16 ? nearest(color, 0, 16) : nearest(color, 16, 256);
}

/** A program may print a rainbow; nobody prints more colours than this and goes on looking. */
const mostKnown = 4_096;
const known = new Map<string, Color>();

function nearest(color: Color, from: number, to: number): Color {
  const key = `${color}/${to}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  if (known.size >= mostKnown) known.clear();
  const wanted = colorRgb(color);
  let best = from;
  let least = Number.POSITIVE_INFINITY;
  for (let candidate = from; candidate < to; candidate += 1) {
    const distance = colorRgb(candidate).reduce(
      (sum, part, index) => sum + (part - (wanted[index] ?? 0)) ** 2,
      0,
    );
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  known.set(key, best);
  return best;
}
