/** One mistake in a workshop's files, with its place. */
export interface Problem {
  /** Path as shown to the author, relative to the workshop's root where possible. */
  readonly file: string;
  /** From 1; left out when the mistake has no line, for example a missing file. */
  readonly line?: number;
  /** What was expected and what is there. */
  readonly message: string;
}

/** The workshop's files can't be used as they are; the text lists every mistake as `file:line: what was expected`. */
export class WorkshopError extends Error {
  override readonly name = 'WorkshopError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(formatProblem).join('\n'));
    this.problems = problems;
  }
}

/** A name that fits no lesson or exercise, or more than one. The text names the nearest. */
export class UnknownItemError extends Error {
  override readonly name = 'UnknownItemError';
}

export function formatProblem({ file, line, message }: Problem): string {
  return line === undefined ? `${file}: ${message}` : `${file}:${line}: ${message}`;
}
