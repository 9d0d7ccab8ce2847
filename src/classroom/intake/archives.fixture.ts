import { crc32, deflateRawSync, gzipSync } from 'node:zlib';

/** One entry of a zip, with everything that a hostile archive may lie about. */
export interface ZipEntry {
  readonly name: string;
  readonly text?: string | Buffer;
  /** What the archive says the size is, when not the truth. */
  readonly declared?: number;
  /** Unix mode with the kind of file, for example `0o120777` for a link. */
  readonly mode?: number;
  /** General purpose bits; 1 means encrypted. */
  readonly flags?: number;
  readonly method?: number;
  readonly crc?: number;
  /** Offset that the central directory names, when not the truth. */
  readonly offset?: number;
}

/** A zip, byte by byte: local headers with data, central directory, end record (APPNOTE.TXT 4.3). */
export function zipOf(entries: readonly ZipEntry[], end: { readonly count?: number } = {}): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name);
    const bytes = Buffer.from(entry.text ?? '');
    const method = entry.method ?? 8;
    const packed = method === 8 ? deflateRawSync(bytes) : bytes;
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x800 | (entry.flags ?? 0), 2);
    common.writeUInt16LE(method, 4);
    common.writeUInt32LE(entry.crc ?? crc32(bytes), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(entry.declared ?? bytes.length, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([signature(0x04034b50), common, name, packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(((entry.mode ?? 0) << 16) >>> 0, 6);
    rest.writeUInt32LE(entry.offset ?? offset, 10);
    central.push(Buffer.concat([signature(0x02014b50), Buffer.from([20, 3]), common, rest, name]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const record = Buffer.alloc(18);
  record.writeUInt16LE(end.count ?? entries.length, 4);
  record.writeUInt16LE(end.count ?? entries.length, 6);
  record.writeUInt32LE(directory.length, 8);
  record.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, directory, signature(0x06054b50), record]);
}

/** A zip whose 64-bit end record lies at a position that no file has; yauzl's own reader dies of it. */
export function zipWithFarEndRecord(): Buffer {
  const locator = Buffer.alloc(16);
  locator.writeBigUInt64LE(2n ** 63n, 4);
  return Buffer.concat([signature(0x07064b50), locator, zipOf([])]);
}

/** One entry of a tar. `type` is the flag: 0 file, 1 hard link, 2 symbolic link, 3 and 4 devices, 5 folder, 6 pipe. */
export interface TarEntry {
  readonly name: string;
  readonly text?: string | Buffer;
  readonly type?: string;
  readonly link?: string;
  readonly declared?: number;
}

/** A tar, byte by byte (POSIX ustar). */
export function tarOf(entries: readonly TarEntry[]): Buffer {
  return Buffer.concat([...entries.flatMap(tarEntry), Buffer.alloc(1024)]);
}

export function tarGzOf(entries: readonly TarEntry[]): Buffer {
  return gzipSync(tarOf(entries));
}

function tarEntry({ name, text = '', type = '0', link = '', declared }: TarEntry): Buffer[] {
  const bytes = Buffer.from(text);
  const header = Buffer.alloc(512);
  header.write(name, 0, 100);
  header.write('0000644\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${(declared ?? bytes.length).toString(8).padStart(11, '0')}\0`, 124);
  header.write('00000000000\0', 136);
  header.write('        ', 148);
  header.write(type, 156);
  header.write(link, 157, 100);
  header.write('ustar\x0000', 257);
  let sum = 0;
  for (const byte of header) sum += byte;
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return [header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)];
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
