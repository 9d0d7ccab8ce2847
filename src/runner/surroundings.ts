/** Something around Agentlings is in the way: a disk, a folder, a limit of the system. The text says what to do about it. */
export class SurroundingsError extends Error {
  override readonly name = 'SurroundingsError';
}
