/** Moodle, “Download all submissions”: `Ada Lovelace_12345_assignsubmission_file`, with or without a file's name. */
const moodle = /^(?<name>.+?)_\d+_assignsubmission_/u;

/** Canvas, “Download Submissions”: `lovelaceada_123_456_exercise`, also `lovelaceada_LATE_123_456_exercise`. */
const canvas = /^(?<name>[^_]+)_(?:LATE_)?\d+_\d+_/u;

/** The person's name that a learning platform has put before a download, as `keysOfName` writes it. */
export function nameInDownload(id: string): string | undefined {
  const name = (moodle.exec(id) ?? canvas.exec(id))?.groups?.name;
  return name === undefined ? undefined : squeezed(name) || undefined;
}

/**
 * What platforms may write for a person's name: its letters without spaces, beginning at any of its words, as Canvas
 * puts family names first, and which words those are is not said.
 */
export function keysOfName(name: string): readonly string[] {
  const words = name
    .split(/[\s,]+/u)
    .map(squeezed)
    .filter((word) => word !== '');
  return [...new Set(words.map((_, index) => [...words.slice(index), ...words.slice(0, index)].join('')))];
}

function squeezed(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, '');
}
