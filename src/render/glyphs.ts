/** Symbols of screens and documents; each takes one cell, so that a set can be exchanged for the other. */
export interface Glyphs {
  readonly name: 'unicode' | 'ascii';
  /** Passed, failed, not started, started, skipped. */
  readonly ok: string;
  readonly bad: string;
  readonly open: string;
  readonly partial: string;
  readonly skipped: string;
  /** The selected row; an unfolded and a folded group. */
  readonly pointer: string;
  readonly unfolded: string;
  readonly folded: string;
  readonly bullet: string;
  readonly innerBullet: string;
  readonly dot: string;
  readonly ellipsis: string;
  /** A line that goes on in the next row. */
  readonly continuation: string;
  readonly right: string;
  readonly left: string;
  readonly up: string;
  readonly down: string;
  readonly vertical: string;
  readonly horizontal: string;
  readonly doubleHorizontal: string;
  readonly topLeft: string;
  readonly topRight: string;
  readonly bottomLeft: string;
  readonly bottomRight: string;
  readonly teeRight: string;
  readonly teeLeft: string;
  readonly teeDown: string;
  readonly teeUp: string;
  readonly cross: string;
  readonly bar: string;
  readonly full: string;
  readonly empty: string;
  /** GitHub's alerts. */
  readonly note: string;
  readonly tip: string;
  readonly important: string;
  readonly warning: string;
  readonly caution: string;
  readonly spinner: readonly string[];
}

// None of these is an emoji: terminals disagree about the width of those.
const unicode: Glyphs = {
  name: 'unicode',
  ok: '✓',
  bad: '✗',
  open: '○',
  partial: '◐',
  skipped: '–',
  pointer: '▸',
  unfolded: '▾',
  folded: '▸',
  bullet: '•',
  innerBullet: '◦',
  dot: '·',
  ellipsis: '…',
  continuation: '↪',
  right: '→',
  left: '←',
  up: '↑',
  down: '↓',
  vertical: '│',
  horizontal: '─',
  doubleHorizontal: '═',
  topLeft: '┌',
  topRight: '┐',
  bottomLeft: '└',
  bottomRight: '┘',
  teeRight: '├',
  teeLeft: '┤',
  teeDown: '┬',
  teeUp: '┴',
  cross: '┼',
  bar: '▌',
  full: '█',
  empty: '░',
  note: '●',
  tip: '✦',
  important: '◆',
  warning: '▲',
  caution: '■',
  spinner: ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'],
};

const ascii: Glyphs = {
  name: 'ascii',
  ok: '+',
  bad: 'x',
  open: 'o',
  partial: '~',
  skipped: '-',
  pointer: '>',
  unfolded: 'v',
  folded: '>',
  bullet: '*',
  innerBullet: '-',
  dot: '-',
  ellipsis: '~',
  continuation: '\\',
  right: '>',
  left: '<',
  up: '^',
  down: 'v',
  vertical: '|',
  horizontal: '-',
  doubleHorizontal: '=',
  topLeft: '+',
  topRight: '+',
  bottomLeft: '+',
  bottomRight: '+',
  teeRight: '+',
  teeLeft: '+',
  teeDown: '+',
  teeUp: '+',
  cross: '+',
  bar: '|',
  full: '#',
  empty: '.',
  note: 'i',
  tip: '*',
  important: '#',
  warning: '!',
  caution: 'x',
  spinner: ['|', '/', '-', '\\'],
};

/** `unicode` where the locale is UTF-8 and the font has the symbols; `ascii` elsewhere. */
export const glyphSets: Readonly<Record<Glyphs['name'], Glyphs>> = { unicode, ascii };
