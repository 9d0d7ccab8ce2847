import type { Style } from './text.ts';

export { type Glyphs, glyphSets } from './glyphs.ts';

export type StyleName =
  // text of documents and screens
  | 'text'
  | 'muted'
  | 'title'
  | 'heading'
  | 'subheading'
  | 'strong'
  | 'emphasis'
  | 'link'
  | 'code'
  | 'quote'
  // parts of screens
  | 'key'
  | 'focus'
  | 'selected'
  | 'border'
  // status; always with a word or a symbol beside it
  | 'ok'
  | 'bad'
  | 'warn'
  | 'info'
  // roles of messages
  | 'system'
  | 'user'
  | 'assistant'
  | 'tool'
  | 'developer'
  // changes
  | 'added'
  | 'removed'
  | 'fresh'
  // source code
  | 'keyword'
  | 'string'
  | 'number'
  | 'comment'
  | 'function'
  | 'type'
  | 'property';

export type ThemeName = 'dark' | 'light' | 'mono' | 'high-contrast';

/** Named styles for one kind of terminal. */
export interface Theme {
  readonly name: ThemeName;
  /** Whether colours are used; without them code keeps its backticks and emphasis its asterisks. */
  readonly colored: boolean;
  readonly styles: Readonly<Record<StyleName, Style>>;
}

/** For dark backgrounds; every colour has a contrast of at least 7:1 to black. */
const dark: Readonly<Record<StyleName, Style>> = {
  text: {},
  muted: { fg: 248 },
  title: { fg: 117, bold: true },
  heading: { fg: 117, bold: true },
  subheading: { fg: 153, bold: true },
  strong: { bold: true },
  emphasis: { fg: 223 },
  link: { fg: 117, underline: true },
  code: { fg: 222 },
  quote: { fg: 252 },
  key: { fg: 222, bold: true },
  focus: { fg: 117, bold: true },
  selected: { fg: 231, bg: 24, bold: true },
  border: { fg: 246 },
  ok: { fg: 114, bold: true },
  bad: { fg: 210, bold: true },
  warn: { fg: 221, bold: true },
  info: { fg: 117, bold: true },
  system: { fg: 183, bold: true },
  user: { fg: 117, bold: true },
  assistant: { fg: 114, bold: true },
  tool: { fg: 221, bold: true },
  developer: { fg: 218, bold: true },
  added: { fg: 114 },
  removed: { fg: 210 },
  fresh: { fg: 221, bold: true },
  keyword: { fg: 183 },
  string: { fg: 150 },
  number: { fg: 216 },
  comment: { fg: 247 },
  function: { fg: 117 },
  type: { fg: 222 },
  property: { fg: 153 },
};

/** For light backgrounds; every colour has a contrast of at least 4.5:1 to white. */
const light: Readonly<Record<StyleName, Style>> = {
  text: {},
  muted: { fg: 240 },
  title: { fg: 25, bold: true },
  heading: { fg: 25, bold: true },
  subheading: { fg: 24, bold: true },
  strong: { bold: true },
  emphasis: { fg: 94 },
  link: { fg: 25, underline: true },
  code: { fg: 88 },
  quote: { fg: 238 },
  key: { fg: 88, bold: true },
  focus: { fg: 25, bold: true },
  selected: { fg: 231, bg: 25, bold: true },
  border: { fg: 242 },
  ok: { fg: 22, bold: true },
  bad: { fg: 124, bold: true },
  warn: { fg: 94, bold: true },
  info: { fg: 25, bold: true },
  system: { fg: 91, bold: true },
  user: { fg: 25, bold: true },
  assistant: { fg: 22, bold: true },
  tool: { fg: 94, bold: true },
  developer: { fg: 125, bold: true },
  added: { fg: 22 },
  removed: { fg: 124 },
  fresh: { fg: 94, bold: true },
  keyword: { fg: 91 },
  string: { fg: 22 },
  number: { fg: 94 },
  comment: { fg: 241 },
  function: { fg: 25 },
  type: { fg: 88 },
  property: { fg: 24 },
};

/** Without any colour: only bold, underline and inverse. */
const mono: Readonly<Record<StyleName, Style>> = {
  text: {},
  muted: {},
  title: { bold: true, underline: true },
  heading: { bold: true },
  subheading: { bold: true },
  strong: { bold: true },
  emphasis: {},
  link: { underline: true },
  code: {},
  quote: {},
  key: { bold: true },
  focus: { bold: true },
  selected: { inverse: true },
  border: {},
  ok: { bold: true },
  bad: { bold: true },
  warn: { bold: true },
  info: { bold: true },
  system: { bold: true },
  user: { bold: true },
  assistant: { bold: true },
  tool: { bold: true },
  developer: { bold: true },
  added: { bold: true },
  removed: {},
  fresh: { bold: true },
  keyword: { bold: true },
  string: {},
  number: {},
  comment: {},
  function: {},
  type: {},
  property: {},
};

/** White, bright and bold on a background of its own, so that it does not depend on the terminal's. */
const highContrast: Readonly<Record<StyleName, Style>> = Object.fromEntries(
  Object.entries({
    ...dark,
    text: { fg: 231 },
    muted: { fg: 231 },
    strong: { fg: 231, bold: true },
    emphasis: { fg: 231, underline: true },
    code: { fg: 226 },
    quote: { fg: 231 },
    border: { fg: 231 },
    comment: { fg: 254 },
    selected: { fg: 16, bg: 226, bold: true },
    title: { fg: 231, bold: true, underline: true },
    heading: { fg: 231, bold: true },
    subheading: { fg: 231, bold: true },
    link: { fg: 159, underline: true },
    focus: { fg: 226, bold: true },
    key: { fg: 226, bold: true },
    ok: { fg: 120, bold: true },
    bad: { fg: 217, bold: true },
    warn: { fg: 226, bold: true },
    info: { fg: 159, bold: true },
    system: { fg: 225, bold: true },
    user: { fg: 159, bold: true },
    assistant: { fg: 120, bold: true },
    tool: { fg: 226, bold: true },
    developer: { fg: 225, bold: true },
    added: { fg: 120, bold: true },
    removed: { fg: 217, bold: true },
    fresh: { fg: 226, bold: true },
  } satisfies Record<StyleName, Style>).map(([name, style]) => [name, { bg: 16, ...style }]),
) as Record<StyleName, Style>;

export const themes: Readonly<Record<ThemeName, Theme>> = {
  dark: { name: 'dark', colored: true, styles: dark },
  light: { name: 'light', colored: true, styles: light },
  mono: { name: 'mono', colored: false, styles: mono },
  'high-contrast': { name: 'high-contrast', colored: true, styles: highContrast },
};
