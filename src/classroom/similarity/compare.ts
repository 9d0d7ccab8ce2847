import { type FileEntry, FingerprintIndex, type SharedFingerprint } from '@dodona/dolos-core';
import { NotParsed, structureOf } from './structure.ts';
import type { ExerciseSimilarity, Lines, Program, Side, SimilarPair } from './types.ts';

/** Tokens of a fingerprint, and fingerprints of which one is kept: what Dolos itself uses. */
const tokensInFingerprint = 23;
const fingerprintsInWindow = 17;

/** What more than a quarter of a class wrote alike, or this many people, is how one writes it; in a small class nothing is. */
const commonShare = 0.25;
const commonAtLeast = 10;
const commonAtMost = 100;

export interface Comparison {
  readonly exerciseId: string;
  readonly title: string;
  /** What everybody was given: counts for nothing. */
  readonly starter: string;
  readonly solution: string;
  readonly programs: readonly Program[];
  /** From 0 to 1: less similar pairs are left out. */
  readonly threshold: number;
  /** How many pairs at the most. */
  readonly most: number;
}

/**
 * Compares the programs of one exercise, everybody's with everybody else's, by the fingerprints of their structure
 * (winnowing, as MOSS and Dolos do it).
 */
export function compare(comparison: Comparison): ExerciseSimilarity {
  const { exerciseId, title, starter, solution, threshold, most } = comparison;
  const programs = comparison.programs.filter(({ text }) => text.trim() !== starter.trim());
  const index = new FingerprintIndex(
    tokensInFingerprint,
    fingerprintsInWindow,
    false,
    Math.min(commonAtMost, Math.max(commonAtLeast, Math.floor(programs.length * commonShare))),
  );
  const notes: string[] = [];
  const parsed = programs.flatMap((program) => {
    try {
      return [{ program, structure: structureOf(program) }];
    } catch (error) {
      if (!(error instanceof NotParsed)) throw error;
      notes.push(`${program.id} can't be compared: its program is not TypeScript (${error.message}).`);
      return [];
    }
  });
  index.addFiles(parsed.map(({ structure }) => structure));
  // After all others: the library takes fingerprints out of those programs that it knows by then.
  index.addIgnoredFile(structureOf({ id: 'starter', text: starter }));
  const given = fingerprintsOf(starter);
  const known = new Set([...fingerprintsOf(solution)].filter((hash) => !given.has(hash)));
  const entries = index.entries().map((entry, at) => ({
    id: parsed[at]?.program.id ?? '',
    text: parsed[at]?.program.text ?? '',
    entry,
    own: occurrences(entry, entry.shared),
    likeSolution: shareOf(entry, known, given),
  }));
  const pairs = candidates(entries)
    .map(([left, right]) => pairOf(left, right))
    .filter(({ similarity }) => similarity >= threshold)
    .sort((a, b) => b.similarity - a.similarity)
    .slice(0, most);
  const tookSolution = entries
    .map((each) => ({ id: each.id, share: each.likeSolution }))
    .filter(({ share }) => share >= threshold)
    .sort((a, b) => b.share - a.share);
  return { exerciseId, title, compared: parsed.length, pairs, likeSolution: tookSolution, notes };
}

interface Fingerprinted {
  readonly id: string;
  readonly text: string;
  readonly entry: FileEntry;
  /** How many fingerprints it has that are neither the starter's nor everybody's. */
  readonly own: number;
  readonly likeSolution: number;
}

/** Pairs that have anything in common: found by their fingerprints, since most of a large class's pairs have nothing. */
function candidates(entries: readonly Fingerprinted[]): readonly (readonly [Fingerprinted, Fingerprinted])[] {
  const byFile = new Map(entries.map((each) => [each.entry.file, each]));
  const partners = new Map<Fingerprinted, Set<Fingerprinted>>();
  const seen = new Set<SharedFingerprint>();
  for (const { entry } of entries) {
    for (const fingerprint of entry.shared) {
      if (seen.has(fingerprint)) continue;
      seen.add(fingerprint);
      const owners = fingerprint.files().flatMap((file) => byFile.get(file) ?? []);
      owners.forEach((left, at) => {
        const known = partners.get(left) ?? new Set();
        partners.set(left, known);
        for (const right of owners.slice(at + 1)) known.add(right);
      });
    }
  }
  return [...partners].flatMap(([left, rights]) => [...rights].map((right) => [left, right] as const));
}

function pairOf(left: Fingerprinted, right: Fingerprinted): SimilarPair {
  const common = new Set([...left.entry.shared].filter((each) => right.entry.shared.has(each)));
  const inBoth = occurrences(left.entry, common) + occurrences(right.entry, common);
  return {
    similarity: inBoth / (left.own + right.own),
    left: sideOf(left, common),
    right: sideOf(right, common),
  };
}

function sideOf({ id, text, entry, likeSolution }: Fingerprinted, common: Fingerprints): Side {
  return { id, text, common: linesOf(entry, common), likeSolution };
}

type Fingerprints = ReadonlySet<SharedFingerprint>;
type Hashes = ReadonlySet<number>;

function occurrences({ file }: FileEntry, fingerprints: Fingerprints): number {
  let count = 0;
  for (const fingerprint of fingerprints) count += fingerprint.occurrencesOf(file).length;
  return count;
}

function linesOf({ file }: FileEntry, fingerprints: Fingerprints): Lines {
  const lines = new Set<number>();
  for (const fingerprint of fingerprints) {
    for (const { side } of fingerprint.occurrencesOf(file)) {
      for (let line = side.location.startRow; line <= side.location.endRow; line += 1) lines.add(line);
    }
  }
  return lines;
}

/** Hashes of a text's fingerprints, in an index of their own so that they count for nobody's likeness to others. */
function fingerprintsOf(text: string): Hashes {
  const index = new FingerprintIndex(tokensInFingerprint, fingerprintsInWindow);
  return new Set(index.addFiles([structureOf({ id: '', text })]).keys());
}

/** How much of what somebody added to the starter is `known`: 0 to 1. */
function shareOf({ file, shared, ignored }: FileEntry, known: Hashes, given: Hashes): number {
  let added = 0;
  let alike = 0;
  for (const fingerprint of [...shared, ...ignored]) {
    if (given.has(fingerprint.hash)) continue;
    const count = fingerprint.occurrencesOf(file).length;
    added += count;
    if (known.has(fingerprint.hash)) alike += count;
  }
  return added === 0 ? 0 : alike / added;
}
