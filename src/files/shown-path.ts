import path from 'node:path';

/**
 * A file as it is said to people: from the current folder where the file is below it, else whole. A row of `../` says
 * less than the whole path, and can be longer.
 */
export function shownPath(file: string): string {
  const relative = path.relative(process.cwd(), file);
  if (relative === '') return '.';
  const outside = relative === '..' || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative);
  return outside ? path.resolve(file) : relative;
}
