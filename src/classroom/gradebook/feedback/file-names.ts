import { createHash } from 'node:crypto';

/** Code points: with its hash and an ending, the name stays below the 255 bytes that file systems allow. */
const longest = 40;

/** Windows keeps these for devices, with any ending. */
const device = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/;

/**
 * The name of a person's files, without an ending. It depends on the id alone, so that the files of the next batch take
 * the place of those of this one, and no two ids share one on any file system: an id that is not a plain name as it
 * stands, or that looks as if it had a hash, gets one.
 */
export function fileNameOf(id: string): string {
  const isPlain =
    /^[a-z0-9_][a-z0-9._-]*$/.test(id) &&
    id.length <= longest &&
    !id.endsWith('.') &&
    !device.test(id) &&
    !/-[0-9a-f]{10}$/.test(id);
  if (isPlain) return id;
  const letters = id
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
  const readable = Array.from(letters).slice(0, longest).join('') || 'unnamed';
  const hash = createHash('sha256').update(id).digest('hex').slice(0, 10);
  return `${readable}-${hash}`;
}
