import { NotTaken } from './errors.ts';
import type { Layout } from './layout.ts';
import { type IntakeLimits, showBytes } from './limits.ts';
import { byCodeUnits, isPassedOver, showPath } from './names.ts';

/** The file that counts for an exercise so far. */
interface Chosen {
  readonly parts: readonly string[];
  /** Undefined until it was read, and when it can't be taken. */
  text?: string;
  spoilt: boolean;
}

/** What is gathered of one submission while it is read, wherever it is read from; keeps the limits. */
export class Gathering {
  readonly limits: IntakeLimits;
  readonly #layout: Layout;
  readonly #problems = new Set<string>();
  readonly #chosen = new Map<string, Chosen>();
  readonly #others = new Map<string, (readonly string[])[]>();
  #entries = 0;
  #passedOver = 0;
  #unpacked = 0;

  constructor(layout: Layout, limits: IntakeLimits) {
    this.#layout = layout;
    this.limits = limits;
  }

  /**
   * Counts a file or folder. False when it is to be left alone: passed over, or too deep.
   * @throws NotTaken when the submission has too many
   */
  enter(parts: readonly string[]): boolean {
    if (parts.some(isPassedOver)) {
      this.#passedOver += 1;
      if (this.#passedOver > this.limits.passedOver) throw this.#tooMany();
      return false;
    }
    this.#entries += 1;
    if (this.#entries > this.limits.entries) throw this.#tooMany();
    if (parts.length <= this.limits.levels) return true;
    const { levels } = this.limits;
    this.problem(parts.slice(0, levels), `goes deeper than ${levels} levels. What is below was left out`);
    return false;
  }

  /** Notes why something was not taken; `reason` is the message of a `NotTaken`. */
  problem(parts: readonly string[], reason: string): void {
    this.#problems.add(`${showPath(parts)} ${reason}.`);
  }

  /** Offers a regular file. Returns its exercise's id when it counts so far, so that its text is wanted. */
  offer(parts: readonly string[]): string | undefined {
    const exercise = this.#layout.exerciseOf(parts);
    if (exercise === undefined) return undefined;
    const chosen = this.#chosen.get(exercise);
    const order = chosen === undefined ? -1 : compare(parts, chosen.parts);
    if (chosen !== undefined && order === 0) {
      this.spoil(exercise, 'is in the archive more than once, and was not taken');
      return undefined;
    }
    const other = order < 0 ? chosen?.parts : parts;
    if (other !== undefined) this.#others.set(exercise, [...(this.#others.get(exercise) ?? []), other]);
    if (order > 0) return undefined;
    this.#chosen.set(exercise, { parts, spoilt: false });
    return exercise;
  }

  /** The files that count, by exercise. */
  wanted(): readonly (readonly [string, readonly string[]])[] {
    return [...this.#chosen]
      .filter(([, { spoilt }]) => !spoilt)
      .map(([id, { parts }]) => [id, parts] as const);
  }

  /** Takes the bytes of the file that counts for an exercise, if they are text. */
  take(exercise: string, bytes: Uint8Array): void {
    const chosen = this.#chosen.get(exercise);
    if (chosen === undefined || chosen.spoilt) return;
    if (bytes.byteLength > this.limits.sourceBytes) {
      this.spoil(exercise, this.tooLarge());
      return;
    }
    try {
      // Drops a byte order mark.
      chosen.text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
      this.spoil(exercise, 'is not UTF-8 text. Save it as UTF-8');
    }
  }

  /** Notes that the file which counts for an exercise can't be taken. No other file takes its place. */
  spoil(exercise: string, reason: string): void {
    const chosen = this.#chosen.get(exercise);
    if (chosen === undefined) return;
    chosen.spoilt = true;
    chosen.text = undefined;
    this.problem(chosen.parts, reason);
  }

  tooLarge(): string {
    return `is larger than ${showBytes(this.limits.sourceBytes)}, which no exercise needs`;
  }

  /**
   * Counts unpacked bytes, also declared ones.
   * @throws NotTaken when they are too many
   */
  unpack(bytes: number): void {
    this.#unpacked += bytes;
    if (this.#unpacked > this.limits.unpackedBytes)
      throw new NotTaken(
        `unpacks to more than ${showBytes(this.limits.unpackedBytes)}. Pack the exercises folder alone`,
      );
  }

  /** Whether any file was an exercise's, even one that can't be taken. */
  get foundAny(): boolean {
    return this.#chosen.size > 0;
  }

  sources(): ReadonlyMap<string, string> {
    const sources = new Map<string, string>();
    for (const [id, { text }] of this.#chosen) if (text !== undefined) sources.set(id, text);
    return sources;
  }

  /** One sentence each, in a steady order. */
  problems(): readonly string[] {
    const all = [...this.#problems, ...this.#choices()].sort(byCodeUnits);
    const shown = all.slice(0, this.limits.problems);
    const rest = all.length - shown.length;
    return rest === 0 ? shown : [...shown, `${rest.toLocaleString('en')} more things were not taken.`];
  }

  #choices(): string[] {
    return [...this.#others].map(([exercise, others]) => {
      const parts = this.#chosen.get(exercise)?.parts ?? [];
      const left = others.toSorted(compare).slice(0, 3).map(showPath);
      const more = others.length > left.length ? ` and ${others.length - left.length} more` : '';
      return `For ${exercise}, ${showPath(parts)} counts, as the nearest to the root, and not ${left.join(', ')}${more}.`;
    });
  }

  #tooMany(): NotTaken {
    return new NotTaken(
      `has more than ${this.limits.entries.toLocaleString('en')} files and folders. Hand in the exercises folder alone`,
    );
  }
}

/** Nearest to the root first. */
function compare(a: readonly string[], b: readonly string[]): number {
  return a.length - b.length || byCodeUnits(a.join('/'), b.join('/'));
}
