import type { Styles } from '../theme-types.ts';
import { darkStyles } from './dark-light.ts';

/** White, bright and bold on a background of its own, so that it does not depend on the terminal's. */
export const highContrastStyles: Styles = Object.fromEntries(
  Object.entries({
    ...darkStyles(256),
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
  } satisfies Styles).map(([name, style]) => [name, { bg: 16, ...style }]),
) as Styles;
