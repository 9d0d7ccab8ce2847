import { toHarmless } from '../../render/sanitize.ts';

const longestShown = 160;

/** Readers of archives; what a name's ending says is checked when the archive is read. */
export type ArchiveKind = 'zip' | 'tar.gz';

const endings: readonly (readonly [RegExp, ArchiveKind | 'foreign'])[] = [
  [/\.zip$/i, 'zip'],
  [/\.(tar\.gz|tgz)$/i, 'tar.gz'],
  [/\.(tar|tar\.(bz2|xz|zst|lz|z)|tbz2?|txz|7z|rar|gz|bz2|xz|zst|jar)$/i, 'foreign'],
];

/** What a file's name says of it: its name without the ending, and which archive it is, if any. */
export function splitEnding(name: string): {
  readonly stem: string;
  readonly kind?: ArchiveKind | 'foreign';
} {
  for (const [ending, kind] of endings) {
    const stem = name.replace(ending, '');
    if (stem !== name && stem !== '') return { stem, kind };
  }
  return { stem: name };
}

/** A name from a submission as it may stand in a sentence: harmless in a terminal, on one line, not too long. */
export function showName(name: string): string {
  const harmless = toHarmless(name.length > 4 * longestShown ? `${name.slice(0, 4 * longestShown)}…` : name);
  const letters = Array.from(harmless);
  return letters.length <= longestShown ? harmless : `${letters.slice(0, longestShown).join('')}…`;
}

export function showPath(parts: readonly string[]): string {
  return showName(parts.join('/'));
}

/** Control characters, and marks that make a name read as another one. */
export function hasControlCharacters(text: string): boolean {
  return /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u.test(text);
}

/** What tools leave behind and nobody hands in: passed over without a word, with all that is in it. */
export function isPassedOver(name: string): boolean {
  return (
    (name.startsWith('.') && name !== '..') ||
    name === 'node_modules' ||
    name === '__MACOSX' ||
    name === 'Thumbs.db' ||
    name === 'desktop.ini'
  );
}

/** The order of everything that is listed: by code units, the same on every machine. */
export function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
