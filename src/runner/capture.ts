import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import type { AttemptEvent } from './types.ts';

type StreamName = 'stdout' | 'stderr';

/** Of a flood this much is kept from the beginning and from the end of each stream, in bytes. */
const keptBytes = 64 * 1024;
/** Listeners are told of output at most this often. */
const noticeMs = 16;

/** Output of a submission while it comes, up to a limit over both streams. */
export class Capture {
  readonly #limit: number;
  readonly #onFull: () => void;
  readonly #notify: ((event: AttemptEvent) => void) | undefined;
  readonly #streams: Record<
    StreamName,
    { parts: Buffer[]; bytes: number; decoder: StringDecoder; waiting: string }
  > = {
    stdout: { parts: [], bytes: 0, decoder: new StringDecoder('utf8'), waiting: '' },
    stderr: { parts: [], bytes: 0, decoder: new StringDecoder('utf8'), waiting: '' },
  };
  #full = false;
  #timer: NodeJS.Timeout | undefined;

  /** @param limit bytes of both streams together */
  constructor(limit: number, onFull: () => void, notify?: (event: AttemptEvent) => void) {
    this.#limit = limit;
    this.#onFull = onFull;
    this.#notify = notify;
  }

  get full(): boolean {
    return this.#full;
  }

  listen(name: StreamName, source: Readable): void {
    source.on('data', (chunk: Buffer) => this.#add(name, chunk));
    // A pipe that breaks has simply ended.
    source.on('error', () => undefined);
  }

  /** Bytes that came, whether they are kept or not. */
  bytes(name: StreamName): number {
    return this.#streams[name].bytes;
  }

  /** Everything received, for the log. */
  raw(name: StreamName): Buffer {
    return Buffer.concat(this.#streams[name].parts);
  }

  /** The text, and of a flood its first and last parts with a line between that says what is missing. */
  text(name: StreamName): string {
    const all = this.raw(name);
    if (!this.#full || all.length <= 2 * keptBytes) return all.toString('utf8');
    const end = characterStart(all, keptBytes);
    const start = characterStart(all, all.length - keptBytes);
    const head = all.subarray(0, end).toString('utf8');
    // Where it stopped coming says nothing about its characters: half of one at the very end is left out.
    const tail = new StringDecoder('utf8').write(all.subarray(start));
    const left = Math.round((start - end) / 1024);
    return `${head}\n… ${left} KiB left out …\n${tail}`;
  }

  /** Tells listeners the rest, when nothing more will come. */
  close(): void {
    for (const stream of Object.values(this.#streams)) stream.waiting += stream.decoder.end();
    this.#flush();
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const name of ['stdout', 'stderr'] as const) {
      const stream = this.#streams[name];
      if (stream.waiting !== '') this.#notify?.({ type: 'output', stream: name, text: stream.waiting });
      stream.waiting = '';
    }
  }

  #add(name: StreamName, chunk: Buffer): void {
    const stream = this.#streams[name];
    stream.bytes += chunk.length;
    if (this.#full) return;
    stream.parts.push(chunk);
    if (this.#notify !== undefined) {
      stream.waiting += stream.decoder.write(chunk);
      this.#timer ??= setTimeout(() => this.#flush(), noticeMs);
    }
    if (this.#streams.stdout.bytes + this.#streams.stderr.bytes > this.#limit) {
      this.#full = true;
      this.#onFull();
    }
  }
}

/** The index at or before the given one at which a UTF-8 character begins. */
function characterStart(bytes: Buffer, index: number): number {
  let start = index;
  while (start > index - 4 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start -= 1;
  return start;
}
