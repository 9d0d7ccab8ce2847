/** What was found of one person in a folder of submissions. */
export interface CollectedSubmission {
  /** Name of the child folder or archive, without its ending. */
  readonly id: string;
  /** The child's name in the folder of submissions. */
  readonly path: string;
  /**
   * SHA-256 of the source of each exercise that was handed in, by the exercise's id. An exercise that isn't in it is
   * missing.
   */
  readonly digests: ReadonlyMap<string, string>;
  /**
   * Reads the sources again, by the exercise's id: the texts of a large class don't fit into memory. One that is in
   * `digests` and not in here was changed or removed since then, or can't be read any more.
   */
  readonly read: () => Promise<ReadonlyMap<string, string>>;
  /** What was not taken, and why, one sentence each. */
  readonly problems: readonly string[];
  /** Nothing could be taken at all, such as from a broken archive. */
  readonly refused: boolean;
}

/** What a folder of submissions has. */
export interface Intake {
  /** Sorted by id. */
  readonly submissions: readonly CollectedSubmission[];
  /** What of the folder belongs to nobody, one sentence each, such as a stray text file. */
  readonly notes: readonly string[];
}

/** A person who is expected to hand in. */
export interface RosterPerson {
  readonly id: string;
  readonly name?: string;
  readonly email?: string;
}
