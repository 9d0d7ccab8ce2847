import { NotTaken } from './errors.ts';
import type { Gathering } from './gathering.ts';
import type { ArchiveKind } from './names.ts';
import type { OpenFile } from './open.ts';
import { readTar } from './tar.ts';
import { readZip } from './zip.ts';

/**
 * Reads a submission that is an archive. Nothing is written to disk.
 * @throws NotTaken when nothing of it can be taken
 */
export async function readArchive(file: OpenFile, kind: ArchiveKind, gathering: Gathering): Promise<void> {
  if (file.size === 0) throw new NotTaken('is an empty file. Hand it in again');
  await (kind === 'zip' ? readZip(file, gathering) : readTar(file, gathering));
}
