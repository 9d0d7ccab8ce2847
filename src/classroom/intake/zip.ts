import { promisify } from 'node:util';
import { crc32, inflateRaw } from 'node:zlib';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { asDamaged, enterArchiveEntry } from './archive-entry.ts';
import { NotTaken, notTaken } from './errors.ts';
import type { Gathering } from './gathering.ts';
import { type Kind, type OpenFile, readAt } from './open.ts';

const inflate = promisify(inflateRaw);

/** The central directory is read in small pieces; this is how much of the file is fetched for them at a time. */
const blockSize = 64 * 1024;

/**
 * Reads a zip archive: its list of entries, then only those that count. Sizes are checked as declared and as they are.
 * @throws NotTaken when it is damaged, encrypted, or too large
 */
export async function readZip(file: OpenFile, gathering: Gathering): Promise<void> {
  try {
    const zip = await yauzl.fromRandomAccessReaderPromise(new Reader(file), file.size, {
      // Names are judged one by one; yauzl would give up at the first it doesn't like.
      decodeStrings: false,
      validateEntrySizes: false,
      autoClose: false,
    });
    const entries = new Map<string, Entry>();
    for await (const entry of zip.eachEntry()) {
      const exercise = enter(entry, gathering);
      if (exercise !== undefined) entries.set(exercise, entry);
    }
    for (const [exercise] of gathering.wanted()) {
      const entry = entries.get(exercise);
      if (entry !== undefined) await readEntry(file, zip, exercise, entry, gathering);
    }
  } catch (error) {
    if (error instanceof Error && error.message === 'strong encryption is not supported')
      throw new NotTaken(notTaken.encrypted);
    throw asDamaged(error);
  }
}

function enter(entry: Entry, gathering: Gathering): string | undefined {
  const name = yauzl.getFileNameLowLevel(
    entry.generalPurposeBitFlag,
    entry.fileNameRaw,
    entry.extraFields,
    true,
  );
  const kind = kindOfEntry(entry, name);
  const entered = enterArchiveEntry({ name, kind }, gathering);
  if (entered === undefined) return undefined;
  if (kind === 'file' && entry.isEncrypted()) throw new NotTaken(notTaken.encrypted);
  gathering.unpack(entry.uncompressedSize);
  return entered.exercise;
}

/** Kinds of file in the four highest bits of a Unix mode. */
const kinds: Readonly<Record<number, Kind>> = {
  1: 'pipe',
  2: 'device',
  4: 'folder',
  6: 'device',
  8: 'file',
  10: 'link',
  12: 'socket',
};

/** The upper half of the attributes is a Unix mode, when there is one. */
function kindOfEntry(entry: Entry, name: string): Kind {
  const kind = entry.externalFileAttributes >>> 28;
  if (kind !== 0 && kinds[kind] !== 'file') return kinds[kind] ?? 'unknownKind';
  return /[/\\]$/.test(name) ? 'folder' : 'file';
}

async function readEntry(
  file: OpenFile,
  zip: ZipFile,
  exercise: string,
  entry: Entry,
  gathering: Gathering,
): Promise<void> {
  const { sourceBytes } = gathering.limits;
  // Packing makes nothing twice as large.
  if (entry.uncompressedSize > sourceBytes || entry.compressedSize > 2 * sourceBytes)
    return gathering.spoil(exercise, gathering.tooLarge());
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8)
    return gathering.spoil(exercise, 'is packed in a way that is not read. Pack it with an ordinary zip');
  try {
    const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
    const packed = await readAt(file, fileDataStart, entry.compressedSize);
    const bytes =
      entry.compressionMethod === 0 ? packed : await inflate(packed, { maxOutputLength: sourceBytes });
    if (bytes.length !== entry.uncompressedSize || crc32(bytes) !== entry.crc32)
      return gathering.spoil(exercise, notTaken.damaged);
    gathering.take(exercise, bytes);
  } catch (error) {
    const grewTooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    gathering.spoil(exercise, grewTooLarge ? gathering.tooLarge() : notTaken.damaged);
  }
}

/**
 * Reads for yauzl. Positions come from the archive: yauzl's own reader hands those beyond the file to Node, which
 * throws where nobody can catch it.
 */
class Reader extends yauzl.RandomAccessReader {
  readonly #file: OpenFile;
  #block: { readonly start: number; readonly bytes: Buffer } = { start: 0, bytes: Buffer.alloc(0) };

  constructor(file: OpenFile) {
    super();
    this.#file = file;
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null, bytesRead?: number) => void,
  ): void {
    this.#bytes(position, length).then(
      (bytes) => callback(null, bytes.copy(buffer, offset)),
      (error: Error) => callback(error),
    );
  }

  async #bytes(position: number, length: number): Promise<Buffer> {
    const { start, bytes } = this.#block;
    if (position < start || position + length > start + bytes.length) {
      if (position + length > this.#file.size) throw new Error('beyond the end of the file');
      const size = Math.min(Math.max(length, blockSize), this.#file.size - position);
      this.#block = { start: position, bytes: await readAt(this.#file, position, size) };
    }
    const from = position - this.#block.start;
    return this.#block.bytes.subarray(from, from + length);
  }
}
