/** How much of one submission is looked at, so that no submission can cost the others their grades. */
export interface IntakeLimits {
  /** Size of one source, in bytes. */
  readonly sourceBytes: number;
  /** Files and folders of one submission. */
  readonly entries: number;
  /** Entries of one archive that are passed over, such as those of `node_modules`. */
  readonly passedOver: number;
  /** Levels of folders and files. */
  readonly levels: number;
  /** Bytes that an archive says it has, or really has, unpacked. */
  readonly unpackedBytes: number;
  /** Time for one tar archive, in seconds; many times what the largest one takes. */
  readonly seconds: number;
  /** Problems of one submission that are told one by one. */
  readonly problems: number;
  /** Submissions that are read at the same time. */
  readonly concurrency: number;
}

export const defaultIntakeLimits: IntakeLimits = {
  sourceBytes: 256 * 1024,
  entries: 5_000,
  passedOver: 100_000,
  levels: 12,
  unpackedBytes: 64 * 1024 * 1024,
  seconds: 60,
  problems: 25,
  concurrency: 8,
};

/** A size as people read it: `256 KiB`. */
export function showBytes(bytes: number): string {
  if (bytes >= 1024 * 1024 && bytes % (1024 * 1024) === 0) return `${bytes / (1024 * 1024)} MiB`;
  if (bytes >= 1024 && bytes % 1024 === 0) return `${bytes / 1024} KiB`;
  return `${bytes.toLocaleString('en')} bytes`;
}
