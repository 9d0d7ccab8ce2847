import type { FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { type ExtractEvents, extract, type Header } from 'tar-stream';
import { type ArchiveEntry, asDamaged, enterArchiveEntry } from './archive-entry.ts';
import { asNotTaken, NotTaken, notTaken } from './errors.ts';
import type { Gathering } from './gathering.ts';
import type { OpenFile } from './open.ts';

const chunkSize = 64 * 1024;

type EntryStream = ExtractEvents['entry'][1];

/**
 * Reads a gzipped tar archive from front to back, as it can't be read otherwise; keeps only what counts.
 * @throws NotTaken when it is damaged or unpacks to too much
 */
export async function readTar(file: OpenFile, gathering: Gathering): Promise<void> {
  const tar = extract();
  tar.on('entry', (header, stream, next) => {
    // When reading stops, the entry at hand fails too, perhaps before or after anybody listens to it.
    stream.on('error', () => {});
    readEntry(header, stream, gathering).then(() => next(), next);
  });
  try {
    await pipeline(
      packedBytes(file.handle, gathering.limits.unpackedBytes),
      createGunzip(),
      (chunks: AsyncIterable<Buffer>) => counted(chunks, gathering),
      tar,
      { signal: AbortSignal.timeout(gathering.limits.seconds * 1000) },
    );
  } catch (error) {
    throw asDamaged(error);
  }
}

/** Of bytes that unpack to few, as many can be packed as one likes: these have a limit too. */
async function* packedBytes(handle: FileHandle, most: number): AsyncGenerator<Buffer> {
  for (let position = 0; ; ) {
    const chunk = Buffer.allocUnsafe(chunkSize);
    const { bytesRead } = await handle.read(chunk, 0, chunkSize, position).catch((error: unknown) => {
      throw asNotTaken(error);
    });
    if (bytesRead === 0) return;
    position += bytesRead;
    if (position > most) throw new NotTaken('is too large. Pack the exercises folder alone');
    yield chunk.subarray(0, bytesRead);
  }
}

async function* counted(chunks: AsyncIterable<Buffer>, gathering: Gathering): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    gathering.unpack(chunk.length);
    yield chunk;
  }
}

async function readEntry(header: Header, stream: EntryStream, gathering: Gathering): Promise<void> {
  const kind = kindOfEntry(header);
  const { size } = header;
  if (size > gathering.limits.unpackedBytes) gathering.unpack(size);
  const entered = enterArchiveEntry({ name: header.name, kind }, gathering);
  const exercise = entered?.exercise;
  // The stream of a folder with a size never ends: tar-stream has nothing to send for it.
  if (kind === 'folder') return;
  if (exercise === undefined) return drain(stream);
  if (size > gathering.limits.sourceBytes) {
    gathering.spoil(exercise, gathering.tooLarge());
    return drain(stream);
  }
  const chunks: Buffer[] = [];
  await drain(stream, (chunk) => {
    chunks.push(chunk);
  });
  const bytes = Buffer.concat(chunks);
  if (bytes.length === size) gathering.take(exercise, bytes);
  else gathering.spoil(exercise, notTaken.damaged);
}

/** Lets an entry pass, which has to be done before the next one comes. */
function drain(stream: EntryStream, take: (chunk: Buffer) => void = () => {}): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.on('data', (chunk) => {
      if (Buffer.isBuffer(chunk)) take(chunk);
    });
    stream.on('end', resolve);
    stream.on('error', reject);
    stream.on('close', () => reject(new NotTaken(notTaken.damaged)));
  });
}

function kindOfEntry({ type }: Header): ArchiveEntry['kind'] {
  switch (type) {
    case 'file':
    case 'contiguous-file':
      return 'file';
    case 'directory':
      return 'folder';
    case 'link':
      return 'hardLink';
    case 'symlink':
      return 'link';
    case 'fifo':
      return 'pipe';
    case 'character-device':
    case 'block-device':
      return 'device';
    default:
      return 'unknownKind';
  }
}
