/**
 * Whether two files say the same. Line ends are the editor's or git's doing, and so are the mark that Windows' editors
 * put first, and the end of the last line.
 */
export function isSameText(a: string, b: string): boolean {
  return a === b || plain(a) === plain(b);
}

function plain(text: string): string {
  return text
    .replace(/^\uFEFF/, '')
    .replaceAll('\r\n', '\n')
    .replace(/\n$/, '');
}
