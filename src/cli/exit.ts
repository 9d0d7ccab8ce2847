/** Exit statuses of every command; see the README. */
export const exitStatus = {
  /** Everything selected passed. */
  passed: 0,
  /** Some check did not pass. */
  failed: 1,
  /** The command line or a configuration file is wrong. */
  usage: 2,
  /** Something could not be graded, or Agentlings itself failed. */
  internal: 3,
  /** Ended by Ctrl-C, as shells report it. */
  interrupted: 130,
} as const;

export type ExitStatus = (typeof exitStatus)[keyof typeof exitStatus];

/** The command line is wrong; the text says what to type instead. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
