import { randomBytes } from 'node:crypto';

/** A new seed for a grade; short enough to read aloud and to type after `--seed`. */
export function newSeed(): string {
  return randomBytes(4).toString('hex');
}
