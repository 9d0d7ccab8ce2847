import { type ColorDepth, hex } from '../color.ts';
import type { Color } from '../text.ts';
import type { Styles } from '../theme-types.ts';

/** The colours that a theme is made of. */
interface Hues {
  readonly muted: Color;
  readonly quote: Color;
  readonly border: Color;
  readonly comment: Color;
  readonly blue: Color;
  readonly pale: Color;
  readonly emphasis: Color;
  /** Of keys and inline code; never near `red`, which is a failure's. */
  readonly code: Color;
  readonly green: Color;
  readonly red: Color;
  readonly yellow: Color;
  readonly violet: Color;
  readonly pink: Color;
  readonly string: Color;
  readonly number: Color;
  readonly selected: { readonly fg: Color; readonly bg: Color };
}

/** For dark backgrounds; every text has a contrast of at least 7:1 to black. */
const dark: Hues = {
  muted: hex('#a8b0b8'),
  quote: hex('#d0d4d8'),
  border: hex('#939ba5'),
  comment: hex('#9ba5af'),
  blue: hex('#7cc7ff'),
  pale: hex('#b4d4fb'),
  emphasis: hex('#f5dcb0'),
  code: hex('#f2cc8f'),
  green: hex('#86d993'),
  red: hex('#ff8f87'),
  yellow: hex('#f7d154'),
  violet: hex('#d0b3ff'),
  pink: hex('#ffadd2'),
  string: hex('#a9dc8f'),
  number: hex('#ffb38a'),
  selected: { fg: hex('#ffffff'), bg: hex('#0b4f8a') },
};

const dark256: Hues = {
  muted: 248,
  quote: 252,
  border: 246,
  comment: 247,
  blue: 117,
  pale: 153,
  emphasis: 223,
  code: 222,
  green: 114,
  red: 210,
  yellow: 221,
  violet: 183,
  pink: 218,
  string: 150,
  number: 216,
  selected: { fg: 231, bg: 24 },
};

/** For light backgrounds; every text has a contrast of at least 4.5:1 to white. */
const light: Hues = {
  muted: hex('#57606a'),
  quote: hex('#42484f'),
  border: hex('#6a737d'),
  comment: hex('#5f6771'),
  blue: hex('#0550ae'),
  pale: hex('#0a5a7a'),
  emphasis: hex('#7a5200'),
  code: hex('#0b5c63'),
  green: hex('#116329'),
  red: hex('#b3141d'),
  yellow: hex('#7d4e00'),
  violet: hex('#6f32b8'),
  pink: hex('#a8246e'),
  string: hex('#0a5f38'),
  number: hex('#8a4100'),
  selected: { fg: hex('#ffffff'), bg: hex('#0550ae') },
};

const light256: Hues = {
  muted: 240,
  quote: 238,
  border: 242,
  comment: 241,
  blue: 25,
  pale: 24,
  emphasis: 94,
  code: 23,
  green: 22,
  red: 124,
  yellow: 94,
  violet: 91,
  pink: 125,
  string: 22,
  number: 94,
  selected: { fg: 231, bg: 25 },
};

export function darkStyles(depth: ColorDepth): Styles {
  return stylesOf(depth === 256 ? dark256 : dark);
}

export function lightStyles(depth: ColorDepth): Styles {
  return stylesOf(depth === 256 ? light256 : light);
}

function stylesOf(hues: Hues): Styles {
  const { blue, code, green, red, yellow, violet, pink } = hues;
  return {
    text: {},
    muted: { fg: hues.muted },
    title: { fg: blue, bold: true },
    heading: { fg: blue, bold: true },
    subheading: { fg: hues.pale, bold: true },
    strong: { bold: true },
    emphasis: { fg: hues.emphasis },
    link: { fg: blue, underline: true },
    code: { fg: code },
    quote: { fg: hues.quote },
    key: { fg: code, bold: true },
    focus: { fg: blue, bold: true },
    selected: { ...hues.selected, bold: true },
    border: { fg: hues.border },
    ok: { fg: green, bold: true },
    bad: { fg: red, bold: true },
    warn: { fg: yellow, bold: true },
    info: { fg: blue, bold: true },
    system: { fg: violet, bold: true },
    user: { fg: blue, bold: true },
    assistant: { fg: green, bold: true },
    tool: { fg: yellow, bold: true },
    developer: { fg: pink, bold: true },
    added: { fg: green },
    removed: { fg: red },
    fresh: { fg: yellow, bold: true },
    keyword: { fg: violet },
    string: { fg: hues.string },
    number: { fg: hues.number },
    comment: { fg: hues.comment },
    function: { fg: blue },
    type: { fg: code },
    property: { fg: hues.pale },
  };
}
