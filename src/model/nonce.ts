import { createHash } from 'node:crypto';
import { adjectives, nouns } from './nonce-words.ts';

/**
 * Two plain words, such as `amber heron`, that follow from the seed and the labels. A program that did not receive
 * them can't print them: one pair in about 25,000.
 */
export function nonceWords(seed: string, ...labels: readonly (string | number)[]): string {
  const digest = digestOf(seed, labels);
  return `${pick(adjectives, digest.readUInt32BE(0))} ${pick(nouns, digest.readUInt32BE(4))}`;
}

/** One word, such as `heron`. */
export function nonceWord(seed: string, ...labels: readonly (string | number)[]): string {
  return pick(nouns, digestOf(seed, labels).readUInt32BE(4));
}

/** A number from 0 to 1 (excluded) that follows from the seed and the labels. */
export function nonceFraction(seed: string, ...labels: readonly (string | number)[]): number {
  return digestOf(seed, labels).readUInt32BE(8) / 2 ** 32;
}

/** Hexadecimal digits that follow from the seed and the labels, at most 64. */
export function nonceHex(length: number, seed: string, ...labels: readonly (string | number)[]): string {
  return digestOf(seed, labels).toString('hex').slice(0, length);
}

function digestOf(seed: string, labels: readonly (string | number)[]): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([seed, ...labels]))
    .digest();
}

function pick(words: readonly string[], number: number): string {
  return words[number % words.length] ?? '';
}
