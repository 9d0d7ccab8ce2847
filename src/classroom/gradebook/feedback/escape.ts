import { toHarmless, toHarmlessSource } from '../../../render/sanitize.ts';

/**
 * Text on one line of Markdown that is read as it is, wherever it stands: no markup, no HTML, no entity, and no link
 * that is made of an address.
 */
export function inline(text: string): string {
  return (
    toHarmless(text)
      .trim()
      .replace(/[\\`*_~[\]<>|&]/g, '\\$&')
      .replace(/(https?|ftp)(:)/gi, '$1\\$2')
      .replace(/(www)(\.)/gi, '$1\\$2')
      .replace(/([\w+-])(@)/g, '$1\\$2')
      // What opens a heading, a list or a rule at the beginning of a line.
      .replace(/^[#+=-]|^\d+[.)]/, (opening) => `${opening.slice(0, -1)}\\${opening.slice(-1)}`)
  );
}

/** As `inline`, and what stands between two backticks is code, as graders write it. Not for tables. */
export function prose(text: string): string {
  return toHarmless(text)
    .split(/((?<!`)`[^`]+`(?!`))/)
    .map((part, index) => (index % 2 === 1 ? part : spaced(part)))
    .join('')
    .trim();
}

/** Spaces at its ends part it from the code beside it. */
function spaced(part: string): string {
  const before = part.slice(0, part.length - part.trimStart().length);
  return part.trim() === '' ? part : `${before}${inline(part)}${part.slice(part.trimEnd().length)}`;
}

/** Text in a block of code that nothing in it can end. */
export function codeBlock(text: string): string {
  const content = toHarmlessSource(text).trimEnd();
  const longest = Math.max(2, ...[...content.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${content}\n${fence}`;
}

/** Every line below an item of a list belongs to it. */
export function indented(block: string, by: string): string {
  return block
    .split('\n')
    .map((line) => (line === '' ? line : by + line))
    .join('\n');
}
