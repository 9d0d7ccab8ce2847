import { realpath } from 'node:fs/promises';
import { asNotTaken, IntakeError } from './errors.ts';
import { showBytes } from './limits.ts';
import { showName } from './names.ts';
import { type OpenFile, openFile, readUpTo } from './open.ts';

const mostBytes = 16 * 1024 * 1024;

/**
 * The text of a roster, without a byte order mark.
 * @throws IntakeError when it can't be read, is too large, or is not UTF-8
 */
export async function readRosterText(file: string): Promise<string> {
  const bytes = await readBytes(file);
  if (bytes.length > mostBytes)
    throw new IntakeError(
      `${showName(file)} is larger than ${showBytes(mostBytes)}. Name the CSV file of the roster.`,
    );
  const text = decode(bytes);
  if (text !== undefined) return text;
  const line = brokenLine(bytes);
  throw new IntakeError(
    `${showName(file)}:${line}: this is not UTF-8 text. Save the roster as CSV in UTF-8.`,
  );
}

/** A link to the roster is the instructor's own, so that it is followed. */
async function readBytes(file: string): Promise<Buffer> {
  let opened: OpenFile;
  try {
    opened = await openFile(await realpath(file));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      throw new IntakeError(`There is no file ${showName(file)}. Name the CSV file of the roster.`);
    throw new IntakeError(`${showName(file)} ${asNotTaken(error).message}. Name the CSV file of the roster.`);
  }
  try {
    return await readUpTo(opened, mostBytes);
  } finally {
    await opened.handle.close();
  }
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function brokenLine(bytes: Buffer): number {
  for (let line = 1, start = 0; ; line++) {
    const end = bytes.indexOf(0x0a, start);
    if (end === -1 || decode(bytes.subarray(start, end)) === undefined) return line;
    start = end + 1;
  }
}
