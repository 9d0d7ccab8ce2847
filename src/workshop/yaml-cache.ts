import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';

const fileSchema = z.object({ version: z.literal(1), values: z.record(z.string(), z.unknown()) });

/**
 * What YAML texts mean, kept in a file between starts: parsing a whole workshop takes longer than all the rest of a
 * start. Values are found by their text's content, so nothing here can be out of date.
 */
export class YamlCache {
  readonly #file: string;
  readonly #known: ReadonlyMap<string, unknown>;
  readonly #used = new Map<string, unknown>();
  #fresh = false;

  /** @param file absolute path; one that is missing or broken counts as empty */
  constructor(file: string) {
    this.#file = file;
    this.#known = read(file);
  }

  /** The value of a text; `undefined` when it isn't known. */
  get(text: string): unknown {
    const key = keyOf(text);
    const value = this.#known.get(key);
    if (value !== undefined) this.#used.set(key, value);
    return value;
  }

  set(text: string, value: unknown): void {
    // What JSON can't hold, such as .inf, is parsed each time.
    if (value === undefined || !isDeepStrictEqual(JSON.parse(JSON.stringify(value)), value)) return;
    this.#used.set(keyOf(text), value);
    this.#fresh = true;
  }

  /** Writes what was asked for since it was made, if any of it is new. It is only a cache: failing is no error. */
  save(): void {
    if (!this.#fresh) return;
    const temporary = `${this.#file}.${process.pid}.tmp`;
    try {
      mkdirSync(path.dirname(this.#file), { recursive: true });
      writeFileSync(temporary, JSON.stringify({ version: 1, values: Object.fromEntries(this.#used) }));
      renameSync(temporary, this.#file);
      this.#fresh = false;
    } catch {
      // The next start parses again.
    }
  }
}

function read(file: string): ReadonlyMap<string, unknown> {
  try {
    return new Map(Object.entries(fileSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).values));
  } catch {
    return new Map();
  }
}

function keyOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
