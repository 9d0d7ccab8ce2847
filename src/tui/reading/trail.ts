/** Where one was before following a link, and after going back. */
export interface Trail {
  readonly back: readonly Stop[];
  readonly ahead: readonly Stop[];
}

export interface Stop {
  /** The item's key. */
  readonly key: string;
  readonly scroll: number;
}

export const noTrail: Trail = { back: [], ahead: [] };
