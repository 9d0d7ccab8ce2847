/** Styled text: what every renderer produces and every screen consumes. */

/** A colour of the terminal's 256-colour palette; `undefined` is the terminal's own default. */
export type Color = number;

export interface Style {
  readonly fg?: Color;
  readonly bg?: Color;
  readonly bold?: boolean;
  readonly underline?: boolean;
  readonly inverse?: boolean;
}

/** A run of text in one style. Holds no control characters and no line breaks. */
export interface Span {
  readonly text: string;
  readonly style: Style;
}

/** One line of the screen; its width is the sum of its spans' cell widths. */
export type Line = readonly Span[];
