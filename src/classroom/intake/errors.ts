/** The folder of submissions or the roster can't be used; the text says what to do next. */
export class IntakeError extends Error {
  override readonly name = 'IntakeError';
}

/**
 * Something was not taken, for a reason that costs nobody else anything. The message is the end of a sentence that
 * begins with its name, without the full stop: `is a symbolic link, and links are not followed`.
 */
export class NotTaken extends Error {
  override readonly name = 'NotTaken';
}

/** The reason for which reading failed, whatever was thrown. */
export function asNotTaken(error: unknown): NotTaken {
  if (error instanceof NotTaken) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  if (code === 'ELOOP') return new NotTaken(notTaken.link);
  return new NotTaken(`could not be read${code === undefined ? '' : ` (${code})`}`);
}

/** Reasons that more than one reader gives. */
export const notTaken = {
  link: 'is a symbolic link, and links are not followed. Hand in the files themselves',
  hardLink: 'is a hard link, and links are not followed. Hand in the files themselves',
  pipe: 'is a named pipe, not a file or folder',
  socket: 'is a socket, not a file or folder',
  device: 'is a device, not a file or folder',
  unknownKind: 'is of a kind that is not read. Hand in ordinary files',
  damaged: 'is damaged. Pack it again',
  encrypted: 'is encrypted. Pack it again without a password',
  nested: 'is an archive within the submission, which is not opened. Unpack it first',
} as const;
