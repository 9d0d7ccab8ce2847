/** What a requirement says when it isn't met. */
export interface Finding {
  /** What was wanted, in a learner's words. */
  readonly expected: string;
  /** What was seen: the actual messages, numbers or output. */
  readonly actual: string;
  /** What to do next, when it can be said better than by the check itself. */
  readonly help?: string;
  /** It is about how the attempt ended: a crash then decides the verdict. Elsewhere a crash may be what was asked for. */
  readonly aboutEnd?: boolean;
  /** Index of the exchange it is about, within the attempt. */
  readonly exchange?: number;
  /** Index of the message within that request. */
  readonly message?: number;
}

/** Thrown by a requirement that isn't met. Anything else that a check throws is the grader's own fault. */
export class CheckFailure extends Error {
  override readonly name = 'CheckFailure';
  readonly finding: Finding;

  constructor(finding: Finding) {
    super(`expected ${finding.expected}; saw ${finding.actual}`);
    this.finding = finding;
  }
}

/** Ends the check: it did not pass, for this reason. */
export function fail(finding: Finding): never {
  throw new CheckFailure(finding);
}
