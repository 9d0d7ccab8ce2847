import type { Style } from '../text.ts';
import type { StyleName, Styles } from '../theme-types.ts';

/**
 * The colours of 16 that can be read on black and on white in the palettes that terminals come with. Blue is too dark on
 * black, yellow and cyan are too light on white, and bright black is the background of some.
 */
const green: Style = { fg: 2 };
const magenta: Style = { fg: 5 };
const red: Style = { fg: 9 };
const blue: Style = { fg: 12 };

/**
 * For terminals with 16 colours, on any background: what matters is in the terminal's own colours, bold or reversed, and
 * colours are added to it. Green and magenta are never bold, because many terminals show bold ones bright.
 */
export const sixteenStyles: Styles = {
  text: {},
  muted: {},
  title: { ...blue, bold: true },
  heading: { ...blue, bold: true },
  subheading: { bold: true },
  strong: { bold: true },
  emphasis: { underline: true },
  link: { ...blue, underline: true },
  code: magenta,
  quote: {},
  key: { ...blue, bold: true },
  focus: { ...blue, bold: true },
  selected: { inverse: true, bold: true },
  border: {},
  ok: green,
  bad: { ...red, bold: true },
  warn: magenta,
  info: { ...blue, bold: true },
  system: magenta,
  user: { ...blue, bold: true },
  assistant: green,
  tool: { ...magenta, underline: true },
  developer: magenta,
  added: green,
  removed: red,
  fresh: { ...magenta, underline: true },
  keyword: blue,
  string: green,
  number: magenta,
  comment: {},
  function: { bold: true },
  type: magenta,
  property: {},
};

const own: Partial<Record<StyleName, Style>> = {
  title: { fg: 15, bold: true, underline: true },
  heading: { fg: 15, bold: true },
  subheading: { fg: 15, bold: true },
  strong: { fg: 15, bold: true },
  emphasis: { fg: 15, underline: true },
  link: { fg: 14, underline: true },
  code: { fg: 11 },
  key: { fg: 11, bold: true },
  focus: { fg: 11, bold: true },
  selected: { fg: 0, bg: 11, bold: true },
  ok: { fg: 10, bold: true },
  bad: { fg: 9, bold: true },
  warn: { fg: 11, bold: true },
  info: { fg: 14, bold: true },
  added: { fg: 10, bold: true },
  removed: { fg: 9, bold: true },
  fresh: { fg: 11, bold: true },
};

/** Bright on black, which is its own background. Roles and source code are white: 16 colours have nothing to add there. */
export const sixteenContrastStyles: Styles = Object.fromEntries(
  (Object.keys(sixteenStyles) as StyleName[]).map((name) => [name, { fg: 15, bg: 0, ...own[name] }]),
) as Styles;
