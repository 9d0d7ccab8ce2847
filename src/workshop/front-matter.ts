/** A markdown file's YAML front matter and body. */
export interface FrontMatter {
  readonly yaml: string;
  readonly body: string;
  /** Lines of the file before the YAML text: 1, the opening `---`. */
  readonly yamlLinesBefore: number;
  /** Lines of the file before the body. */
  readonly bodyLinesBefore: number;
}

const fence = /^---[ \t]*$/;

/** Splits a markdown file; `undefined` when it does not begin with a closed `---` block. */
export function splitFrontMatter(source: string): FrontMatter | undefined {
  const lines = source.replace(/^\uFEFF/, '').split(/\r?\n/);
  if (!fence.test(lines[0] ?? '')) return undefined;
  const end = lines.findIndex((line, index) => index > 0 && fence.test(line));
  if (end === -1) return undefined;
  return {
    yaml: lines.slice(1, end).join('\n'),
    body: lines.slice(end + 1).join('\n'),
    yamlLinesBefore: 1,
    bodyLinesBefore: end + 1,
  };
}
