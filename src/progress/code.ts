import { createHash } from 'node:crypto';
import { exerciseState, isDone, type Progress, withGrade, withLessonRead } from './progress.ts';

/** A lesson or an exercise, as far as a code knows it. */
export interface CodeItem {
  readonly kind: 'lesson' | 'exercise';
  readonly id: string;
  /** Of an exercise. */
  readonly points?: number;
}

/** What a progress code says. */
export interface CodeContent<T extends CodeItem = CodeItem> {
  /** Lessons that are read and exercises that have passed. */
  readonly done: readonly T[];
  /** What was open last. */
  readonly at?: T;
  readonly hand: boolean;
}

/** The text is no progress code, or one of another workshop; the message says which. */
export class ProgressCodeError extends Error {
  override readonly name = 'ProgressCodeError';
}

/** Crockford's base 32: no letters that look like digits, so that a code can be read out and typed. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const version = 1;
const handBit = 0x10;
const nowhere = 0xffff;
/** Version and hand, the workshop's mark, where the learner is; after them a bit for each item, and a checksum. */
const headBytes = 1 + 2 + 2;
const checkBytes = 2;

/**
 * Progress as a short code, to be pasted into a chat, read out, or typed on another machine: what is done, where the
 * learner is, and whether a hand is raised. It is no proof of anything.
 * @param items all lessons and exercises in reading order
 */
export function progressCode(items: readonly CodeItem[], progress: Progress): string {
  const bytes = Buffer.alloc(headBytes + Math.ceil(items.length / 8));
  bytes[0] = version | (progress.hand === undefined ? 0 : handBit);
  bytes.writeUInt16BE(markOf(items), 1);
  const at = items.findIndex((item) => keyOf(item) === progress.position?.itemId);
  bytes.writeUInt16BE(at === -1 ? nowhere : at, 3);
  items.forEach((item, index) => {
    if (!isDone(item, progress)) return;
    const place = headBytes + (index >> 3);
    bytes[place] = (bytes[place] ?? 0) | (1 << (index & 7));
  });
  return grouped(toBase32(Buffer.concat([bytes, checksum(bytes)])));
}

/**
 * Reads a code as somebody typed it: in any case, with or without hyphens and spaces, O for 0 and I or L for 1.
 * @throws ProgressCodeError
 */
export function readProgressCode<T extends CodeItem>(items: readonly T[], text: string): CodeContent<T> {
  const bytes = fromBase32(text);
  const length = headBytes + Math.ceil(items.length / 8);
  const body = bytes?.subarray(0, -checkBytes);
  const sound =
    bytes !== undefined &&
    body !== undefined &&
    body.length >= headBytes &&
    checksum(body).equals(bytes.subarray(-checkBytes));
  if (!sound)
    throw new ProgressCodeError(
      'This is no progress code, or it was mistyped. Compare it with the original.',
    );
  const first = body[0] ?? 0;
  if ((first & 0x0f) !== version || body.length !== length || body.readUInt16BE(1) !== markOf(items))
    throw new ProgressCodeError('This code is from another workshop, or another version of this one.');
  return {
    done: items.filter((_, index) => ((body[headBytes + (index >> 3)] ?? 0) & (1 << (index & 7))) !== 0),
    at: items[body.readUInt16BE(3)],
    hand: (first & handBit) !== 0,
  };
}

/** Takes over what a code says is done. Nothing that was done here already is lost. */
export function withCode(progress: Progress, { done, at }: CodeContent, now: Date): Progress {
  let taken = progress;
  for (const item of done) {
    if (item.kind === 'lesson') taken = withLessonRead(taken, item.id, now);
    else if (exerciseState(taken, item.id) !== 'passed') taken = withPassed(taken, item, now);
  }
  return at === undefined || taken.position !== undefined
    ? taken
    : { ...taken, position: { itemId: keyOf(at), scroll: 0 } };
}

/** A code tells of exercises that have passed, which is with all of their points. */
function withPassed(progress: Progress, { id, points = 0 }: CodeItem, now: Date): Progress {
  return withGrade(progress, id, { points, maxPoints: points, passed: true }, now);
}

/** As `itemKey` of the workshop has it, which progress does not know. */
function keyOf({ kind, id }: CodeItem): string {
  return kind === 'exercise' ? `exercise:${id}` : id;
}

/** Codes count items, so that they mean something only where these are the same ones. */
function markOf(items: readonly CodeItem[]): number {
  return createHash('sha256').update(items.map(keyOf).join('\n')).digest().readUInt16BE(0);
}

function checksum(bytes: Uint8Array): Buffer {
  return createHash('sha256').update('agentlings').update(bytes).digest().subarray(0, checkBytes);
}

function toBase32(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += letters[(held >> bits) & 31];
    }
    held &= (1 << bits) - 1;
  }
  return bits === 0 ? text : text + letters[(held << (5 - bits)) & 31];
}

function fromBase32(text: string): Buffer | undefined {
  const plain = text.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const letter of plain) {
    const value = letters.indexOf(letter);
    if (value === -1) return undefined;
    held = (held << 5) | value;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >> bits) & 0xff);
    held &= (1 << bits) - 1;
  }
  return held === 0 && bits < 5 ? Buffer.from(bytes) : undefined;
}

function grouped(text: string): string {
  return text.match(/.{1,5}/g)?.join('-') ?? '';
}
